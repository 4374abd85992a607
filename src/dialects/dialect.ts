/**
 * The contract of a dialect: a mapping from an app's frames to commands, and from events to the app's frames. A dialect
 * contains no rules. Every difference between the apps' protocols is a field here, so that shared code never branches on
 * a dialect's name.
 */
import type { z } from "zod";
import type { Encoded } from "../domain/encoded.ts";
import type { Fault } from "../domain/faults.ts";
import type { Audience, Role } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import type { CommandName, DataOf, EventName, FaultCode, InputOf, ResultOf, RoomState } from "../features/index.ts";
import type { FeatureName, Session } from "../features/whole-session.ts";
import type { Envelope } from "./envelopes.ts";

/** An outgoing frame: the fields that the app expects. The envelope writes them as text, usually as JSON. */
export type Frame = Record<string, unknown>;

/** A WebSocket path of the app, and who may connect to it. */
export interface Door {
  /** The only role that may connect (default: any). */
  readonly role?: Role;
  /** Whether a seat is `required`, or `created` on connecting for a user who is signed in and has none. */
  readonly seat: "required" | "created";
  /** Whether a client without a credential gets a guest's seat, if the session accepts guests. */
  readonly guests?: true;
  /** The feature that a session must use to be found at this path. */
  readonly feature?: FeatureName;
  /**
   * The identity of a connection in development mode, as in the app's document. `participant`: the one that the path
   * names. `teacher`: the session's teacher. Both ignore credentials. `guest`: without a valid credential, a new guest.
   */
  readonly development?: "participant" | "teacher" | "guest";
}

/** The session and the participant that a frame is for. */
export interface Recipient {
  readonly session: Session;
  readonly you: Participant;
}

/**
 * Who sends a frame, and the room as it is when the frame arrives: so an app can say "lower my hand" without an id. What
 * was sent just before it may not be in `room` yet.
 */
export interface Sender extends Recipient {
  readonly room: Readonly<RoomState>;
}

/** The data for a connection's first frames. */
export interface Greeting extends Recipient {
  /** Identifies the history of the server's database: `seq` counts within it. */
  readonly epoch: string;
  /** The last event of the session's log. */
  readonly seq: number;
  readonly resumed: boolean;
  /** The first people of the roster, at most `rosterInGreeting`. */
  readonly participants: () => Participant[];
  readonly online_count: number;
  readonly teacher_online: boolean;
  /** The number of this person's connections, including this one. */
  readonly connections: number;
  readonly server_time: string;
  /** The views that the client asked for, and the last event that they include. Undefined if it asked for none. */
  readonly views?: (() => Encoded) | undefined;
  readonly views_seq?: number;
  /** The id or code of the session as given in the URL. */
  readonly requestedSession: string;
}

/** A published event. `seq` is absent if the event is not stored in the log. */
export interface Published<D = unknown> {
  readonly type: EventName;
  readonly seq?: number;
  /** ISO 8601. */
  readonly at: string;
  readonly data: D;
  readonly session: { readonly id: string; readonly code: string };
}

/** A frame of the app: its name, the schema of its other fields for the documents, and a function that builds it. */
export interface Message<Of> {
  readonly name: string;
  /** Called for the documents only: a start of the program makes no schema that nobody reads. */
  readonly schema: () => z.ZodType;
  readonly make: (of: Of) => Frame;
}

/** The data for the answer to a command that is on disk. */
export interface Confirmation<Input, Result> extends Recipient {
  readonly input: Input;
  readonly result: Result;
  readonly id: string | undefined;
}

export interface IncomingFrame {
  readonly command: CommandName;
  /** The schema of its data for the documents (default: the command's input). */
  readonly frame?: z.ZodType;
  readonly to: (data: unknown, sender: Sender) => unknown;
  /** The frame that confirms the command. Without it, the sender receives only the event. */
  readonly confirm?: Message<Confirmation<unknown, unknown>>;
  /** The text before the reason in the error frame if the command is rejected (default: only the reason). */
  readonly failure?: string;
}

/** A frame that is answered without a command. */
export interface AutoReplyRequest {
  readonly data: unknown;
  readonly id: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

export interface AutoReply extends Message<AutoReplyRequest> {
  /** The schema of the request's data for the documents. */
  readonly frame?: z.ZodType;
}

export interface OutgoingFrame<D> extends Message<Published<D>> {
  /** The audience in this app (default: the event's own, which a function gets as `own`). */
  readonly to?: Audience | ((data: D, own: Audience) => Audience);
  /** Whether to publish this event (default: always). */
  readonly when?: (data: D) => boolean;
}

/** The common part of all dialects: how frames are wrapped, replied to automatically, and rejected. */
export interface Protocol {
  readonly name: string;
  readonly envelope: Envelope;
  /** Frames with an automatic reply, such as pings. They execute no command. */
  readonly answers: Readonly<Record<string, AutoReply>>;
  /** The other frames that it accepts, by name. */
  readonly hears: Readonly<Record<string, unknown>>;
  /** The app's close codes by Lectern's, if they differ. */
  readonly closeCodes?: Readonly<Record<number, number>>;
  /** `at` is ISO 8601. */
  readonly fault: Message<{ fault: Fault; id: string | undefined; at: string }>;
}

/** The dialect of a room. */
export interface Dialect extends Protocol {
  /**
   * Doors by path pattern; `:session` is a session's id or code. If a path has a `:participant`, only that participant may
   * connect to it.
   */
  readonly doors: Readonly<Record<string, Door>>;
  /** When a participant becomes active: on `connect`, or by a `frame` of the app (`participant.activate`). */
  readonly activeOn: "connect" | "frame";
  /** Whether its clients can resume with `?since=<seq>&epoch=<epoch>`. */
  readonly resumes: boolean;
  /** The first frames of a connection. */
  readonly greet: readonly Message<Greeting>[];
  /** The app's frames → commands. */
  readonly hears: Readonly<Record<string, IncomingFrame>>;
  /** Events → the app's frames. Its clients do not receive events that are not listed. */
  readonly says: { readonly [K in EventName]?: OutgoingFrame<DataOf<K>> };
  /**
   * Set if the app expects to be rejected after the upgrade: by a close with `code` and the reason for the fault (default:
   * the fault's message).
   */
  readonly refusals?: { readonly code: number; readonly reasons: { readonly [K in FaultCode]?: string } };
}

/** Types a dialect literal. */
export const defineDialect = (dialect: Dialect): Dialect => dialect;

/**
 * Types a frame of the app: `make` must return what the schema describes. If there are many frames, a function for the
 * schema lets the program start faster.
 */
export function message<Of, F extends z.ZodType<Frame>>(
  name: string,
  schema: F | (() => F),
  make: (of: Of) => z.input<F>,
): Message<Of> {
  return { name, schema: typeof schema === "function" ? schema : () => schema, make: make as Message<Of>["make"] };
}

/** Maps a frame of the app to a command. `to` converts its data to the command's input (default: unchanged). */
export function hear<K extends CommandName>(
  command: K,
  how: {
    frame?: z.ZodType;
    to?: (data: unknown, sender: Sender) => InputOf<K>;
    confirm?: Message<Confirmation<InputOf<K>, ResultOf<K>>>;
    failure?: string;
  } = {},
): IncomingFrame {
  return { command, to: (data) => data, ...(how as Partial<IncomingFrame>) };
}

interface HowToSay<D, F extends z.ZodType<Frame>> extends Pick<OutgoingFrame<D>, "to" | "when"> {
  readonly make: (data: D, event: Published<D>) => z.input<F>;
}

/** Maps an event to a frame of the app; `make` alone unless `to` or `when` differs from the event's own. */
export function say<D, F extends z.ZodType<Frame>>(
  name: string,
  schema: F | (() => F),
  how: HowToSay<D, F> | HowToSay<D, F>["make"],
): OutgoingFrame<D> {
  const { make, ...rest } = typeof how === "function" ? { make: how } : how;
  return { ...message(name, schema, (event: Published<D>) => make(event.data, event)), ...rest };
}
