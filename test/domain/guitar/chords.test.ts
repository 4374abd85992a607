import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { notesOf, pitchClasses } from "../../../src/domain/guitar/chord-notes.ts";
import { parseChord, transpose } from "../../../src/domain/guitar/chords.ts";
import { pitchClassOf } from "../../../src/domain/guitar/pitch.ts";
import { qualities } from "../../../src/domain/guitar/qualities.ts";
import { runs } from "../../support/seed.ts";

const read = (text: string) => {
  const chord = parseChord(text);
  if (!chord) throw new Error(`${text} is not a chord`);
  return chord;
};
const keyOf = (text: string) => read(text).key;
const notes = (text: string) => notesOf(read(text)).join(" ");

/** Each quality on C: its notes and every spelling. */
const table: [string, string, string[]][] = [
  ["", "C E G", ["", "maj", "M"]],
  ["m", "C Eb G", ["m", "min", "mi", "-", "−"]],
  ["7", "C E G Bb", ["7", "dom7"]],
  ["maj7", "C E G B", ["maj7", "M7", "ma7", "Δ", "Δ7", "∆7", "△", "^7"]],
  ["m7", "C Eb G Bb", ["m7", "min7", "mi7", "-7"]],
  ["mMaj7", "C Eb G B", ["mMaj7", "mM7", "m(maj7)", "m/maj7", "mmaj7"]],
  ["sus2", "C D G", ["sus2"]],
  ["sus4", "C F G", ["sus4", "sus"]],
  ["7sus4", "C F G Bb", ["7sus4", "7sus"]],
  ["dim", "C Eb Gb", ["dim", "°", "o", "º"]],
  ["dim7", "C Eb Gb Bbb", ["dim7", "°7", "o7"]],
  ["m7b5", "C Eb Gb Bb", ["m7b5", "m7♭5", "ø", "ø7", "min7b5"]],
  ["aug", "C E G#", ["aug", "+"]],
  ["aug7", "C E G# Bb", ["aug7", "7#5", "7♯5", "+7"]],
  ["add9", "C E G D", ["add9", "add2", "2", "(add9)"]],
  ["madd9", "C Eb G D", ["madd9", "m(add9)"]],
  ["6", "C E G A", ["6"]],
  ["m6", "C Eb G A", ["m6", "min6", "-6"]],
  ["69", "C E G A D", ["69", "6/9"]],
  ["9", "C E G Bb D", ["9"]],
  ["maj9", "C E G B D", ["maj9", "M9"]],
  ["m9", "C Eb G Bb D", ["m9", "min9"]],
  ["5", "C G", ["5"]],
  ["11", "C G Bb D F", ["11"]],
  ["13", "C E G Bb D A", ["13"]],
  ["7b9", "C E G Bb Db", ["7b9"]],
  ["7#9", "C E G Bb D#", ["7#9"]],
];

describe("every spelling of a quality", () => {
  test("is in the table", () => {
    expect(table.map(([quality]): string => quality)).toEqual([...qualities]);
  });
  const all = table.flatMap(([quality, sounds, ways]) =>
    ways.map((way): [string, string, string] => [way, quality, sounds]),
  );
  test.each(all)("C%s", (way, quality, sounds) => {
    expect<unknown>(parseChord(`C${way}`)).toEqual({
      rest: false,
      name: `C${way}`,
      root: "C",
      quality,
      bass: null,
      key: `0:${quality}:0`,
    });
    expect(notes(`C${way}`)).toBe(sounds);
    expect(keyOf(`F♯${way}/B♭`)).toBe(`6:${quality}:10`);
  });
});

describe("parsing a name", () => {
  test.each([
    ["B♭", "10::10"],
    ["F♯m", "6:m:6"],
    ["  C", "0::0"],
    ["C\n", "0::0"],
    ["C6/9", "0:69:0"],
    ["C6/9/G", "0:69:7"],
    ["C6/G", "0:6:7"],
    ["C/G", "0::7"],
    ["Cm/maj7", "0:mMaj7:0"],
    ["Cm/G", "0:m:7"],
    ["Cm", "0:m:0"],
    ["CM", "0::0"],
    ["Cm7", "0:m7:0"],
    ["CM7", "0:maj7:0"],
    ["C/C", "0::0"],
    ["C/B#", "0::0"],
    ["Bb5", "10:5:10"],
    ["N.C.", "rest"],
    ["NC", "rest"],
    [" N.C ", "rest"],
  ])("%j is %s", (text, key) => {
    expect(keyOf(text)).toBe(key);
    expect(keyOf(text)).toBe(keyOf(text.trim()));
    expect(read(text).name).toBe(text.trim());
  });

  test.each(
    [
      "",
      "  ",
      "c",
      "cm",
      "am",
      "Do",
      "/G",
      "H",
      "C/",
      "C/H",
      "C/g",
      "C//G",
      "C/G/E",
      "C m",
      "C##",
      "Bbb",
      "C♯♯",
    ].concat([
      "Cadd11",
      "C(",
      "CΔ9",
      "Cfoo",
      "n.c.",
      "N",
      "C\u0000",
      "CC",
      "1",
      "__proto__",
      "Cconstructor",
      "C".repeat(17),
    ]),
  )("%j is not a chord", (text) => {
    expect(parseChord(text)).toBeNull();
  });

  test("a rest has no notes", () => {
    expect(notesOf(read("N.C."))).toEqual([]);
  });
});

describe("keys are equal for enharmonic spellings, and differ for different chords with the same notes", () => {
  test.each([
    ["C#", "Db"],
    ["D#", "Eb"],
    ["F#", "Gb"],
    ["G#", "Ab"],
    ["A#", "Bb"],
    ["E#", "F"],
    ["B#", "C"],
    ["Cb", "B"],
    ["Fb", "E"],
  ])("%s and %s", (one, other) => {
    for (const quality of qualities) expect(keyOf(one + quality)).toBe(keyOf(other + quality));
    expect(keyOf(`D/${one}`)).toBe(keyOf(`D/${other}`));
    expect(pitchClasses(read(`${one}m7`))).toEqual(pitchClasses(read(`${other}m7`)));
  });
  test.each([
    ["C6", "Am7"],
    ["Asus2", "Esus4"],
    ["Cdim7", "Ebdim7"],
    ["Caug", "Eaug"],
  ])("%s and %s", (one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
    expect(pitchClasses(read(one)).sort()).toEqual(pitchClasses(read(other)).sort());
  });
  test.each([
    ["C/G", "G C E"],
    ["C/D", "D C E G"],
    ["C/B#", "B# E G"],
    ["E#", "E# G## B#"],
  ])("the notes of %s", (text, sounds) => {
    expect(notes(text)).toBe(sounds);
  });
});

describe("transposing", () => {
  test.each([
    ["C", 2, "D"],
    ["C", 1, "Db"],
    ["Am", 4, "C#m"],
    ["Dm", 1, "Ebm"],
    ["F", -1, "E"],
    ["Bmin7", 1, "Cm7"],
    ["C/E", 1, "Db/F"],
    ["C7/Bb", 2, "D7/C"],
    ["G/B", 2, "A/C#"],
    ["D/F#", 3, "F/A"],
    ["C/Fb", 1, "Db/F"],
    ["Dbm", 12, "Dbm"],
    ["N.C.", 3, "N.C."],
    ["no chord", 3, "no chord"],
  ])("%s by %d is %s", (from, semitones, to) => {
    expect(transpose(from, semitones)).toBe(to);
  });

  const roots = ["C", "C#", "Db", "D", "Eb", "E", "E#", "F", "F#", "Gb", "G", "G#", "A", "Bb", "B", "Cb"];
  const anyName = fc
    .tuple(fc.constantFrom(...roots), fc.constantFrom(...qualities), fc.constantFrom("", ...roots))
    .map(([root, quality, bass]) => `${root}${quality}${bass && `/${bass}`}`);
  test("moves every note by the same interval, octaves change nothing, and the inverse restores the key", () => {
    fc.assert(
      fc.property(anyName, fc.integer({ min: -30, max: 30 }), (name, semitones) => {
        const transposed = transpose(name, semitones);
        const by = ((semitones % 12) + 12) % 12;
        expect(pitchClasses(read(transposed))).toEqual(pitchClasses(read(name)).map((note) => (note + by) % 12));
        expect(keyOf(transpose(name, 12))).toBe(keyOf(name));
        expect(keyOf(transpose(transposed, -semitones))).toBe(keyOf(name));
      }),
      runs(500),
    );
  });
});

test("any text is parsed to a chord whose notes start with its bass, or to null", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20 }).map((end) => `C${end}`),
      (text) => {
        const chord = parseChord(text);
        if (!chord || chord.rest) return;
        expect(pitchClasses(chord)[0]).toBe(pitchClassOf(chord.bass ?? chord.root));
      },
    ),
    runs(1000),
  );
});
