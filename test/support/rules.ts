/** A room without storage or connections: applies rules to a state, with a fixed clock and counted ids. */
import { Fault } from "../../src/domain/faults.ts";
import type { Participant } from "../../src/domain/session.ts";
import type { RoomState } from "../../src/features/index.ts";
import type { Moment, MomentData } from "../../src/features/moments.ts";
import { defaultFeatures, type SessionRecord, Settings } from "../../src/features/whole-session.ts";
import { emptyState, fold } from "../../src/live/room.ts";
import { announce, decide, type EmittedEvent } from "../../src/live/rule.ts";

/** When everything happens, in milliseconds since 1970, and on the wire. */
export const at = Date.parse("2026-03-02T08:00:00.000Z");
export const time = "2026-03-02T08:00:00.000Z";

export const steps = ["Open", "Choose", "Save"].map((title, n) => ({
  id: n + 11,
  title,
  order_index: n + 1,
  target_action: null,
  guide_text: null,
  voice_guide_text: null,
}));

const person = (n: number, nickname: string, role: Participant["role"]): Participant => ({
  id: `00000000-0000-7000-8000-00000000000${n}`,
  user_id: n,
  nickname,
  role,
  status: "WAITING",
  current_subtask: null,
  is_online: false,
  last_active_at: time,
});
export const teacher = person(1, "Teacher", "INSTRUCTOR");
export const ann = person(2, "Ann", "STUDENT");
export const bob = person(3, "Bob", "STUDENT");
/** Somebody who has no seat yet. */
export const newcomer = person(4, "Cid", "STUDENT");

export const record: SessionRecord = {
  id: "00000000-0000-7000-8000-000000000000",
  code: "CLASS1",
  title: "Class",
  status: "WAITING",
  lesson: { id: 1, title: "Lesson", subtasks: steps },
  current_subtask: null,
  features: [...defaultFeatures],
  settings: Settings.parse({}),
  instructor: { id: 1, name: "Teacher" },
  created_at: time,
  started_at: null,
  ended_at: null,
};

/** A command's outcome: its result and the emitted events, or the code of its fault. */
export type DecisionOrFault = { readonly result: unknown; readonly emitted: readonly EmittedEvent[] } | string;

export interface Paper {
  readonly state: RoomState;
  /** The clock, in milliseconds since 1970; it advances only if a test moves it. */
  readonly clock: { now: number };
  /** Does this and applies its outcome to the room; `reworded` is its text as reworded by a refiner. */
  do(who: Participant, command: string, input?: unknown, reworded?: string): DecisionOrFault;
  /** Does something that must succeed, and returns the room. */
  after(who: Participant, command: string, input?: unknown): Paper;
  /** Announces a moment, and returns the emitted events. */
  moment<M extends Moment>(who: Participant, moment: M, data?: Partial<MomentData[M]>): readonly EmittedEvent[];
  /** Somebody as the room has them now. */
  person(who: Participant): Participant | undefined;
}

/** The data of the moments of a person's only connection. */
export const onlyConnection = {
  connected: { first: true, connections: 1, dialect: "", only: false, active: true },
  disconnected: { last: true, connections: 0, dialect: "", only: false },
} satisfies Partial<MomentData>;

/** The ids that the rules are given: the first ends in ffff, the next in fffe and so on. */
export const nthId = (n: number): string => `00000000-0000-7000-8000-00000000${(0xffff - n).toString(16)}`;

/** A room with a lesson of three steps, a teacher, Ann and Bob; `change` is what its session has otherwise. */
export function paperRoom(change: Partial<SessionRecord> = {}): Paper {
  const state = emptyState();
  const clock = { now: at };
  let ids = 0;
  // As random as it needs to be, and the same each time.
  let drawn = 0.5;
  const random = () => {
    drawn = (drawn * 9301 + 0.49297) % 1;
    return drawn;
  };
  const environment = { now: () => clock.now, newId: () => nthId(ids++), random };
  const apply = (emitted: readonly EmittedEvent[], actor: string | null = null) => {
    // As from a log: nothing is shared with what the rule held.
    for (const { type, data } of emitted)
      fold(state, { type, at: clock.now, actor, data: JSON.parse(JSON.stringify(data)) });
  };
  apply([
    { type: "session.created", data: { ...record, ...change } },
    ...[teacher, ann, bob].map((data) => ({ type: "participant.joined", data })),
  ]);
  const personOf = (who: Participant) => state.participants.people.get(who.id);
  const room: Paper = {
    state,
    clock,
    person: personOf,
    do(who, command, input = {}, reworded) {
      try {
        const actor = personOf(who) ?? who;
        const came = decide({ state, actor, command, input, reworded, at: clock.now, environment });
        apply(came.emitted, who.id);
        return came;
      } catch (cause) {
        if (cause instanceof Fault) return cause.code;
        throw cause;
      }
    },
    after(who, command, input) {
      const came = room.do(who, command, input);
      if (typeof came === "string") throw new Error(`${command} was refused: ${came}`);
      return room;
    },
    moment(who, moment, data) {
      const all = { ...(onlyConnection as Partial<MomentData>)[moment], ...data } as MomentData[Moment];
      const emitted = announce({ state, actor: personOf(who) ?? who, moment, data: all, at: clock.now, environment });
      apply(emitted);
      return emitted;
    },
  };
  return room;
}
