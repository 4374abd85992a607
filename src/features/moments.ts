/** The moments of a room: what it announces to the features besides commands, such as who connects. */
import type { PreparedLesson } from "../domain/lesson.ts";
import type { CoreSession } from "../domain/session.ts";

/** The data of a connection that opened or closed. */
interface ConnectionMoment {
  /** How many connections the person has now. */
  readonly connections: number;
  /** The dialect of the connection. */
  readonly dialect: string;
  /** Whether it is the person's only connection of that dialect. */
  readonly only: boolean;
}

/** A person who is expected in a session because they were in an earlier one. */
export interface ExpectedPerson {
  readonly user_id: number;
  readonly nickname: string;
}

/** The moments that the room announces, each with its data. A feature may answer them with events. */
export interface MomentData {
  /** The session was created; `actor` is its teacher. `expected`: the people of an earlier session, if it repeats one. */
  readonly created: {
    readonly record: CoreSession;
    readonly expected?: readonly ExpectedPerson[];
    readonly prepared?: PreparedLesson | null;
  };
  /** The teacher changed the session's card. `prepared`: the lesson with what only the teacher sees, if it changed. */
  readonly updated: { readonly change: SessionChange; readonly prepared?: PreparedLesson | null };
  /** A person got a seat. */
  readonly joined: undefined;
  /** The session's teacher removed a co-teacher. */
  readonly dismissed: { readonly participant_id: string };
  /** A person's connection opened. */
  readonly connected: ConnectionMoment & {
    /** Whether it is the person's only connection. */
    readonly first: boolean;
    /** Whether connecting counts as taking part; if not, the client says so later. */
    readonly active: boolean;
  };
  /** A person's connection closed. */
  readonly disconnected: ConnectionMoment & {
    /** Whether it was the person's only connection. */
    readonly last: boolean;
  };
  /** The first connection of any teacher opened. */
  readonly teacher_came: undefined;
  /** The last connection of any teacher closed, and none opened again within 3 s. */
  readonly teacher_gone: undefined;
  /** The number of people connected changed; announced once a second at most. */
  readonly counted: {
    readonly online_count: number;
    readonly teacher_online: boolean;
    /** Only if there are several. */
    readonly teachers_online?: number;
  };
  /** The number of projectors that show the session changed. */
  readonly screens: { readonly connected: number };
  /** The room was read from its log, as after a restart: nobody is connected. */
  readonly opened: undefined;
  /** The address at which students join has changed, because the machine is in another network. */
  readonly moved: { readonly join_url: string };
  /** The time that a feature returned from `due` has come. */
  readonly due: undefined;
}

export type Moment = keyof MomentData;

/** What a teacher can change of a session's card. */
export type SessionChange = Partial<Pick<CoreSession, "title" | "lesson" | "features" | "settings">>;
