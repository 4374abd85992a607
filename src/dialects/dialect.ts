/**
 * What a dialect is: which of an app's frames is which command, and which of our events is which frame.
 * A dialect knows no rule. Everything that makes one app's protocol differ from another's is a field here,
 * so that shared code never asks which dialect it has.
 */
import type { z } from "zod";
import type { Fault, FaultCode } from "../domain/faults.ts";
import type { Audience, Role } from "../domain/roles.ts";
import type { FeatureName, Participant, Session } from "../domain/session.ts";
import type { CommandName, DataOf, EventName, InputOf, ResultOf, RoomState } from "../features/index.ts";
import type { Envelope } from "./envelopes.ts";

/** A frame as it goes out: whatever JSON the app expects. */
export type Frame = Record<string, unknown>;

/** A WebSocket path of the app, and who may come in by it. */
export interface Door {
  /** Only this role comes in here. */
  readonly role?: Role;
  /** `made`: someone signed in who has no seat in the session gets one by connecting. */
  readonly seat: "held" | "made";
  /** Someone without any credential gets a guest's seat of their own, where the session takes guests. */
  readonly guests?: true;
  /** Only sessions that use this are found behind it. */
  readonly feature?: FeatureName;
  /**
   * Who a connection is in development mode, as the app's document has it. `participant` and `teacher`: the one that
   * the path names, or the session's, whatever credential comes along. `guest`: without a valid credential, a new guest.
   */
  readonly development?: "participant" | "teacher" | "guest";
}

/** Who speaks, and where. */
export interface Speaker {
  readonly session: Session;
  readonly you: Participant;
}

/**
 * Who sends a frame, and the room as it is when the frame arrives: so an app can say "lower my hand" without an id. What
 * was sent just before it may not be in `room` yet.
 */
export interface Sender extends Speaker {
  readonly room: Readonly<RoomState>;
}

/** What a newcomer's first frames may say. */
export interface Greeting extends Speaker {
  /** Identifies the history of the server's database: `seq` counts within it. */
  readonly epoch: string;
  /** The last event of the session's log. */
  readonly seq: number;
  readonly resumed: boolean;
  /** The first people of the roster, at most `rosterInGreeting`. */
  readonly participants: () => Participant[];
  readonly online_count: number;
  readonly teacher_online: boolean;
  /** How many connections this person has, this one included. */
  readonly connections: number;
  readonly server_time: string;
  /** `{session}` as it stood in the URL. */
  readonly askedFor: string;
}

/** An event as it is told. `seq` is absent where the event is not kept. */
export interface Published<D = unknown> {
  readonly type: EventName;
  readonly seq?: number;
  /** ISO 8601. */
  readonly at: string;
  readonly data: D;
  readonly session: { readonly id: string; readonly code: string };
}

/** A frame of the app: its name, the schema of the rest for the documents, and how it is made. */
export interface Message<Of> {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly make: (of: Of) => Frame;
}

/** What answers a command that is on disk. */
export interface Confirmed<Input, Result> extends Speaker {
  readonly input: Input;
  readonly result: Result;
  readonly id: string | undefined;
}

export interface IncomingFrame {
  readonly command: CommandName;
  /** What its data looks like, for the documents, where that is not the command's input. */
  readonly frame?: z.ZodType;
  readonly to: (data: unknown, sender: Sender) => unknown;
  /** Without one, the event is answer enough. */
  readonly confirm?: Message<Confirmed<unknown, unknown>>;
  /** What the error frame says before the reason if the command is rejected. Without it, the reason alone. */
  readonly failure?: string;
}

/** A frame that is answered without any rule. */
export interface AutoReplyRequest {
  readonly data: unknown;
  readonly id: string | undefined;
  /** ISO 8601. */
  readonly at: string;
}

export interface AutoReply extends Message<AutoReplyRequest> {
  /** What its data looks like, for the documents. */
  readonly frame?: z.ZodType;
}

export interface OutgoingFrame<D> extends Message<Published<D>> {
  /** Whom this app tells it, where that is not whom the event is for, which is `own`. */
  readonly to?: Audience | ((data: D, own: Audience) => Audience);
  /** Which events of this name it tells, where that is not all of them. */
  readonly when?: (data: D) => boolean;
}

/** How an app speaks, whatever about: how its frames are wrapped, answered by themselves, and refused. */
export interface Protocol {
  readonly name: string;
  readonly envelope: Envelope;
  /** Frames that reach no rule: answered by themselves. */
  readonly answers: Readonly<Record<string, AutoReply>>;
  /** The names of the other frames that it accepts. */
  readonly hears: Readonly<Record<string, unknown>>;
  /** Its own codes for ours, where the server closes a connection. */
  readonly closeCodes?: Readonly<Record<number, number>>;
  /** `at` is ISO 8601. */
  readonly fault: Message<{ fault: Fault; id: string | undefined; at: string }>;
}

/** The dialect of a room. */
export interface Dialect extends Protocol {
  /**
   * Paths by pattern; `:session` stands for a session's id or code. Where a path names a `:participant`, who comes in
   * must be that participant.
   */
  readonly doors: Readonly<Record<string, Door>>;
  /** `connect`: coming in is taking part. `word`: a frame of the app's own says so. */
  readonly activeOn: "connect" | "word";
  /** Whether its clients can say `?since=<seq>&epoch=<epoch>` and get what they missed. */
  readonly resumes: boolean;
  /** Its first frames. */
  readonly greet: readonly Message<Greeting>[];
  /** Their frame → our command. */
  readonly hears: Readonly<Record<string, IncomingFrame>>;
  /** Our event → their frame. What is not here, its clients do not get. */
  readonly says: { readonly [K in EventName]?: OutgoingFrame<DataOf<K>> };
  /**
   * Set where the app is refused after the upgrade: as a close with `code` and the reason for the fault, which is its
   * message where it has none of its own here.
   */
  readonly refusals?: { readonly code: number; readonly reasons: { readonly [K in FaultCode]?: string } };
}

/** Types a dialect literal. */
export const defineDialect = (dialect: Dialect): Dialect => dialect;

/** Types a frame of the app: what `make` returns must be what the schema says. */
export function message<Of, F extends z.ZodType<Frame>>(
  name: string,
  schema: F,
  make: (of: Of) => z.input<F>,
): Message<Of> {
  return { name, schema, make: make as Message<Of>["make"] };
}

/** A frame of theirs that is a command of ours; without `to`, its data is the command's input as it stands. */
export function hear<K extends CommandName>(
  command: K,
  how: {
    frame?: z.ZodType;
    to?: (data: unknown, sender: Sender) => InputOf<K>;
    confirm?: Message<Confirmed<InputOf<K>, ResultOf<K>>>;
    failure?: string;
  } = {},
): IncomingFrame {
  return { command, to: (data) => data, ...(how as Partial<IncomingFrame>) };
}

/** An event of ours as a frame of theirs. */
export function say<D, F extends z.ZodType<Frame>>(
  name: string,
  schema: F,
  make: (data: D, told: Published<D>) => z.input<F>,
  how: Pick<OutgoingFrame<D>, "to" | "when"> = {},
): OutgoingFrame<D> {
  return { ...message(name, schema, (told: Published<D>) => make(told.data, told)), ...how };
}
