/** A finger on the pad: going down plays, going on to another chord plays that, going across the same one strums it. */

/** Where a finger is on: a chord's key, or the strings. */
export type Spot = string;

/** Pixels across, and milliseconds, from one strum to the next. */
const across = 48;
const rest = 80;

/** A finger that is down. */
export interface Finger {
  readonly spot: Spot;
  /** Where it last strummed. */
  readonly x: number;
  readonly y: number;
  readonly at: number;
}

/** A finger that moved to a place: where it is now, and whether that plays. `over` is what is under it, if anything. */
export function moved(
  finger: Finger,
  { x, y, at }: Pick<Finger, "x" | "y" | "at">,
  over: Spot | undefined,
): [Finger, boolean] {
  if (over === undefined || at - finger.at < rest) return [finger, false];
  const far = Math.hypot(x - finger.x, y - finger.y) >= across;
  if (over === finger.spot && !far) return [finger, false];
  return [{ spot: over, x, y, at }, true];
}
