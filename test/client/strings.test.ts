import { describe, expect, test } from "bun:test";
import { midiToHertz } from "../../src/domain/guitar/fingerings.ts";
import { pluck, stringSeconds } from "../../src/web/practice/audio/pluck.ts";
import { notesFor, openStrings, strumGapSeconds } from "../../src/web/practice/audio/strum.ts";
import { pitchNear, strongestNear } from "../support/pitch.ts";

/** The cents between two frequencies. */
const cents = (found: number, wanted: number) => 1200 * Math.log2(found / wanted);

describe("a plucked string", () => {
  test("is in tune, from the open low E to the twelfth fret of the high one, at either usual rate", () => {
    for (const rate of [44_100, 48_000]) {
      for (let midi = 40; midi <= 76; midi += 3) {
        const wanted = midiToHertz(midi);
        expect(Math.abs(cents(pitchNear(pluck(wanted, rate), rate, wanted), wanted))).toBeLessThan(4);
      }
    }
  });

  test("is as loud as it can be, falls, and has ended in silence", () => {
    const samples = pluck(110, 48_000);
    const loudest = (from: number, to: number) =>
      samples.slice(from * 48_000, to * 48_000).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(samples.length).toBe(Math.round(stringSeconds * 48_000));
    expect(loudest(0, 0.2)).toBeCloseTo(1, 5);
    expect(loudest(1, 1.2)).toBeLessThan(0.6);
    expect(loudest(1, 1.2)).toBeGreaterThan(0.05);
    expect(loudest(stringSeconds - 0.01, stringSeconds)).toBeLessThan(0.02);
  });

  test("sounds the same every time", () => {
    expect(pluck(196, 48_000)).toEqual(pluck(196, 48_000));
  });
});

describe("a strummed chord", () => {
  test("has the notes of its shape, low to high, twelve milliseconds apart", () => {
    expect(notesFor("C", 0)).toEqual([48, 52, 55, 60, 64]);
    const rate = 48_000;
    const chord = openStrings(rate).strum(notesFor("C", 0));
    expect(chord.length).toBe(Math.round(stringSeconds * rate) + 4 * Math.round(strumGapSeconds * rate));
    for (const hertz of [130.81, 164.81, 196, 261.63, 329.63]) {
      const found = strongestNear(chord.slice(0, rate), rate, hertz);
      expect(Math.abs(found / hertz - 1)).toBeLessThan(0.01);
    }
  });

  test("with a capo is the shape below, raised", () => {
    expect(notesFor("D", 2)).toEqual([50, 54, 57, 62, 66]);
    expect(notesFor("D", 0)).toEqual([50, 57, 62, 66]);
  });

  test("of a rest, or of no chord, is nothing", () => {
    expect(openStrings(48_000).strum(notesFor("N.C.", 0)).length).toBe(0);
    expect(notesFor("H", 0)).toEqual([]);
  });
});
