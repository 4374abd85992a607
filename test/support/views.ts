/** What people of a room on paper read and receive. */

import { isInAudience } from "../../src/domain/roles.ts";
import type { Participant } from "../../src/domain/session.ts";
import { features } from "../../src/features/index.ts";
import { audienceOf, type EmittedEvent } from "../../src/live/rule.ts";
import { ann, at, bob, type DecisionOrFault, type Paper, teacher } from "./rules.ts";

/** Reads a view, such as `groups.list`, as `viewer`. */
export function readView(room: Paper, view: string, viewer: Participant, query: unknown = {}): any {
  const [name, which] = view.split(".") as [string, string];
  const feature = features.find((one) => one.name === name) as any;
  const context = { state: room.state[name as keyof Paper["state"]], room: room.state, viewer, at };
  const result = feature.views[which].read({ ...context, query: feature.views[which].query.parse(query) });
  return typeof result === "object" && result !== null && Symbol.iterator in result ? Array.from(result) : result;
}

/** What the projector reads of a feature. */
export const readProjector = (room: Paper, name: string): any =>
  (features.find((one) => one.name === name) as any).projector.read({
    state: room.state[name as keyof Paper["state"]],
    room: room.state,
    at,
  });

/** The rows of a table of the report. */
export const readReport = (room: Paper, name: string, table: string): any =>
  (features.find((one) => one.name === name) as any).report[table].read({
    state: room.state[name as keyof Paper["state"]],
    room: room.state,
    at,
  });

/** The events that each of the teacher, Ann and Bob receives of what a command emitted, by name. */
export function received(room: Paper, actor: Participant, done: DecisionOrFault | readonly EmittedEvent[]) {
  if (typeof done === "string") throw new Error(`it was refused: ${done}`);
  const emitted = "emitted" in done ? done.emitted : done;
  const of = (person: Participant) =>
    emitted
      .filter((event) => isInAudience(audienceOf({ ...event, actor: actor.id }, room.state), person))
      .map(({ type }) => type);
  return { teacher: of(teacher), ann: of(ann), bob: of(bob) };
}
