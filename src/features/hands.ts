/** Raised hands: a queue in the order in which they were raised. The teacher calls on one after the other. */
import { z } from "zod";
import { entriesFor } from "../domain/entries-for.ts";
import { Fault } from "../domain/faults.ts";
import { Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery } from "../domain/paging.ts";
import { everyone, instructors, nobody } from "../domain/roles.ts";
import { defineFeature } from "./feature.ts";
import { participants } from "./participants.ts";
import { movedUp, Position, positionAfter, positionsOf } from "./queue.ts";
import { count, hourlyQuota, type Usage } from "./quota.ts";
import { session } from "./session.ts";

const Ref = z.object({ participant_id: Uuid });
const Raised = Ref.extend({ nickname: z.string(), position: Position });
/** A raised hand. `called`: the teacher has called on its owner, who does not wait any more. */
const Hand = Raised.extend({ raised_at: Time, called: z.boolean() });

/** How often a person can raise a hand. */
const requireRaises = hourlyQuota(1000);

interface State {
  /** When each hand was raised, in milliseconds since 1970, by participant id; in order. */
  readonly raised: Map<string, number>;
  /** Who waits. */
  readonly queue: Set<string>;
  /** On whom the teacher has called. */
  called: string | undefined;
  readonly raises: Usage;
}

export const hands = defineFeature({
  name: "hands",
  optional: "on",
  on: [session, participants],
  initial: (): State => ({ raised: new Map(), queue: new Set(), called: undefined, raises: new Map() }),
  commands: {
    "hand.raise": {
      by: ["STUDENT"],
      http: "POST /hands",
      input: z.object({}),
      result: z.object({ position: Position }),
      about: "Raise a hand. Idempotent.",
    },
    "hand.lower": {
      by: ["INSTRUCTOR", "STUDENT"],
      http: "POST /hands/:participant_id/lower",
      input: Ref,
      result: Ref,
      about: "Lower a hand. Students can lower their own only. Idempotent.",
    },
    "hand.call": {
      by: ["INSTRUCTOR"],
      http: "POST /hands/:participant_id/call",
      input: Ref.extend({
        /** Who is called on as the page shows it, null if nobody. If it is somebody else, nothing happens. */
        after: Uuid.nullable().optional(),
      }),
      result: Ref,
      about:
        "Call on a student who has raised a hand. Lowers the hand of the one who was called on before; does nothing if that is not `after`.",
    },
    "hands.lower": {
      by: ["INSTRUCTOR"],
      http: "DELETE /hands",
      input: z.object({}),
      result: z.object({}),
      about: "Lower all hands. Idempotent.",
    },
  },
  events: {
    "hand.raised": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Raised,
      about: "A student raised a hand.",
    },
    "hand.called": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Ref,
      about: "The teacher calls on a student who raised a hand.",
    },
    "hand.lowered": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Ref,
      about: "A hand was lowered.",
    },
    "hands.lowered": { to: everyone, data: z.object({}), about: "The teacher lowered all hands." },
    "hand.moved": {
      to: ({ participant_id }) => ({ ...nobody, and: participant_id }),
      kept: false,
      data: Ref.extend({ position: Position.unwrap() }),
      about: "The recipient's hand has a new position, because one before it was lowered or called on.",
    },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /hands",
      query: pageQuery(Uuid),
      result: z.array(Hand),
      pageBy: "participant_id",
      read({ state: { raised, queue, called }, room, viewer }) {
        const positions = positionsOf(queue);
        return entriesFor(raised, viewer).map(([participant_id, at]) => ({
          participant_id,
          nickname: room.participants.people.get(participant_id)?.nickname ?? "",
          raised_at: toTime(at),
          called: participant_id === called,
          position: positions.get(participant_id) ?? null,
        }));
      },
      about: "List the raised hands in their order. A student sees their own.",
    },
  },
  decide: {
    "hand.raise"({ state, actor, at, emit }) {
      if (state.raised.has(actor.id)) return { position: positionsOf(state.queue).get(actor.id) ?? null };
      requireRaises(state.raises, actor.id, at);
      const position = positionAfter(state.queue.size);
      emit("hand.raised", { participant_id: actor.id, nickname: actor.nickname, position });
      return { position };
    },
    "hand.lower"({ state, input: { participant_id }, actor, emit }) {
      if (actor.role === "STUDENT" && participant_id !== actor.id) throw new Fault("not_allowed");
      if (!state.raised.has(participant_id)) return { participant_id };
      emit("hand.lowered", { participant_id });
      announceMoves(state, participant_id, emit);
      return { participant_id };
    },
    "hand.call"({ state: { raised, queue, called }, input: { participant_id, after }, emit }) {
      if (called !== undefined && after !== undefined && after !== called) return { participant_id };
      if (!raised.has(participant_id)) throw new Fault("not_found", "This student's hand is not raised.");
      if (participant_id === called) return { participant_id };
      if (called !== undefined) emit("hand.lowered", { participant_id: called });
      emit("hand.called", { participant_id });
      announceMoves({ queue }, participant_id, emit);
      return { participant_id };
    },
    "hands.lower"({ state, emit }) {
      if (state.raised.size > 0) emit("hands.lowered", {});
      return {};
    },
  },
  evolve: {
    "hand.raised"({ state, at }, { participant_id }) {
      state.raised.set(participant_id, at);
      state.queue.add(participant_id);
      count(state.raises, participant_id, at);
    },
    "hand.called"({ state }, { participant_id }) {
      state.queue.delete(participant_id);
      state.called = participant_id;
    },
    "hand.lowered": ({ state }, { participant_id }) => lower(state, participant_id),
    "hands.lowered"({ state }) {
      for (const id of state.raised.keys()) lower(state, id);
    },
    "participant.removed": ({ state }, { participant_id }) => lower(state, participant_id),
  },
});

function lower(state: State, participant_id: string): void {
  state.raised.delete(participant_id);
  state.queue.delete(participant_id);
  if (state.called === participant_id) state.called = undefined;
}

type Emit = (type: "hand.moved", data: { participant_id: string; position: number }) => void;

/** Announces the new positions of those who move up once somebody leaves the queue. */
function announceMoves({ queue }: Pick<State, "queue">, gone: string, emit: Emit): void {
  for (const [participant_id, position] of movedUp(queue, gone)) emit("hand.moved", { participant_id, position });
}
