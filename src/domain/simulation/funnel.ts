/**
 * Deming's funnel: a marble is dropped through a funnel that aims at a target, and the funnel is moved, or left alone, by
 * one of four rules. Source: W. E. Deming, "Out of the Crisis", 1986, ch. 11 (after L. S. Nelson).
 */
import type { FunnelRule } from "./kinds.ts";
import { createRandom } from "./random.ts";

/** A place on the board; the target is at 0, 0. One unit is the standard deviation of a drop from where the funnel aims. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Drop {
  /** Where the funnel aimed. */
  readonly aim: Place;
  /** Where the marble came to rest. */
  readonly rest: Place;
}

const target: Place = { x: 0, y: 0 };
const opposite = ({ x, y }: Place): Place => ({ x: -x, y: -y });

/** Where the funnel aims for the next drop. */
const nextAim: Readonly<Record<FunnelRule, (last: Drop) => Place>> = {
  /** Leave the funnel alone. */
  1: () => target,
  /** Move it from where it is by the last error, to compensate for it. */
  2: ({ aim, rest }) => ({ x: aim.x - rest.x, y: aim.y - rest.y }),
  /** Set it as far on the other side of the target as the last marble was off. */
  3: ({ rest }) => opposite(rest),
  /** Set it over the place where the last marble came to rest. */
  4: ({ rest }) => rest,
};

/** Returns a function that drops the next marble. */
export function openFunnel(rule: FunnelRule, seed: number): () => Drop {
  const { normal } = createRandom(seed);
  let last: Drop | undefined;
  return () => {
    const aim = last ? nextAim[rule](last) : target;
    last = { aim, rest: { x: aim.x + normal(), y: aim.y + normal() } };
    return last;
  };
}

/** Returns the first drops. */
export function dropsOf(rule: FunnelRule, seed: number, count: number): Drop[] {
  const drop = openFunnel(rule, seed);
  return Array.from({ length: count }, drop);
}
