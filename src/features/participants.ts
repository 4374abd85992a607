/** Who is in the room: seats, arrivals and departures, names, removal. */
import { z } from "zod";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { Count, IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import { defaultNicknameFilter } from "../domain/nickname-filter.ts";
import { everyone, instructors, nobody, students } from "../domain/roles.ts";
import { Participant } from "../domain/session.ts";
import { nameKey } from "../domain/text.ts";
import { type Attendance, AttendanceRow, attendanceOf, elapsed } from "./attendance.ts";
import { defineFeature } from "./feature.ts";
import { addName, faults, freeNickname, requireNickname } from "./nicknames.ts";
import { ConnectionChanged, toConnectionChange, toDeparted, toDialectChange } from "./presence-events.ts";
import { current, session } from "./session.ts";

const Named = z.object({ participant_id: Uuid, nickname: z.string() });
const Seat = z.object({ participant_id: Uuid });
/** How many names the projector shows at most. */
const maxNames = 48;
/** The students whom the projector shows: `n` counts people in the order of joining, newest first. */
const Joined = z.object({
  online: Count,
  joined: Count,
  newest: z.array(z.object({ n: Count, name: z.string() })),
});

export const participants = defineFeature({
  name: "participants",
  faults,
  on: [session],
  initial: () => ({
    people: new Map<string, Participant>(),
    /** participant id by user id */
    seats: new Map<number, string>(),
    removed: new Set<string>(),
    /** How many students have a seat and were not removed, and how many of these are connected. */
    students: 0,
    online: 0,
    /** The ids of all people, in the order of joining. */
    order: [] as string[],
    /** nicknames in use, as they are compared (`nameKey`) */
    taken: new Set<string>(),
    nextNumber: new Map<string, number>(),
    attendance: new Map<string, Attendance>(),
    muted: new Set<string>(),
    /** The name that each person had before the last change of it. */
    formerNames: new Map<string, string>(),
    nicknameFilter: defaultNicknameFilter,
    /** The filter before its last change. */
    formerFilter: defaultNicknameFilter,
  }),
  commands: {
    "participant.activate": {
      by: ["INSTRUCTOR", "STUDENT"],
      input: z.object({}),
      result: z.object({}),
      about: "Report that the sender takes part now. Most clients do so by connecting.",
    },
    "participant.announce": {
      by: ["INSTRUCTOR", "STUDENT"],
      input: z.object({}),
      result: z.object({}),
      about: "Announce the sender to the others again.",
    },
    "participant.remove": {
      by: ["INSTRUCTOR"],
      http: "POST /participants/:participant_id/remove",
      input: Seat,
      result: Seat,
      about: "Remove a student permanently, or as the session's teacher a co-teacher: their connections close.",
    },
  },
  events: {
    "participant.joined": { to: instructors, data: Participant, about: "A person joined the session." },
    "participant.arrived": { to: instructors, data: Participant, about: "A person's first connection opened." },
    "participant.activated": { to: instructors, data: Seat, about: "A person takes part now." },
    "participant.left": { to: instructors, data: Participant, about: "A person's last connection closed." },
    "participant.removed": {
      to: (removed) => ({ ...instructors, and: removed.participant_id }),
      data: Named,
      closes: ({ participant_id }) => ({ who: { participant_id }, close: closes.removed }),
      about: "The teacher removed a student.",
    },
    // To everyone, since everyone may have the old name on their page.
    "participant.renamed": {
      to: everyone,
      data: Named,
      about: "The teacher gave a student another nickname.",
    },
    "participant.muted": {
      to: ({ participant_id }) => ({ ...instructors, and: participant_id }),
      data: Seat.extend({ muted: z.boolean() }),
      about: "The teacher muted a student, or lets them write again.",
    },
    "connection.changed": {
      to: (changed) => ({ ...nobody, and: changed.participant_id }),
      kept: false,
      data: ConnectionChanged,
      about: "A connection of the recipient opened or closed, in any app.",
    },
    // The next three are for apps that have a frame for them; the native dialect has the same data in other events.
    "participant.announced": {
      to: nobody,
      kept: false,
      data: Participant,
      about: "A person announced themselves again.",
    },
    "presence.teacher_changed": {
      to: nobody,
      kept: false,
      data: z.object({ is_online: z.boolean(), changed_at: Time }),
      about: "The teacher connected, or disconnected for more than 3 s.",
    },
    "presence.dialect_changed": {
      to: nobody,
      kept: false,
      data: z.object({
        participant_id: Uuid,
        user_id: IntId,
        dialect: z.string(),
        status: z.enum(["connected", "disconnected"]),
      }),
      about: "A person's first connection of a dialect opened, or their last one closed.",
    },
    "presence.counted": {
      to: students,
      kept: false,
      data: z.object({
        online_count: z.number().int(),
        teacher_online: z.boolean(),
        /** Only if several teachers are connected. `online_count` includes them. */
        teachers_online: z.number().int().optional(),
      }),
      about: "How many people are connected, and whether the teacher is. Sent once a second at most.",
    },
  },
  views: {},
  decide: {
    "participant.activate"({ actor, emit }) {
      if (actor.status !== "ACTIVE") emit("participant.activated", { participant_id: actor.id });
      return {};
    },
    "participant.announce"({ actor, emit }) {
      emit("participant.announced", actor);
      return {};
    },
    "participant.remove"({ state, room, input, actor, emit }) {
      const person = state.people.get(input.participant_id);
      if (!person) throw new Fault("participant_not_found");
      const { instructor } = current(room.session);
      if (person.user_id === instructor.id) throw new Fault("not_allowed", "The teacher cannot be removed.");
      if (person.role === "INSTRUCTOR" && actor.user_id !== instructor.id) {
        throw new Fault("not_allowed", "Only the session's teacher may remove a co-teacher.");
      }
      if (!state.removed.has(person.id)) {
        emit("participant.removed", { participant_id: person.id, nickname: person.nickname });
      }
      return { participant_id: person.id };
    },
  },
  report: {
    attendance: {
      row: AttendanceRow,
      read: ({ state, at }) => attendanceOf(state, at),
    },
  },
  projector: {
    shows: Joined,
    read: ({ state }) => ({ online: state.online, joined: state.students, newest: newest(state) }),
  },
  moments: {
    created({ actor, emit }) {
      emit("participant.joined", actor);
    },
    joined({ state, room, actor, emit }) {
      if (current(room.session).status === "ENDED") throw new Fault("session_ended");
      const seat = state.seats.get(actor.user_id);
      // A co-teacher who was removed gets a new seat with a new invitation.
      const isInvited = actor.role === "INSTRUCTOR";
      if (seat !== undefined && !(isInvited && state.removed.has(seat))) return;
      const { locked, max_participants } = current(room.session).settings;
      if (locked && !isInvited) throw new Fault("session_locked");
      if (state.students >= max_participants && !isInvited) throw new Fault("session_full");
      if (!isInvited) requireNickname(actor.nickname, state);
      emit("participant.joined", { ...actor, nickname: freeNickname(actor.nickname, state) });
    },
    dismissed({ state, emit, moment: { participant_id } }) {
      const person = state.people.get(participant_id);
      if (person && !state.removed.has(participant_id)) {
        emit("participant.removed", { participant_id, nickname: person.nickname });
      }
    },
    connected({ actor, at, emit, moment: { first, active, connections, dialect, only } }) {
      // Presence announces a person twice if a commit failed and they connected or disconnected while it repeated that.
      if (first && !actor.is_online) {
        const status = actor.status === "COMPLETED" ? "COMPLETED" : active ? "ACTIVE" : "WAITING";
        emit("participant.arrived", { ...actor, status, is_online: true, last_active_at: toTime(at) });
      } else if (active && actor.status === "WAITING") {
        emit("participant.activated", { participant_id: actor.id });
      }
      emit("connection.changed", toConnectionChange(actor, "connected", connections));
      if (only) emit("presence.dialect_changed", toDialectChange(actor, "connected", dialect));
    },
    disconnected({ actor, at, emit, moment: { last, connections, dialect, only } }) {
      if (last && actor.is_online) emit("participant.left", toDeparted(actor, at));
      emit("connection.changed", toConnectionChange(actor, "disconnected", connections));
      if (only) emit("presence.dialect_changed", toDialectChange(actor, "disconnected", dialect));
    },
    teacher_came({ at, emit }) {
      emit("presence.teacher_changed", { is_online: true, changed_at: toTime(at) });
    },
    teacher_gone({ at, emit }) {
      emit("presence.teacher_changed", { is_online: false, changed_at: toTime(at) });
    },
    counted({ emit, moment }) {
      emit("presence.counted", moment);
    },
    opened({ state, at, emit }) {
      for (const person of state.people.values())
        if (person.is_online) emit("participant.left", toDeparted(person, at));
    },
  },
  evolve: {
    "participant.joined"({ state, at }, person) {
      state.attendance.set(person.id, { joined: at, first: undefined, last: undefined, since: undefined, before: 0 });
      state.people.set(person.id, { ...person });
      state.seats.set(person.user_id, person.id);
      state.order.push(person.id);
      if (person.role === "STUDENT") state.students += 1;
      addName(state, person.nickname);
    },
    "participant.arrived"({ state, at }, { id, status, last_active_at }) {
      const attendance = state.attendance.get(id);
      if (attendance) Object.assign(attendance, { first: attendance.first ?? at, since: at });
      countOnline(state, id, 1);
      update(state.people.get(id), { status, is_online: true, last_active_at });
    },
    "participant.activated"({ state }, { participant_id }) {
      update(state.people.get(participant_id), { status: "ACTIVE" });
    },
    "participant.left"({ state, at }, { id, status, last_active_at }) {
      const attendance = state.attendance.get(id);
      if (attendance) {
        const before = attendance.before + elapsed(attendance.since ?? at, at);
        Object.assign(attendance, { last: at, since: undefined, before });
      }
      countOnline(state, id, -1);
      update(state.people.get(id), { status, is_online: false, last_active_at });
    },
    "participant.renamed"({ state }, { participant_id, nickname }) {
      const person = state.people.get(participant_id);
      if (!person) return;
      state.formerNames.set(participant_id, person.nickname);
      state.taken.delete(nameKey(person.nickname));
      person.nickname = nickname;
      addName(state, nickname);
    },
    "participant.muted"({ state }, { participant_id, muted }) {
      if (muted) state.muted.add(participant_id);
      else state.muted.delete(participant_id);
    },
    "participant.removed"({ state }, { participant_id }) {
      const { role } = state.people.get(participant_id) ?? {};
      if (state.people.get(participant_id)?.is_online) countOnline(state, participant_id, -1);
      if (role === "STUDENT" && !state.removed.has(participant_id)) state.students -= 1;
      state.removed.add(participant_id);
    },
  },
});

interface People {
  readonly people: ReadonlyMap<string, Participant>;
  readonly removed: ReadonlySet<string>;
}

/** Counts a student who connects (1), or disconnects or is removed (-1). Called before that is in the state. */
function countOnline(state: People & { online: number }, id: string, by: 1 | -1): void {
  const person = state.people.get(id);
  if (person?.role !== "STUDENT" || state.removed.has(id)) return;
  if (person.is_online === by < 0) state.online += by;
}

/** The students who joined last, without removed ones. */
function newest({ people, removed, order }: People & { readonly order: readonly string[] }) {
  const found: z.output<typeof Joined>["newest"] = [];
  for (let n = order.length - 1; n >= 0 && found.length < maxNames; n--) {
    const person = people.get(order[n] ?? "");
    if (person?.role === "STUDENT" && !removed.has(person.id)) found.push({ n, name: person.nickname });
  }
  return found;
}

function update(person: Participant | undefined, change: Partial<Participant>): void {
  if (person) Object.assign(person, change);
}
