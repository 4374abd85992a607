/**
 * The pace of a class: the teacher moves everybody from step to step or, in a student-paced class, students move on by
 * themselves. There the teacher can close a gate at a step: whoever completes it waits until the teacher opens the gate, or
 * everybody who is present is done.
 */
import { z } from "zod";
import { entriesFor } from "../domain/entries-for.ts";
import { defineFaults, Fault } from "../domain/faults.ts";
import { IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery } from "../domain/paging.ts";
import { everyone, instructors } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import { Gate, type GateState, gateDue, gateOf, isOpening, placeAtGate } from "./gates.ts";
import { type PaceState, positionOf, sideOf } from "./paced-position.ts";
import { participants } from "./participants.ts";
import { count, hourlyQuota } from "./quota.ts";
import { current, session, settingsOf, uses } from "./session.ts";
import { steps } from "./steps.ts";

const Step = z.object({ subtask_id: IntId });
const Position = Step.extend({ participant_id: Uuid, at: Time });

const faults = defineFaults({
  teacher_paced: { status: 409, text: "In this class the teacher moves everybody from step to step." },
  gate_closed: { status: 409, text: "The class waits at an earlier step until everybody has done it." },
});
/** `student`: students move on by themselves. */
const settings = { pace: z.enum(["teacher", "student"]).default("teacher") };

/** Steps that a person opens. */
const requireOpenings = hourlyQuota(10_000);

type Room = Parameters<typeof positionOf>[1];

/** The steps of a student-paced class. Throws `teacher_paced`, `feature_off` or `subtask_not_found`. */
function stepIn(room: Room, subtask_id: number) {
  const record = current(room.session);
  if (!uses(record, steps)) throw new Fault("feature_off");
  if (settingsOf(room.session, settings).pace !== "student") throw new Fault(faults.teacher_paced);
  const step = record.lesson?.subtasks.find(({ id }) => id === subtask_id);
  if (!step) throw new Fault("subtask_not_found");
  return step;
}

/** Puts everybody on their side of every gate, after a change that may concern all of them. */
function placeEverybody(state: PaceState, room: Room, at: number): void {
  for (const id of room.participants.people.keys()) place(state, room, { id, at });
}

function place(state: PaceState, room: Room, { id, at }: { id: string; at: number }): void {
  for (const [step, gate] of state.gates) placeAtGate(gate, { id, at, side: sideOf(state, room, { id, step }) });
}

export const pace = defineFeature({
  name: "pace",
  faults,
  settings,
  on: [session, participants, steps],
  initial: (): PaceState => ({
    opened: new Map(),
    brought: undefined,
    gates: new Map(),
    pace: undefined,
    openings: new Map(),
  }),
  commands: {
    "step.open": {
      by: ["STUDENT"],
      http: "POST /steps/:subtask_id/open",
      input: Step,
      result: Step,
      about: "Move the sender to a step of a student-paced class: the next one or any other up to a closed gate.",
    },
    "gate.close": {
      by: ["INSTRUCTOR"],
      http: "PUT /steps/:subtask_id/gate",
      input: Step,
      result: Gate,
      about:
        "Let students wait at a step of a student-paced class until everybody who is present has done it. Idempotent.",
    },
    "gate.open": {
      by: ["INSTRUCTOR"],
      http: "DELETE /steps/:subtask_id/gate",
      input: Step,
      result: Gate,
      about: "Let the students who wait at a step move on. Idempotent.",
    },
  },
  events: {
    "step.opened": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Step.extend({ participant_id: Uuid, user_id: IntId, user_name: z.string() }),
      about: "A student of a student-paced class moved to a step.",
    },
    "gate.changed": {
      to: everyone,
      data: Gate.extend({
        is_closed: z.boolean(),
        /** `class`: it opened because everybody who is present is done. */
        by: z.enum(["teacher", "class"]),
      }),
      about: "Students wait at a step from now on, or may move on from it.",
    },
    "gate.counted": {
      to: everyone,
      data: Gate,
      about: "How many students still work before a closed gate. Sent once a second at most.",
    },
  },
  views: {
    gates: {
      by: everyone.roles,
      http: "GET /gates",
      query: z.object({}),
      result: z.object({ brought_to: Step.extend({ at: Time }).nullable(), gates: z.array(Gate) }),
      read: ({ state: { gates, brought } }) => ({
        brought_to: brought ? { subtask_id: brought.subtask_id, at: toTime(brought.at) } : null,
        gates: Array.from(gates, ([subtask_id, gate]) => gateOf(subtask_id, gate)),
      }),
      about: "Read the closed gates, and the step that the teacher brought everybody to, of a student-paced class.",
    },
    positions: {
      by: everyone.roles,
      http: "GET /positions",
      query: pageQuery(Uuid),
      result: z.array(Position),
      pageBy: "participant_id",
      read: ({ state: { opened }, viewer }) =>
        entriesFor(opened, viewer).map(([participant_id, { subtask_id, at }]) => ({
          participant_id,
          subtask_id,
          at: toTime(at),
        })),
      about: "List the steps that students opened themselves. The teacher sees everybody's, a student their own.",
    },
  },
  decide: {
    "step.open"({ state, room, input: { subtask_id }, actor, at, emit }) {
      const step = stepIn(room, subtask_id);
      requireOpenings(state.openings, actor.id, at);
      const { status, lesson } = current(room.session);
      if (status === "WAITING") throw new Fault("wrong_status", "The class has not begun.");
      const own = positionOf(state, room, actor.id).step?.order_index ?? 0;
      const isBehindGate = lesson?.subtasks.some(
        ({ id, order_index }) => state.gates.has(id) && own <= order_index && order_index < step.order_index,
      );
      if (isBehindGate) throw new Fault(faults.gate_closed);
      emit("step.opened", {
        participant_id: actor.id,
        user_id: actor.user_id,
        user_name: actor.nickname,
        subtask_id,
      });
      return { subtask_id };
    },
    "gate.close"({ state, room, input: { subtask_id }, at, emit }) {
      stepIn(room, subtask_id);
      const closed = state.gates.get(subtask_id);
      if (closed) return gateOf(subtask_id, closed);
      const gate = newGate(at);
      for (const id of room.participants.people.keys()) {
        placeAtGate(gate, { id, at, side: sideOf(state, room, { id, step: subtask_id }) });
      }
      emit("gate.changed", { ...gateOf(subtask_id, gate), is_closed: true, by: "teacher" });
      return gateOf(subtask_id, gate);
    },
    "gate.open"({ state, room, input: { subtask_id }, emit }) {
      stepIn(room, subtask_id);
      const gate = state.gates.get(subtask_id);
      if (!gate) return { subtask_id, working: 0, present: 0 };
      emit("gate.changed", { ...gateOf(subtask_id, gate), is_closed: false, by: "teacher" });
      return gateOf(subtask_id, gate);
    },
  },
  due({ state, room }) {
    if (state.gates.size === 0 || current(room.session).status === "ENDED") return undefined;
    const times = Array.from(state.gates.values()).flatMap((gate) => gateDue(gate) ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  },
  moments: {
    due({ state, at, emit }) {
      for (const [subtask_id, gate] of state.gates) {
        if ((gateDue(gate) ?? Number.POSITIVE_INFINITY) > at) continue;
        if (isOpening(gate, at)) emit("gate.changed", { ...gateOf(subtask_id, gate), is_closed: false, by: "class" });
        else emit("gate.counted", gateOf(subtask_id, gate));
      }
    },
  },
  evolve: {
    "session.created"({ state, room }) {
      state.pace = settingsOf(room.session, settings).pace;
    },
    "session.updated"({ state, room, at }, { lesson }) {
      const { pace } = settingsOf(room.session, settings);
      if (pace !== state.pace) {
        Object.assign(state, { pace, brought: undefined });
        state.opened.clear();
        state.gates.clear();
      }
      if (lesson === undefined) return;
      for (const step of state.gates.keys()) {
        if (!lesson?.subtasks.some(({ id }) => id === step)) state.gates.delete(step);
      }
      placeEverybody(state, room, at);
    },
    "step.changed"({ state, room, at }, { subtask }) {
      if (state.pace !== "student") return;
      state.brought = { subtask_id: subtask.id, at };
      placeEverybody(state, room, at);
    },
    "step.opened"({ state, room, at }, { participant_id, subtask_id }) {
      count(state.openings, participant_id, at);
      state.opened.set(participant_id, { subtask_id, at });
      const step = current(room.session).lesson?.subtasks.find(({ id }) => id === subtask_id);
      const person = room.participants.people.get(participant_id);
      if (person && step) {
        person.current_subtask = { id: step.id, title: step.title, order_index: step.order_index };
        person.last_active_at = toTime(at);
      }
      place(state, room, { id: participant_id, at });
    },
    "gate.changed"({ state, room, at }, { subtask_id, is_closed }) {
      if (!is_closed) {
        state.gates.delete(subtask_id);
        // Whoever waited there is on the next step now, which another gate may count.
        placeEverybody(state, room, at);
        return;
      }
      const gate = newGate(at);
      state.gates.set(subtask_id, gate);
      for (const id of room.participants.people.keys()) {
        placeAtGate(gate, { id, at, side: sideOf(state, room, { id, step: subtask_id }) });
      }
      gate.counted = { at, working: gate.working.size, present: gate.working.size + gate.waiting.size };
    },
    "gate.counted"({ state, at }, { subtask_id, working, present }) {
      const gate = state.gates.get(subtask_id);
      if (gate) gate.counted = { at, working, present };
    },
    "participant.arrived": ({ state, room, at }, { id }) => place(state, room, { id, at }),
    "participant.left": ({ state, room, at }, { id }) => place(state, room, { id, at }),
    "participant.removed": ({ state, room, at }, { participant_id: id }) => place(state, room, { id, at }),
    "progress.updated": ({ state, room, at }, { participant_id: id }) => place(state, room, { id, at }),
  },
});

/** A gate that was just closed. */
const newGate = (at: number): GateState => ({
  working: new Set(),
  waiting: new Set(),
  gone: new Set(),
  changedAt: at,
  leftAt: at,
  counted: { at, working: 0, present: 0 },
});
