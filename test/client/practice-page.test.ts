/** What the practice pages compute: the chosen chords, gestures on the pad, the next chord. */
import { describe, expect, test } from "bun:test";
import { toPlayed } from "../../src/client/fold/practice.ts";
import { chordsOf, readChords, sets, toChoice } from "../../src/web/practice/chords/chord-set.ts";
import { moveFinger } from "../../src/web/practice/phone/gesture.ts";
import { nextChord } from "../../src/web/practice/screen/next-chord.ts";

describe("the available chords", () => {
  const names = (choice: Partial<ReturnType<typeof toChoice>>) =>
    chordsOf({ set: "pop", own: [], moved: 0, capo: 0, ...choice }).map(({ shape, name }) => `${shape} ${name}`);

  test("are a predefined set, transposed, or the person's own", () => {
    expect(names({})).toEqual(["C C", "G G", "Am Am", "F F"]);
    expect(names({ moved: 2 })).toEqual(["D D", "A A", "Bm Bm", "G G"]);
    expect(names({ set: "own", own: ["C/G", "F#m7"] })).toEqual(["C/G C/G", "F#m7 F#m7"]);
  });

  test("sound higher than their shapes with a capo", () => {
    expect(names({ capo: 2 })).toEqual(["C D", "G A", "Am Bm", "F G"]);
  });

  test("have no duplicates, however they are spelled", () => {
    expect(names({ set: "own", own: ["C#", "Db", "C#maj"] })).toEqual(["C# C#"]);
  });

  test("are read from storage; invalid values become the default", () => {
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

  test("are parsed from typed text, which also returns the words that are not chords", () => {
    expect(readChords("C, G/B  Am7 | hm Fmaj7 N.C.")).toEqual({
      chords: ["C", "G/B", "Am7", "Fmaj7"],
      wrong: ["hm", "N.C."],
    });
  });
});

describe("a finger on the pad", () => {
  const down = { spot: "C", x: 100, y: 100, at: 0 };

  test("plays another chord when it slides onto it", () => {
    expect(moveFinger(down, { x: 110, y: 100, at: 200 }, "G")).toEqual([{ spot: "G", x: 110, y: 100, at: 200 }, true]);
  });

  test("strums the same chord again each time it has slid far enough", () => {
    const [still, early] = moveFinger(down, { x: 120, y: 100, at: 200 }, "C");
    const [strummed, far] = moveFinger(still, { x: 150, y: 100, at: 240 }, "C");
    const [, back] = moveFinger(strummed, { x: 100, y: 100, at: 400 }, "C");
    expect([early, far, back]).toEqual([false, true, true]);
  });

  test("plays nothing if it trembles on an edge or is outside the pad", () => {
    expect(moveFinger(down, { x: 101, y: 100, at: 30 }, "G")[1]).toBe(false);
    expect(moveFinger(down, { x: 300, y: 300, at: 200 }, undefined)[1]).toBe(false);
  });
});

describe("the next chord", () => {
  const played = (...names: string[]) => names.map((name, n) => toPlayed(name, new Date(1000 * n).toISOString()));
  const set = ["C", "G", "Am", "F"];
  const next = (sounding: string | undefined, ...before: string[]) =>
    nextChord(sounding, { exercise: null, played: played(...before), set });

  test("is the other one of the pair in an exercise, and the first one at the start", () => {
    const exercise = { pair: ["C#", "G"] as [string, string], seconds: 60 };
    const of = (sounding?: string) => nextChord(sounding, { exercise, played: [], set });
    expect([of(), of("Db"), of("G"), of("F")]).toEqual(["C#", "G", "C#", "C#"]);
  });

  test("is the one that most often followed in this practice, otherwise the next of the set", () => {
    expect(next("C")).toBe("G");
    expect(next("F")).toBe("C");
    expect(next("C", "C", "Am", "C", "F", "C", "Am")).toBe("Am");
    expect(next("C", "C", "Am", "C", "F")).toBe("F");
  });

  test("is unknown before anything sounds and after a chord outside the set", () => {
    expect([next(undefined), next("Ebm")]).toEqual([undefined, undefined]);
  });
});
