/** Moveable shapes: frets relative to the root's fret, for the strings from low E to high E; null for a muted string. */
import type { CanonicalQuality } from "./qualities.ts";

/** A shape: its frets relative to the root's fret, and the fingers that hold it if no string is open. */
export interface MoveableShape {
  readonly offsets: readonly (number | null)[];
  readonly fingers: readonly number[];
}

const shape = (offsets: MoveableShape["offsets"], fingers: readonly number[]): MoveableShape => ({ offsets, fingers });

/** Shapes with the root on the low E string. */
export const onTheSixthString: Partial<Record<CanonicalQuality, MoveableShape>> = {
  "": shape([0, 2, 2, 1, 0, 0], [1, 3, 4, 2, 1, 1]),
  m: shape([0, 2, 2, 0, 0, 0], [1, 3, 4, 1, 1, 1]),
  "7": shape([0, 2, 0, 1, 0, 0], [1, 3, 1, 2, 1, 1]),
  maj7: shape([0, null, 1, 1, 0, null], [1, 0, 3, 4, 2, 0]),
  m7: shape([0, 2, 0, 0, 0, 0], [1, 3, 1, 1, 1, 1]),
  mMaj7: shape([0, 2, 1, 0, 0, 0], [1, 3, 2, 1, 1, 1]),
  sus4: shape([0, 2, 2, 2, 0, 0], [1, 2, 3, 4, 1, 1]),
  "7sus4": shape([0, 2, 0, 2, 0, 0], [1, 3, 1, 4, 1, 1]),
  aug7: shape([0, null, 0, 1, 1, null], [1, 0, 2, 3, 4, 0]),
  m6: shape([0, 2, 2, 0, 2, 0], [1, 2, 3, 1, 4, 1]),
  "13": shape([0, 2, 0, 1, 2, 2], [1, 3, 1, 2, 4, 4]),
  "5": shape([0, 2, 2, null, null, null], [1, 3, 4, 0, 0, 0]),
};

/** Shapes with the root on the A string. */
export const onTheFifthString: Partial<Record<CanonicalQuality, MoveableShape>> = {
  "": shape([null, 0, 2, 2, 2, 0], [0, 1, 2, 3, 4, 1]),
  m: shape([null, 0, 2, 2, 1, 0], [0, 1, 3, 4, 2, 1]),
  "7": shape([null, 0, 2, 0, 2, 0], [0, 1, 3, 1, 4, 1]),
  maj7: shape([null, 0, 2, 1, 2, 0], [0, 1, 3, 2, 4, 1]),
  m7: shape([null, 0, 2, 0, 1, 0], [0, 1, 3, 1, 2, 1]),
  mMaj7: shape([null, 0, 2, 1, 1, 0], [0, 1, 4, 2, 3, 1]),
  sus2: shape([null, 0, 2, 2, 0, 0], [0, 1, 3, 4, 1, 1]),
  sus4: shape([null, 0, 2, 2, 3, 0], [0, 1, 2, 3, 4, 1]),
  "7sus4": shape([null, 0, 2, 0, 3, 0], [0, 1, 3, 1, 4, 1]),
  dim: shape([null, 0, 1, 2, 1, null], [0, 1, 2, 4, 3, 0]),
  dim7: shape([null, 0, 1, -1, 1, null], [0, 2, 3, 1, 4, 0]),
  m7b5: shape([null, 0, 1, 0, 1, null], [0, 1, 3, 2, 4, 0]),
  aug: shape([null, 0, -1, -2, -2, null], [0, 4, 3, 1, 2, 0]),
  add9: shape([null, 0, -1, -3, 0, 0], [0, 3, 2, 1, 4, 4]),
  madd9: shape([null, 0, -2, -3, 0, null], [0, 3, 2, 1, 4, 0]),
  "6": shape([null, 0, -1, -1, -2, null], [0, 4, 2, 3, 1, 0]),
  "69": shape([null, 0, -1, -1, 0, 0], [0, 2, 1, 1, 3, 4]),
  "9": shape([null, 0, -1, 0, 0, null], [0, 2, 1, 3, 3, 0]),
  maj9: shape([null, 0, -1, 1, 0, null], [0, 2, 1, 4, 3, 0]),
  m9: shape([null, 0, -2, 0, 0, null], [0, 2, 1, 3, 4, 0]),
  "5": shape([null, 0, 2, 2, null, null], [0, 1, 3, 4, 0, 0]),
  "11": shape([null, 0, 0, 0, 0, 0], [0, 1, 1, 1, 1, 1]),
  "7b9": shape([null, 0, -1, 0, -1, null], [0, 2, 1, 3, 1, 0]),
  "7#9": shape([null, 0, -1, 0, 1, null], [0, 2, 1, 3, 4, 0]),
};
