/** Computes where students of a student-paced class are, from the state of the class. */
import { type OpenedStep, type PacedPosition, pacedPositionOf } from "../domain/pace.ts";
import type { Subtask } from "../domain/session.ts";
import type { GateState, Side } from "./gates.ts";
import type { participants } from "./participants.ts";
import type { Usage } from "./quota.ts";
import { current, type session } from "./session.ts";
import type { steps } from "./steps.ts";

/** The state of the feature `pace`. */
export interface PaceState {
  /** The step that each student opened last, by participant id. */
  readonly opened: Map<string, OpenedStep>;
  brought: OpenedStep | undefined;
  /** The closed gates by step id. */
  readonly gates: Map<number, GateState>;
  /** The setting before the last change; undefined before the session was created. */
  pace: "teacher" | "student" | undefined;
  /** How often each person opened a step. */
  readonly openings: Usage;
}

/** The states that a position is computed from. */
export interface PacedRoom {
  readonly session: ReturnType<typeof session.initial>;
  readonly participants: ReturnType<typeof participants.initial>;
  readonly steps: ReturnType<typeof steps.initial>;
}

/** Returns a student's position. */
export function positionOf(state: PaceState, room: PacedRoom, id: string): PacedPosition<Subtask> {
  return pacedPositionOf({
    all: current(room.session).lesson?.subtasks ?? [],
    reports: room.steps.progress.get(id),
    opened: state.opened.get(id),
    brought: state.brought,
    isGated: (step) => state.gates.has(step),
  });
}

/** Returns on which side of the gate at a step a person is. */
export function sideOf(state: PaceState, room: PacedRoom, { id, step }: { id: string; step: number }): Side {
  const { people, removed } = room.participants;
  const person = people.get(id);
  if (person?.role !== "STUDENT" || removed.has(id)) return undefined;
  const at = current(room.session).lesson?.subtasks.find(({ id }) => id === step)?.order_index ?? 0;
  const isDone = room.steps.progress.get(id)?.get(step)?.status === "completed";
  const isPast = isDone || (positionOf(state, room, id).step?.order_index ?? 0) > at;
  if (!person.is_online) return isPast ? "past" : "gone";
  return isPast ? "waiting" : "working";
}
