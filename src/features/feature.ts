/**
 * What a feature is: the commands that may be asked, the events that are told, and the rule between.
 * A feature knows no socket, no database and no wire format; clock, ids and chance come in as arguments.
 */
import type { z } from "zod";
import type { Close } from "../domain/closes.ts";
import type { DeclaredFault } from "../domain/faults.ts";
import type { Audience, Role } from "../domain/roles.ts";
import type { CoreSession, Participant } from "../domain/session.ts";

export type Route = `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;

/** Something that may be asked for. */
export interface Command<I extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  /** Who may ask. Ownership of a single thing is the rule's own business. */
  readonly by: readonly Role[];
  /** Its HTTP call, under `/api/sessions/{session}`; the path's parameters are part of the input. */
  readonly http?: Route;
  readonly input: I;
  /** What the asker gets back. */
  readonly result: R;
  /** `refused`: while the session is paused this is answered `session_paused`. */
  readonly paused?: "refused";
  /** The text of the input that is worded better outside, where the server has a refiner, before the rule is asked. */
  readonly rewords?: string;
  readonly about: string;
}

/** Something that happened, and is told. */
export interface Event<D extends z.ZodType = z.ZodType, S = never> {
  /**
   * Whom it is for; `actor` is the id of the participant who did it, which itself is told to nobody, and `state` that of
   * its feature once it happened.
   */
  readonly to: Audience | ((data: z.output<D>, actor: string | null, state: S) => Audience);
  readonly data: D;
  /** `false`: told to those who are here, and not kept. */
  readonly kept?: false;
  /** `true`: it changes the session's own card, and is read when sessions are listed. */
  readonly card?: true;
  /** Whose connections close once it is told, and how. */
  readonly closes?: (data: z.output<D>) => Closing | undefined;
  readonly about: string;
}

/** A close that an event brings with it: of everyone, or of one participant. */
export interface Closing {
  readonly who: "everyone" | { readonly participant_id: string };
  readonly close: Close;
}

/** Something that may be read. */
export interface View<The, Q extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType, H extends Route = Route> {
  readonly by: readonly Role[];
  readonly http: H;
  readonly query: Q;
  readonly result: R;
  /** For a list that grows with a class: the field with an item's id. One page of what `read` lists is sent. */
  readonly pageBy?: string;
  readonly read: (the: The & { query: z.output<Q>; viewer: Participant; at: number }) => Listed<z.output<R>>;
  readonly about: string;
}

/** A list may be made as it is read: most of it is on other pages. */
type Listed<T> = T extends readonly (infer I)[] ? Iterable<I> : T;

/** A row of a report's table: a value for each column. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A table of the report of a class. */
export interface ReportTable<The, R extends z.ZodType = z.ZodType> {
  readonly row: R;
  /** Every row, at `at` (ms since 1970). */
  readonly read: (the: The & { readonly at: number }) => z.output<R>[];
}

/** What is true of a connection that opened or closed. */
interface ConnectionMoment {
  /** How many connections the person has now. */
  readonly connections: number;
  /** The dialect of the connection. */
  readonly dialect: string;
  /** Whether it is the person's only connection of that dialect. */
  readonly only: boolean;
}

/** The moments that the room itself announces, to which a feature may answer with events, each with its data. */
export interface MomentData {
  /** The session was created; `actor` is its teacher. */
  readonly created: { readonly record: CoreSession };
  /** The teacher changed the session's card. */
  readonly updated: { readonly change: SessionChange };
  /** A person got a seat. */
  readonly joined: undefined;
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
  /** The last connection of any teacher closed, and none came back within the grace. */
  readonly teacher_gone: undefined;
  /** The number of people connected changed; announced once a second at most. */
  readonly counted: { readonly online_count: number; readonly teacher_online: boolean };
  /** The room was read from its log: after a restart nobody is connected any more. */
  readonly opened: undefined;
  /** The time that a feature named by `due` has come. */
  readonly due: undefined;
}

export type Moment = keyof MomentData;

/** What a teacher can change of a session's card. */
export type SessionChange = Partial<Pick<CoreSession, "title" | "lesson" | "features" | "settings">>;

type Shapes = Record<string, z.ZodType>;
type RowShapes = Record<string, z.ZodType<Row>>;
type Routes = Record<string, Route>;
/** Of a feature without views or tables. */
type Nothing = Record<never, never>;
// biome-ignore lint/suspicious/noExplicitAny: the seam where features of every shape stand in one list
export type AnyFeature = Feature<string, any, any, any, any, any, any, any, any> & Declared<Faults, Shapes, Switch>;

/** What a feature can reject beside the core's faults, by code. */
type Faults = Readonly<Record<string, DeclaredFault>>;
/** Whether an optional feature is on in a new session. */
type Switch = "on" | "off";

/** What a feature adds to the faults, to the settings and to the features of a session. */
interface Declared<F extends Faults, Own extends Shapes, O extends Switch> {
  readonly faults?: F;
  /** Its fields of the session's settings, each with a default: `settingsOf` reads them. */
  readonly settings?: Own;
  /**
   * Declares that a session can do without the feature, and whether it is on by default. Its name is then in the
   * session's `features` if it is on, and the teacher can turn it on and off.
   */
  readonly optional?: O;
}

type NameOf<F> = F extends { readonly name: infer N extends string } ? N : never;
type StateOf<F> = F extends { initial: () => infer S } ? S : never;
type EventsIn<On extends readonly unknown[]> = On[number] extends infer F
  ? F extends { readonly events: infer E }
    ? E
    : never
  : never;
/** What all members of a union have together. */
export type Together<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type EmittableEvents<E, On extends readonly unknown[]> = E &
  ([On[number]] extends [never] ? unknown : Together<EventsIn<On>>);

/** The states of the features that this one stands on, by name. */
type RoomOf<On extends readonly unknown[]> = { [F in On[number] as NameOf<F>]: StateOf<F> };
type EventsOf<D> = { [K in keyof D]: Event<Extract<D[K], z.ZodType>> };
type DataIn<E> = E extends { readonly data: infer D extends z.ZodType } ? z.input<D> : never;
type DataOut<E> = E extends { readonly data: infer D extends z.ZodType } ? z.output<D> : never;

/** What a reader sees. */
export interface ReadContext<S, Room> {
  readonly state: S;
  readonly room: Room;
}

/** What a rule has in hand. It changes nothing itself: it tells events, or throws a `Fault`. */
export interface DecideContext<S, Room, E> extends ReadContext<S, Room> {
  readonly actor: Participant;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A new UUID (v7). */
  readonly newId: () => string;
  /** The text that the command `rewords`, as a refiner worded it; absent where there is none or it failed. */
  readonly reworded: string | undefined;
  readonly emit: <K extends keyof E & string>(type: K, data: DataIn<E[K]>) => void;
}

/** What folding an event has in hand; the states it stands on are its to move on too. */
export interface EvolveContext<S, Room> extends ReadContext<S, Room> {
  readonly at: number;
  /** The participant who did it; null where the room did. */
  readonly actor: string | null;
}

export interface Feature<
  Name extends string,
  C extends Record<string, Command>,
  D extends Shapes,
  S,
  Q extends Shapes,
  R extends Shapes,
  H extends Routes,
  T extends RowShapes,
  On extends readonly unknown[],
> {
  readonly name: Name;
  /** The features it stands on: their states are its to read, their events its to tell and to fold. */
  readonly on: On;
  readonly commands: C;
  readonly events: { readonly [K in keyof D]: Event<D[K], S> };
  readonly initial: () => S;
  readonly views: { readonly [K in keyof Q]: View<ReadContext<S, RoomOf<On>>, Q[K]> } & {
    readonly [K in keyof R]: { readonly result: R[K]; readonly read: (the: never) => Listed<z.output<R[K]>> };
  } & { readonly [K in keyof H]: { readonly http: H[K] } };
  readonly decide: {
    readonly [K in keyof C]: (
      the: DecideContext<S, RoomOf<On>, EmittableEvents<EventsOf<D>, On>> & { readonly input: z.output<C[K]["input"]> },
    ) => z.input<C[K]["result"]>;
  };
  readonly evolve: {
    readonly [K in keyof EmittableEvents<EventsOf<D>, On>]?: (
      the: EvolveContext<S, RoomOf<On>>,
      data: DataOut<EmittableEvents<EventsOf<D>, On>[K]>,
    ) => void;
  };
  /** Its tables in the report of the class, by name. */
  readonly report?: { readonly [K in keyof T]: ReportTable<ReadContext<S, RoomOf<On>>, T[K]> };
  /**
   * When something of its own is due, in milliseconds since 1970: then, or as soon as the room is read again, the moment
   * `due` is announced. It is asked after every commit, and so had better look nothing through.
   */
  readonly due?: (the: ReadContext<S, RoomOf<On>>) => number | undefined;
  readonly moments?: {
    readonly [M in Moment]?: (
      the: DecideContext<S, RoomOf<On>, EmittableEvents<EventsOf<D>, On>> & { readonly moment: MomentData[M] },
    ) => void;
  };
}

/** Types a feature literal. */
export function defineFeature<
  const Name extends string,
  C extends Record<string, Command>,
  D extends Shapes,
  S,
  const On extends readonly unknown[],
  Q extends Shapes = Nothing,
  R extends Shapes = Nothing,
  H extends Routes = Nothing,
  T extends RowShapes = Nothing,
  F extends Faults = Nothing,
  Own extends Shapes = Nothing,
  O extends Switch = never,
>(
  feature: Feature<Name, C, D, S, Q, R, H, T, On> & Declared<F, Own, O>,
): Feature<Name, C, D, S, Q, R, H, T, On> & Declared<F, Own, O> {
  return feature;
}
