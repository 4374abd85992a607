/** What is done to a whole session: creating it, taking a seat in it, changing it and deleting it. */
import type { z } from "zod";
import { closes } from "../domain/closes.ts";
import { Fault } from "../domain/faults.ts";
import { newCode, toTime } from "../domain/ids.ts";
import { type PreparedLesson, toSnapshot } from "../domain/lesson.ts";
import type { Placement } from "../domain/placement.ts";
import type { Participant, User } from "../domain/session.ts";
import { awaited } from "../features/expected.ts";
import type { ExpectedPerson } from "../features/moments.ts";
import type { FeatureName, Session, SessionChange, SessionInput, SessionRecord } from "../features/whole-session.ts";
import type { Store } from "../store/open.ts";
import type { Cleanup } from "./cleanup.ts";
import type { Kernel } from "./kernel.ts";
import { participantOf, personOf, type Room, recordOf, sessionOf, teacherOf } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import type { Environment } from "./rule.ts";
import type { Screens } from "./screens.ts";
import type { Seats } from "./seats.ts";

/** A person who wants a seat: with an account, or with a nickname only. */
export interface Newcomer {
  readonly nickname: string;
  readonly user?: User | undefined;
  /** The hash of their browser's id: a browser whose participant was removed gets no other seat. */
  readonly browser?: string | undefined;
}

/** A seat, whether it is new, and the token of the guest account that was made for it. */
export interface Seated {
  readonly person: Participant;
  readonly made: boolean;
  readonly token: string | undefined;
}

/** Who accepts an invitation, and their seat. */
export interface Claimant {
  readonly user_id: number;
  readonly participant_id: string;
}
type Claim = (claimant: Claimant) => void;

/** What a teacher changes of a session; a lesson with what only the teacher sees. */
export type CardChange = Omit<SessionChange, "lesson"> & { readonly lesson?: PreparedLesson | null };

export interface Sessions {
  /** Creates a session with its teacher in it. Throws `code_taken`. */
  create(teacher: User, input: z.output<typeof SessionInput>, lesson: PreparedLesson | null): Promise<Room>;
  /** Creates a session like this one, with its people expected. `lesson` is the lesson as it is now. */
  repeat(teacher: User, room: Room, lesson: PreparedLesson | null): Promise<Room>;
  /** The newcomer's seat, made if they have none; without an account they get a guest account and its token. */
  seat(room: Room, newcomer: Newcomer): Promise<Seated>;
  /**
   * Seats a co-teacher, who was invited: a guest account is made for a nickname without `user`. `claim` marks the invitation
   * as accepted in the same commit, or throws why it cannot be. Throws `student_here`.
   */
  seatCoTeacher(room: Room, newcomer: Newcomer, claim: Claim): Promise<Seated>;
  /** Removes a co-teacher, and closes their connections. */
  dismiss(room: Room, participant_id: string): Promise<void>;
  /** The user's seat, if they have one. Throws `removed`. */
  seatOf(room: Room, user: User): Participant | undefined;
  change(room: Room, change: CardChange): Promise<void>;
  /** Adds the features that are always on to a session that was made before they were. */
  complete(room: Room): Promise<void>;
  /** Closes the session's connections and deletes it with all its data. Resolves once that is off the disk. */
  remove(room: Room): Promise<void>;
  /** A session as it is sent to clients. */
  show(record: SessionRecord): Session;
}

export interface SessionsOptions {
  readonly store: Store;
  readonly kernel: Kernel;
  readonly rooms: Rooms;
  readonly placement: Placement;
  readonly seats: Seats;
  readonly screens: Screens;
  readonly cleanup: Cleanup;
  readonly environment: Environment;
  /** The address at which a student joins, for a session's code. */
  readonly joinUrl: (code: string) => string;
  /** Features that every session gets, whatever its teacher chose. */
  readonly alwaysOn: readonly FeatureName[];
}

interface NewSession {
  readonly teacher: User;
  readonly input: z.output<typeof SessionInput>;
  readonly lesson: PreparedLesson | null;
  readonly expected: readonly ExpectedPerson[];
}

/** How many people are expected at most. */
const maxExpected = 2000;

/** The students of a session, and those who were expected in it and did not come. */
function expectedAfter({ state }: Room): ExpectedPerson[] {
  const { people, removed } = state.participants;
  const students = people.values().filter(({ id, role }) => role === "STUDENT" && !removed.has(id));
  const came = students.map(({ user_id, nickname }) => ({ user_id, nickname }));
  return [...came, ...awaited(state.expected, state.participants)].slice(0, maxExpected);
}

export function createSessions(options: SessionsOptions): Sessions {
  const { store, kernel, rooms, placement, seats, screens, cleanup, environment, joinUrl, alwaysOn } = options;
  const { now, newId } = environment;

  const newParticipant = (nickname: string, user_id: number, role: Participant["role"]): Participant => ({
    id: newId(),
    user_id,
    nickname,
    role,
    status: "WAITING",
    current_subtask: null,
    is_online: false,
    last_active_at: toTime(now()),
  });

  const withAlwaysOn = (features: readonly FeatureName[]) => [...new Set([...features, ...alwaysOn])];

  function freeCode(): string {
    for (;;) {
      const code = newCode(environment.random);
      if (!store.sessions.find(code)) return code;
    }
  }

  function seatOf(room: Room, user: User): Participant | undefined {
    const { seats, removed } = room.state.participants;
    const id = seats.get(user.id);
    if (id === undefined) return;
    if (removed.has(id)) throw new Fault("removed");
    const person = personOf(room, id);
    return person && participantOf(room, person);
  }

  /** Whether a person who took their seat with this browser was removed. */
  function wasRemoved(room: Room, browser: string): boolean {
    const { removed } = room.state.participants;
    return removed.size > 0 && store.seats.byBrowser(room.id, browser).some((id) => removed.has(id));
  }

  function requireAdmission(room: Room, { user, browser }: Newcomer): void {
    if (!recordOf(room).settings.guests && (user?.role ?? "guest") === "guest") throw new Fault("no_guests");
    if (user && store.devices.forUser(user)) throw new Fault("not_allowed", "A device cannot join a class.");
    if (browser !== undefined && wasRemoved(room, browser)) throw new Fault("removed");
  }

  /** The user's seat as an instructor, if they have one. Throws `student_here`. */
  function instructorSeat({ state }: Room, user: User | undefined): Participant | undefined {
    const { seats, people, removed } = state.participants;
    const seat = people.get((user && seats.get(user.id)) ?? "");
    if (!seat || removed.has(seat.id)) return;
    if (seat.role === "STUDENT") throw new Fault("student_here");
    return seat;
  }

  /** Takes a seat in the room: an instructor's with the `claim` of an invitation. Without `user` they get a guest account. */
  async function takeSeat(room: Room, { nickname, user, browser }: Newcomer, claim?: Claim) {
    const role = claim ? "INSTRUCTOR" : "STUDENT";
    const actor = newParticipant(nickname, user?.id ?? 0, role);
    let token: string | undefined;
    const before = () => {
      // Another invitation may have seated them meanwhile.
      const seat = claim && instructorSeat(room, user);
      if (seat) return claim({ user_id: seat.user_id, participant_id: seat.id });
      if (!user) {
        const guest = store.users.addGuest(nickname);
        token = store.users.issue(guest).token;
        actor.user_id = guest.id;
      }
      const row = { session_id: room.id, user_id: actor.user_id, participant_id: actor.id, browser: browser ?? null };
      if (role === "STUDENT") store.seats.add(row);
      else store.seats.replace(row);
      claim?.({ user_id: actor.user_id, participant_id: actor.id });
    };
    await kernel.ask({ room, before, ask: { moment: "joined", actor } });
    const person = personOf(room, room.state.participants.seats.get(actor.user_id) ?? "");
    if (!person) throw new Error("a seat was made and is not there");
    return { person, made: person.id === actor.id, token };
  }

  async function change(room: Room, { lesson, ...others }: CardChange): Promise<void> {
    const teacher = teacherOf(room);
    if (!teacher) return;
    const change = { ...others, ...(others.features && { features: withAlwaysOn(others.features) }) };
    const data =
      lesson === undefined
        ? { change }
        : { change: { ...change, lesson: lesson && toSnapshot(lesson) }, prepared: lesson };
    const before = lesson ? () => store.pictureUses.inSession(room.id, lesson) : undefined;
    const ask = { moment: "updated", actor: teacher, data } as const;
    await kernel.ask({ room, ask, before });
  }

  async function create({ teacher, input, lesson, expected }: NewSession): Promise<Room> {
    const { title, code = freeCode(), features, settings, demo } = input;
    const room = rooms.make(newId());
    await placement.enter(room.id);
    const record: SessionRecord = {
      id: room.id,
      code,
      title,
      status: "WAITING",
      lesson: lesson && toSnapshot(lesson),
      current_subtask: null,
      features: withAlwaysOn(features),
      settings,
      instructor: { id: teacher.id, name: teacher.name },
      created_at: toTime(now()),
      started_at: null,
      ended_at: null,
      ...(demo && { demo }),
    };
    const row = { id: room.id, code, instructor_id: teacher.id, created_at: now() };
    const actor = newParticipant(teacher.name, teacher.id, "INSTRUCTOR");
    const before = () => {
      store.sessions.add(row);
      if (lesson) store.pictureUses.inSession(row.id, lesson);
      store.seats.add({ session_id: room.id, user_id: teacher.id, participant_id: actor.id, browser: null });
    };
    await kernel.ask({ room, before, ask: { moment: "created", actor, data: { record, expected, prepared: lesson } } });
    rooms.keep(room);
    return room;
  }

  return {
    seatOf,
    change,
    create: (teacher, input, lesson) => create({ teacher, input, lesson, expected: [] }),
    repeat(teacher, room, lesson) {
      const { title, features, settings } = recordOf(room);
      const input = { title, features: [...features], settings: { ...settings, locked: false } };
      return create({ teacher, input, lesson, expected: expectedAfter(room) });
    },
    async seat(room, newcomer) {
      const { user } = newcomer;
      const seated = user && seatOf(room, user);
      if (recordOf(room).status === "ENDED") throw new Fault("session_ended");
      if (seated) return { person: seated, made: false, token: undefined };
      requireAdmission(room, newcomer);
      return takeSeat(room, newcomer);
    },
    seatCoTeacher: takeSeat,
    async dismiss(room, participant_id) {
      const actor = teacherOf(room);
      if (actor) await kernel.ask({ room, ask: { moment: "dismissed", actor, data: { participant_id } } });
    },
    async complete(room) {
      const { status, features } = recordOf(room);
      const isIncomplete = alwaysOn.some((name) => !features.includes(name));
      if (isIncomplete && status !== "ENDED") await change(room, { features: [...features] });
    },
    async remove(room) {
      kernel.flush();
      store.log.batch(() => store.deletions.begin(room.id));
      room.deleted = true;
      seats.close(room, { who: "everyone", close: closes.deleted });
      screens.closeAll(room, closes.deleted);
      rooms.forget(room.id);
      await cleanup.finish(room.id);
    },
    show: (record) => sessionOf(record, joinUrl),
  };
}
