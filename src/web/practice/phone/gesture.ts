/** A finger on the pad: pressing plays, sliding onto another chord plays it, sliding across the same one strums it. */

/** What a finger touches: a chord's key, or the strings. */
export type Spot = string;

/** Minimum distance (CSS pixels) and time (ms) between two strums. */
const strumDistancePx = 48;
const minIntervalMs = 80;

/** A finger that is down. */
export interface Finger {
  readonly spot: Spot;
  /** Position and time (ms) of its last strum. */
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

/** Moves a finger onto `spot` (undefined beside the pad). Returns the finger, and whether the move plays. */
export function moveFinger(
  finger: Finger,
  { x, y, at }: Pick<Finger, "x" | "y" | "at">,
  spot: Spot | undefined,
): [Finger, boolean] {
  if (spot === undefined || at - finger.at < minIntervalMs) return [finger, false];
  const far = Math.hypot(x - finger.x, y - finger.y) >= strumDistancePx;
  if (spot === finger.spot && !far) return [finger, false];
  return [{ spot, x, y, at }, true];
}
