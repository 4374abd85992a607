/** Gates of a student-paced class: who still works before one, who waits at it or is past it, and when it opens. */
import { z } from "zod";
import { Count, IntId } from "../domain/ids.ts";

/** A closed gate as clients see it: of the students who are present, how many still work. */
export const Gate = z.object({ subtask_id: IntId, working: Count, present: Count });

/** A closed gate. Times are in milliseconds since 1970. */
export interface GateState {
  /** Students who are connected and have not done the step, by participant id. */
  readonly working: Set<string>;
  /** Students who are connected and have done it, or are past it. */
  readonly waiting: Set<string>;
  /** Students who have not done it and are not connected. */
  readonly gone: Set<string>;
  /** When somebody last changed sides. */
  changedAt: number;
  /** When the last student left who had not done it, or the first one who has done it came. */
  leftAt: number;
  /** The counts that clients have, and since when. */
  counted: { readonly at: number; readonly working: number; readonly present: number };
}

/** On which side of a gate a student is; undefined if they do not count: the teacher, and people who were removed. */
export type Side = "working" | "waiting" | "gone" | "past" | undefined;

/** How long a student who left counts as present: a phone that locks, or a server that restarts. In milliseconds. */
const absenceMs = 30_000;
/** The shortest time between two counts, in milliseconds. */
const countIntervalMs = 1000;

/** Puts a person on a side of a gate. */
export function placeAtGate(gate: GateState, { id, at, side }: { id: string; at: number; side: Side }): void {
  const sides = ["working", "waiting", "gone"] as const;
  const before = sides.find((name) => gate[name].has(id));
  const after = sides.find((name) => name === side);
  if (before === after) return;
  if (before) gate[before].delete(id);
  if ((after === "gone" && before === "working") || (after === "waiting" && gate.waiting.size === 0)) gate.leftAt = at;
  if (after) gate[after].add(id);
  gate.changedAt = at;
}

/** Returns the gate as clients see it. */
export const gateOf = (subtask_id: number, { working, waiting }: GateState): z.output<typeof Gate> => ({
  subtask_id,
  working: working.size,
  present: working.size + waiting.size,
});

/** When everybody who is present is done, counting those who have just left; undefined while somebody works. */
function opensAt({ working, waiting, gone, changedAt, leftAt }: GateState): number | undefined {
  if (working.size > 0 || waiting.size === 0) return undefined;
  return gone.size === 0 ? changedAt : Math.max(changedAt, leftAt + absenceMs);
}

/** Whether the gate opens at `at`. */
export const isOpening = (gate: GateState, at: number): boolean => (opensAt(gate) ?? Number.POSITIVE_INFINITY) <= at;

/** When the gate opens, or its counts are to be sent again; undefined if neither is to happen. */
export function gateDue(gate: GateState): number | undefined {
  const { counted, working, waiting, changedAt } = gate;
  const isStale = counted.working !== working.size || counted.present !== working.size + waiting.size;
  const count = isStale ? Math.max(changedAt, counted.at + countIntervalMs) : undefined;
  const times = [opensAt(gate), count].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}
