/** What the practice pages work out for themselves: chords in reach, fingers on the pad, what comes next. */
import { describe, expect, test } from "bun:test";
import { toPlayed } from "../../src/client/fold/practice.ts";
import { chordsOf, readChords, sets, toChoice } from "../../src/web/practice/chords/chord-set.ts";
import { moved } from "../../src/web/practice/phone/gesture.ts";
import { nextChord } from "../../src/web/practice/screen/next-chord.ts";

describe("the chords in reach", () => {
  const names = (choice: Partial<ReturnType<typeof toChoice>>) =>
    chordsOf({ set: "pop", own: [], moved: 0, capo: 0, ...choice }).map(({ shape, name }) => `${shape} ${name}`);

  test("are a known set, moved along the neck, or one's own", () => {
    expect(names({})).toEqual(["C C", "G G", "Am Am", "F F"]);
    expect(names({ moved: 2 })).toEqual(["D D", "A A", "Bm Bm", "G G"]);
    expect(names({ set: "own", own: ["C/G", "F#m7"] })).toEqual(["C/G C/G", "F#m7 F#m7"]);
  });

  test("with a capo sound higher than they are held", () => {
    expect(names({ capo: 2 })).toEqual(["C D", "G A", "Am Bm", "F G"]);
  });

  test("stand there once, whatever they are called", () => {
    expect(names({ set: "own", own: ["C#", "Db", "C#maj"] })).toEqual(["C# C#"]);
  });

  test("are remembered; what was stored by something else is the usual set", () => {
    expect(toChoice('{"set":"own","own":["Am","no chord",3],"moved":99,"capo":2.5}')).toEqual({
      set: "own",
      own: ["Am"],
      moved: 6,
      capo: 0,
    });
    for (const stored of [undefined, "", "null", "7", '{"set":"toString"}', '{"set":"own","own":[]}']) {
      expect(chordsOf(toChoice(stored)).map(({ name }) => name)).toEqual([...sets.pop]);
    }
  });

  test("are read from what was typed, and what is none is named", () => {
    expect(readChords("C, G/B  Am7 | hm Fmaj7 N.C.")).toEqual({
      chords: ["C", "G/B", "Am7", "Fmaj7"],
      wrong: ["hm", "N.C."],
    });
  });
});

describe("a finger on the pad", () => {
  const down = { spot: "C", x: 100, y: 100, at: 0 };

  test("that goes on to another chord plays it", () => {
    expect(moved(down, { x: 110, y: 100, at: 200 }, "G")).toEqual([{ spot: "G", x: 110, y: 100, at: 200 }, true]);
  });

  test("that goes across the same chord strums it again, each time it went far enough", () => {
    const [still, early] = moved(down, { x: 120, y: 100, at: 200 }, "C");
    const [strummed, far] = moved(still, { x: 150, y: 100, at: 240 }, "C");
    const [, back] = moved(strummed, { x: 100, y: 100, at: 400 }, "C");
    expect([early, far, back]).toEqual([false, true, true]);
  });

  test("that trembles on an edge, or is beside the pad, plays nothing", () => {
    expect(moved(down, { x: 101, y: 100, at: 30 }, "G")[1]).toBe(false);
    expect(moved(down, { x: 300, y: 300, at: 200 }, undefined)[1]).toBe(false);
  });
});

describe("what comes next", () => {
  const played = (...names: string[]) => names.map((name, n) => toPlayed(name, new Date(1000 * n).toISOString()));
  const set = ["C", "G", "Am", "F"];
  const next = (sounding: string | undefined, ...before: string[]) =>
    nextChord(sounding, { exercise: null, played: played(...before), set });

  test("in an exercise is the other of its pair, and at first its first", () => {
    const exercise = { pair: ["C#", "G"] as [string, string], seconds: 60 };
    const of = (sounding?: string) => nextChord(sounding, { exercise, played: [], set });
    expect([of(), of("Db"), of("G"), of("F")]).toEqual(["C#", "G", "C#", "C#"]);
  });

  test("is what most often came after it in this practice, else the next of the set", () => {
    expect(next("C")).toBe("G");
    expect(next("F")).toBe("C");
    expect(next("C", "C", "Am", "C", "F", "C", "Am")).toBe("Am");
    expect(next("C", "C", "Am", "C", "F")).toBe("F");
  });

  test("is not known before anything sounds, nor of a chord from elsewhere", () => {
    expect([next(undefined), next("Ebm")]).toEqual([undefined, undefined]);
  });
});
