/**
 * The contract of a feature: its commands, its events, its views, and the rules that decide and fold them. A feature does
 * not depend on sockets, the database or a wire format; the clock, new ids and randomness are arguments.
 */
import type { z } from "zod";
import type { Close } from "../domain/closes.ts";
import type { DeclaredFault } from "../domain/faults.ts";
import type { Audience, Role } from "../domain/roles.ts";
import type { Participant } from "../domain/session.ts";
import type { Moment, MomentData } from "./moments.ts";

export type Route = `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /${string}`;

/** A request that may change the session. */
export interface Command<I extends z.ZodType = z.ZodType, R extends z.ZodType = z.ZodType> {
  /** The roles that may send it. Whether they own the item in question is checked by the rule. */
  readonly by: readonly Role[];
  /** Its HTTP call, under `/api/sessions/{session}`; the path's parameters are part of the input. */
  readonly http?: Route;
  readonly input: I;
  /** What the sender receives. */
  readonly result: R;
  /** `refused`: rejected with `session_paused` while the session is paused. */
  readonly paused?: "refused";
  /** `refused`: rejected with `muted` if the teacher has muted the sender. */
  readonly muted?: "refused";
  /** `allowed`: the command that can be sent in a session that has ended, to reopen it. */
  readonly ended?: "allowed";
  /** The input's text field that the refiner rewords before the rule decides, if the server has a refiner. */
  readonly rewords?: string;
  readonly about: string;
}

/** Something that happened, and is published. */
export interface Event<D extends z.ZodType = z.ZodType, S = never> {
  /**
   * Who receives it. `actor` is the id of the participant who did it, which is never sent itself; `state` is the feature's
   * state after the event.
   */
  readonly to: Audience | ((data: z.output<D>, actor: string | null, state: S) => Audience);
  readonly data: D;
  /** `false`: published to connected clients only, and not written to the log. */
  readonly kept?: false;
  /** For an event that is not kept and that no rule emits: publishes a part of the state after it has changed. */
  readonly samples?: Sampling<z.input<D>, S>;
  /** The fields with what its actor wrote: they are erased with a person's data. */
  readonly personal?: readonly string[];
  /** The fields that repeat what somebody else wrote before. */
  readonly quotes?: readonly string[];
  /** `true`: it changes the session's card, so it is read when sessions are listed. */
  readonly card?: true;
  /** Whose connections close once it is published, and with which close code. */
  readonly closes?: (data: z.output<D>) => Closing | undefined;
  readonly about: string;
}

/** When a part of the state is published, and which. */
export interface Sampling<Data, S> {
  /** The kept events that change it, also those of features that it depends on. */
  readonly after: readonly string[];
  /** The shortest time between two samples, in milliseconds. The last change is always followed by one. */
  readonly everyMs: number;
  /** Returns the data; undefined if there is nothing to publish. */
  readonly read: (state: S) => Data | undefined;
}

/** The connections that an event closes: of everyone, or of one participant. */
export interface Closing {
  readonly who: "everyone" | { readonly participant_id: string };
  readonly close: Close;
}

/** A part of a session that may be read. `Context` is what `read` gets besides the query. */
export interface View<
  Context,
  Q extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
  H extends Route = Route,
> {
  readonly by: readonly Role[];
  readonly http: H;
  readonly query: Q;
  readonly result: R;
  /** For a list that grows with the class: the field with an item's id, by which the list is divided into pages. */
  readonly pageBy?: string;
  /**
   * For a view that is the same for everybody who may read it: the kept events that change it. In a welcome, it is then
   * encoded once after each of them, instead of once for each person.
   */
  readonly sameUntil?: readonly string[];
  readonly read: (context: Context & { query: z.output<Q>; viewer: Participant; at: number }) => Listed<z.output<R>>;
  readonly about: string;
}

/** A list may be lazy: only the items of one page are made. */
type Listed<T> = T extends readonly (infer I)[] ? Iterable<I> : T;

/** A row of a report's table, by column. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** A table of the report of a class. `Context` is what `read` gets besides the time. */
export interface ReportTable<Context, R extends z.ZodType = z.ZodType> {
  readonly row: R;
  /** `absent`: the report does not have the table while it has no rows. */
  readonly empty?: "absent";
  /** Every row, at `at` (ms since 1970). */
  readonly read: (context: Context & { readonly at: number }) => z.output<R>[];
}

/** What the projector shows of a feature. `Context` is what `read` gets besides the time. */
export interface Projection<Context, P extends z.ZodType = z.ZodType> {
  readonly shows: P;
  /** Reads it at `at` (ms since 1970). Returns nothing that some student may not know. Called often: must be fast. */
  readonly read: (context: Context & { readonly at: number }) => z.output<P>;
}

type Shapes = Record<string, z.ZodType>;
type RowShapes = Record<string, z.ZodType<Row>>;
type Routes = Record<string, Route>;
/** The type argument of a feature without views or tables. */
type Nothing = Record<never, never>;
// biome-ignore lint/suspicious/noExplicitAny: one list holds features of every type
export type AnyFeature = Feature<string, any, any, any, any, any, any, any, any, any> &
  Declared<Faults, Shapes, Switch>;

/** The faults that a feature adds to the core's, by code. */
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
  /** The optional feature that it is a part of: a session uses both, or neither. */
  readonly partOf?: { readonly name: string; readonly optional?: Switch };
}

type NameOf<F> = F extends { readonly name: infer N extends string } ? N : never;
type StateOf<F> = F extends { initial: () => infer S } ? S : never;
type EventsIn<On extends readonly unknown[]> = On[number] extends infer F
  ? F extends { readonly events: infer E }
    ? E
    : never
  : never;
/** The intersection of all members of a union. */
export type Together<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;
type EmittableEvents<E, On extends readonly unknown[]> = E &
  ([On[number]] extends [never] ? unknown : Together<EventsIn<On>>);

/** The states of the features that a feature depends on, by name. */
type RoomOf<On extends readonly unknown[]> = { [F in On[number] as NameOf<F>]: StateOf<F> };
type EventsOf<D> = { [K in keyof D]: Event<Extract<D[K], z.ZodType>> };
type DataIn<E> = E extends { readonly data: infer D extends z.ZodType } ? z.input<D> : never;
type DataOut<E> = E extends { readonly data: infer D extends z.ZodType } ? z.output<D> : never;

/** What a view reads: the state `S` of its feature, and those of the features it depends on. */
export interface ReadContext<S, Room> {
  readonly state: S;
  readonly room: Room;
}

/** What a rule decides with. It must not change any state: it emits events `E`, or throws a `Fault`. */
export interface DecideContext<S, Room, E> extends ReadContext<S, Room> {
  readonly actor: Participant;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A new UUID (v7). */
  readonly newId: () => string;
  /** A random number from 0 up to 1. What it decides is in the emitted events, so that a replay needs no randomness. */
  readonly random: () => number;
  /** The refiner's version of the text that the command `rewords`; `undefined` without a refiner, or if it failed. */
  readonly reworded: string | undefined;
  readonly emit: <K extends keyof E & string>(type: K, data: DataIn<E[K]>) => void;
}

/** What folds an event. It may change the feature's state and those of the features it depends on. */
export interface EvolveContext<S, Room> extends ReadContext<S, Room> {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The id of the participant who did it; null if the room did. */
  readonly actor: string | null;
}

/**
 * A feature, as `defineFeature` types it. Most type parameters are tables by name: `C` its commands, `D` the data schemas
 * of its events, `Q`, `R` and `H` the queries, results and routes of its views, `T` the rows of its report tables. `S` is
 * its state, `On` the features that it depends on, `P` the schema of what the projector shows of it.
 */
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
  P extends z.ZodType,
> {
  readonly name: Name;
  /** The features it depends on: it may read and change their states, and emit and fold their events. */
  readonly on: On;
  readonly commands: C;
  readonly events: { readonly [K in keyof D]: Event<D[K], S> };
  /** The state before the first event. */
  readonly initial: () => S;
  readonly views: { readonly [K in keyof Q]: View<ReadContext<S, RoomOf<On>>, Q[K]> } & {
    readonly [K in keyof R]: { readonly result: R[K]; readonly read: (context: never) => Listed<z.output<R[K]>> };
  } & { readonly [K in keyof H]: { readonly http: H[K] } };
  /** Decides each command: emits events and returns the result, or throws a `Fault`. */
  readonly decide: {
    readonly [K in keyof C]: (
      context: DecideContext<S, RoomOf<On>, EmittableEvents<EventsOf<D>, On>> & {
        readonly input: z.output<C[K]["input"]>;
      },
    ) => z.input<C[K]["result"]>;
  };
  /** Folds each event into the state. */
  readonly evolve: {
    readonly [K in keyof EmittableEvents<EventsOf<D>, On>]?: (
      context: EvolveContext<S, RoomOf<On>>,
      data: DataOut<EmittableEvents<EventsOf<D>, On>[K]>,
    ) => void;
  };
  /** Its tables in the report of the class, by name. */
  readonly report?: { readonly [K in keyof T]: ReportTable<ReadContext<S, RoomOf<On>>, T[K]> };
  /** What the projector shows of it, if anything. */
  readonly projector?: Projection<ReadContext<S, RoomOf<On>>, P>;
  /**
   * When something of the feature is next due, in milliseconds since 1970. The moment `due` is announced then, or as soon
   * as the room is read from its log. Called after every commit: must be O(1).
   */
  readonly due?: (context: ReadContext<S, RoomOf<On>>) => number | undefined;
  /** Answers moments of the room with events. */
  readonly moments?: {
    readonly [M in Moment]?: (
      context: DecideContext<S, RoomOf<On>, EmittableEvents<EventsOf<D>, On>> & { readonly moment: MomentData[M] },
    ) => void;
  };
}

/** Types a feature literal. */
export function defineFeature<
  const Name extends string,
  C extends Record<string, Command> = Nothing,
  D extends Shapes = Nothing,
  S = unknown,
  const On extends readonly unknown[] = [],
  Q extends Shapes = Nothing,
  R extends Shapes = Nothing,
  H extends Routes = Nothing,
  T extends RowShapes = Nothing,
  F extends Faults = Nothing,
  Own extends Shapes = Nothing,
  O extends Switch = never,
  P extends z.ZodType = never,
>(
  feature: Feature<Name, C, D, S, Q, R, H, T, On, P> & Declared<F, Own, O>,
): Feature<Name, C, D, S, Q, R, H, T, On, P> & Declared<F, Own, O> {
  return feature;
}
