/**
 * Random picks: the teacher lets the server pick a connected student. Nobody is picked twice before everybody was picked
 * or skipped; those who were picked least often come first.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { pageQuery, QueryId } from "../domain/paging.ts";
import { everyone, instructors } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import { defineFeature } from "./feature.ts";
import { studentsOnline } from "./groups-state.ts";
import { participants } from "./participants.ts";
import { session } from "./session.ts";

const Ref = z.object({ pick_id: IntId });
const Drawn = Ref.extend({
  participant_id: Uuid,
  nickname: z.string(),
  /** Whether everybody had been picked or skipped, so that everybody can be picked again. */
  starts_round: z.boolean(),
});
/** `skipped`: the student was not there, and is skipped until the next round. */
const Ended = Ref.extend({ participant_id: Uuid, skipped: z.boolean() });
const Pick = Drawn.omit({ starts_round: true }).extend({
  at: Time,
  status: z.enum(["current", "done", "skipped"]),
});
const PickRow = Pick.pick({ at: true, status: true }).extend({ name: z.string() });

interface StoredPick {
  readonly pick_id: number;
  readonly participant_id: string;
  readonly at: number;
  status: "current" | "done" | "skipped";
}

/** How many picks are kept for the list and the report. */
const maxPicks = 1000;

interface State {
  /** By id, oldest first. */
  readonly picks: Map<number, StoredPick>;
  next: number;
  current: StoredPick | undefined;
  /** How often each person was picked, and who was picked or skipped in this round; by participant id. */
  readonly times: Map<string, number>;
  readonly round: Set<string>;
}

export const picks = defineFeature({
  name: "picks",
  on: [session, participants],
  initial: (): State => ({ picks: new Map(), next: 1, current: undefined, times: new Map(), round: new Set() }),
  commands: {
    "pick.draw": {
      by: ["INSTRUCTOR"],
      http: "POST /picks",
      input: z.object({
        /** The pick that the page shows, null if none. If another one is current, that one is the result, and nobody is drawn. */
        after: IntId.nullable().optional(),
        /** Whether to pass over the student who is picked now, because they are not there. */
        skip: z.boolean().optional(),
      }),
      result: Pick.pick({ pick_id: true, participant_id: true, nickname: true }),
      about:
        "Pick a connected student at random: nobody twice before everybody was picked. If `after` is not the current pick, returns the current one.",
    },
    "pick.skip": {
      by: ["INSTRUCTOR"],
      http: "POST /picks/:pick_id/skip",
      input: Ref,
      result: Ref,
      about: "Pass over the student who is picked, because they are not there. Does not count as picked.",
    },
    "pick.end": {
      by: ["INSTRUCTOR"],
      http: "POST /picks/:pick_id/end",
      input: Ref,
      result: Ref,
      about: "Show the picked student no longer. Idempotent.",
    },
  },
  events: {
    "pick.drawn": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Drawn,
      about: "A student was picked.",
    },
    "pick.ended": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Ended,
      about: "The student is no longer picked, or was skipped.",
    },
  },
  views: {
    list: {
      by: everyone.roles,
      http: "GET /picks",
      query: pageQuery(QueryId),
      result: z.array(Pick),
      pageBy: "pick_id",
      read: ({ state, room, viewer }) =>
        Array.from(state.picks.values())
          .reverse()
          .filter((pick) => viewer.role === "INSTRUCTOR" || (pick === state.current && isOf(viewer, pick)))
          .map(({ at, ...pick }) => ({ ...pick, nickname: nameOf(room.participants, pick), at: toTime(at) })),
      about: "List who was picked, newest first. A student sees only whether they are picked now.",
    },
  },
  report: {
    picks: {
      row: PickRow,
      empty: "absent",
      read: ({ state, room }) =>
        Array.from(state.picks.values(), ({ at, status, ...pick }) => ({
          name: nameOf(room.participants, pick),
          at: toTime(at),
          status,
        })),
    },
  },
  projector: {
    shows: Pick.pick({ pick_id: true, nickname: true, at: true }).nullable(),
    read: ({ state: { current }, room }) =>
      current
        ? { pick_id: current.pick_id, nickname: nameOf(room.participants, current), at: toTime(current.at) }
        : null,
  },
  decide: {
    "pick.draw"({ state, input: { after, skip = false }, room, random, emit }) {
      const { current } = state;
      if (current && after !== undefined && after !== current.pick_id) {
        const { pick_id, participant_id } = current;
        return { pick_id, participant_id, nickname: nameOf(room.participants, current) };
      }
      const online = studentsOnline(room.participants);
      const [person, starts_round] = choose(online, state, random);
      endCurrent(state, skip, emit);
      const drawn = { pick_id: state.next, participant_id: person.id, nickname: person.nickname };
      emit("pick.drawn", { ...drawn, starts_round });
      return drawn;
    },
    "pick.skip"({ state, input: { pick_id }, emit }) {
      if (state.current?.pick_id !== pick_id) throw new Fault("not_found", "This student is not picked now.");
      endCurrent(state, true, emit);
      return { pick_id };
    },
    "pick.end"({ state, input: { pick_id }, emit }) {
      if (state.current?.pick_id === pick_id) endCurrent(state, false, emit);
      return { pick_id };
    },
  },
  evolve: {
    "pick.drawn"({ state, at }, { pick_id, participant_id, starts_round }) {
      if (starts_round) state.round.clear();
      state.round.add(participant_id);
      state.times.set(participant_id, (state.times.get(participant_id) ?? 0) + 1);
      state.current = { pick_id, participant_id, at, status: "current" };
      state.picks.set(pick_id, state.current);
      state.next = pick_id + 1;
      const [oldest] = state.picks.keys();
      if (oldest !== undefined && state.picks.size > maxPicks) state.picks.delete(oldest);
    },
    "pick.ended"({ state }, { participant_id, skipped }) {
      if (state.current) state.current.status = skipped ? "skipped" : "done";
      if (skipped) state.times.set(participant_id, (state.times.get(participant_id) ?? 1) - 1);
      state.current = undefined;
    },
    "participant.removed"({ state }, { participant_id }) {
      if (state.current?.participant_id !== participant_id) return;
      state.current.status = "done";
      state.current = undefined;
    },
  },
});

const isOf = ({ id }: Participant, { participant_id }: StoredPick): boolean => id === participant_id;

const nameOf = (
  { people }: { readonly people: ReadonlyMap<string, Participant> },
  { participant_id }: { readonly participant_id: string },
): string => people.get(participant_id)?.nickname ?? "";

/** Returns whom to pick, and whether a round starts with them. Throws `nobody_here`. */
function choose(
  online: readonly Participant[],
  { round, times, picks, next }: State,
  random: () => number,
): readonly [Participant, boolean] {
  const fresh = online.filter(({ id }) => !round.has(id));
  // The last of one round is not the first of the next, unless nobody else is there.
  const last = picks.get(next - 1)?.participant_id;
  const others = online.filter(({ id }) => id !== last);
  const pool = fresh.length > 0 ? fresh : others.length > 0 ? others : online;
  const timesOf = ({ id }: Participant) => times.get(id) ?? 0;
  const least = Math.min(...pool.map(timesOf));
  const candidates = pool.filter((person) => timesOf(person) === least);
  const person = candidates[Math.floor(random() * candidates.length)];
  if (!person) throw new Fault("nobody_here");
  return [person, fresh.length === 0];
}

type Emit = (type: "pick.ended", data: z.input<typeof Ended>) => void;

function endCurrent({ current }: State, skipped: boolean, emit: Emit): void {
  if (current) emit("pick.ended", { pick_id: current.pick_id, participant_id: current.participant_id, skipped });
}
