import { describe, expect, test } from "bun:test";
import { pitchClasses } from "../../../src/domain/guitar/chord-notes.ts";
import { type Chord, parseChord, transpose } from "../../../src/domain/guitar/chords.ts";
import stored from "../../../src/domain/guitar/fingerings.json" with { type: "json" };
import {
  fingeringFor,
  fingeringsFor,
  midiToHertz,
  soundingNotes,
  standardTuning,
  voicing,
} from "../../../src/domain/guitar/fingerings.ts";
import { pitchClassOf } from "../../../src/domain/guitar/pitch.ts";
import { qualities } from "../../../src/domain/guitar/qualities.ts";

const read = (text: string): Chord => {
  const chord = parseChord(text);
  if (!chord || chord.rest) throw new Error(`${text} is not a chord`);
  return chord;
};
const sounds = (text: string) => fingeringsFor(read(text)).map((fingering) => soundingNotes(fingering));
const classes = (midi: readonly number[]) => [...new Set(midi.map((note) => note % 12))].sort((a, b) => a - b);

describe("every stored shape sounds its chord with its bass as the lowest note", () => {
  test.each(stored.shapes)("$name $frets", ({ name, frets, fingers, omits }) => {
    const chord = read(name);
    const found = fingeringsFor(chord).find((fingering) => fingering.frets.join() === frets.join());
    expect(found?.fingers).toEqual(fingers);
    const midi = standardTuning.flatMap((open, string) =>
      (frets[string] ?? -1) < 0 ? [] : [open + (frets[string] ?? 0)],
    );
    expect(found && soundingNotes(found)).toEqual(midi);
    expect(Math.min(...midi) % 12).toBe(pitchClassOf(chord.bass ?? chord.root));
    const left = omits.map(pitchClassOf);
    expect(classes(midi)).toEqual(classes(pitchClasses(chord).filter((note) => !left.includes(note))));
    for (const [string, finger] of (fingers ?? []).entries()) expect(finger > 0).toBe((frets[string] ?? -1) > 0);
  });
});

describe("every chord without another bass has a fingering", () => {
  const roots = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
  test.each(qualities.map((quality): [string] => [quality]))("on any root: '%s'", (quality) => {
    for (const root of roots) {
      const chord = read(root + quality);
      const fingerings = fingeringsFor(chord);
      expect(fingerings.length).toBeGreaterThan(0);
      for (const fingering of fingerings) {
        const midi = soundingNotes(fingering);
        const fingerings = fingering.frets.filter((fret) => fret > 0);
        expect(Math.min(...midi) % 12).toBe(pitchClassOf(root));
        // Only chord tones, and none is missing except the fifth.
        const fifth = (pitchClassOf(root) + 7) % 12;
        const must = classes(pitchClasses(chord).filter((note) => note !== fifth));
        expect(classes(midi).filter((note) => note !== fifth)).toEqual(must);
        if (classes(midi).includes(fifth)) expect(pitchClasses(chord)).toContain(fifth);
        expect(Math.max(0, ...fingerings) - Math.min(99, ...fingerings)).toBeLessThanOrEqual(3);
      }
    }
  });
});

describe("finding fingerings", () => {
  test("lists the most common one first", () => {
    expect(fingeringFor(read("F"))).toEqual({
      frets: [1, 3, 3, 2, 1, 1],
      fingers: [1, 3, 4, 2, 1, 1],
      barres: [1],
      base_fret: 1,
    });
    expect(fingeringsFor(read("G")).map(({ frets }) => frets)).toEqual([
      [3, 2, 0, 0, 0, 3],
      [3, 2, 0, 0, 3, 3],
    ]);
  });
  test("accepts any spelling", () => {
    expect(fingeringFor(read("D♭min"))).toEqual(fingeringFor(read("C#m")));
    expect(fingeringFor(read("C/C"))).toEqual(fingeringFor(read("C")));
  });
  test("computes moveable shapes, lowest position first", () => {
    expect(fingeringsFor(read("Eb7"))[0]).toEqual({
      frets: [-1, 6, 8, 6, 8, 6],
      fingers: [0, 1, 3, 1, 4, 1],
      barres: [6],
      base_fret: 6,
    });
  });
  test("finds none for a slash chord without a known shape, nor for a rest", () => {
    expect(fingeringFor(read("F#/A"))).toBeNull();
    const rest = parseChord("N.C.");
    expect(rest && [fingeringFor(rest), voicing(rest)]).toEqual([null, []]);
  });
});

describe("sounding notes", () => {
  test("are raised by a capo", () => {
    expect(sounds("C")).toEqual([[48, 52, 55, 60, 64]]);
    expect(voicing(read("C"), 2)).toEqual([50, 54, 57, 62, 66]);
    expect(classes(voicing(read("C"), 2))).toEqual(classes(voicing(read(transpose("C", 2)))));
  });
  test("are stacked from the bass if no shape is known", () => {
    expect(voicing(read("F#/A"))).toEqual([45, 54, 58, 61]);
    expect(voicing(read("F#/A"), 1)).toEqual([46, 55, 59, 62]);
  });
  test.each([
    [69, 440],
    [57, 220],
    [40, 82.41],
    [64, 329.63],
  ])("MIDI %d is %d Hz", (midi, hertz) => {
    expect(midiToHertz(midi)).toBeCloseTo(hertz, 2);
  });
});
