/** The types of the package. They name nothing of a browser or of Node, so that they compile in both. */
import type { Commands, Events, Participant, Routes, Session } from "./contract.ts";

/** The name of a command, such as `"poll.vote"`. */
export type CommandName = keyof Commands & string;
export type CommandInput<K extends CommandName> = Commands[K]["input"];
export type CommandResult<K extends CommandName> = Commands[K]["result"];
/** The name of an event, such as `"poll.opened"`. */
export type EventName = keyof Events & string;
export type EventData<K extends EventName> = Events[K];
/** An HTTP call, such as `"GET /api/sessions"`. */
export type RouteName = keyof Routes & string;
export type RouteAnswer<R extends RouteName> = Routes[R]["answer"];

/** Something that happened in a session. `seq` counts the stored events of the session; others have none. */
export type RoomEvent<K extends EventName = EventName> = {
  [N in K]: { readonly type: N; readonly seq?: number; readonly at: string; readonly data: Events[N] };
}[K];

/** How to reach the server, and as whom. */
export interface ServerOptions {
  /** The server's address, such as `http://192.168.0.10:8000`. */
  readonly url: string;
  /** A token of a program (`lectern token create`) or of a seat (`room.token`). */
  readonly token?: string;
  /** Sends the HTTP requests (default: the global `fetch`). */
  readonly fetch?: (url: string, init: never) => Promise<unknown>;
}

/** Which session to connect to, and as whom: `token`, or `name` to join as a student. */
export interface ConnectOptions extends ServerOptions {
  /** The session's code or id. */
  readonly code: string;
  /** The nickname with which to join, if there is no token. */
  readonly name?: string;
  /** Keeps the seat of `name` and the unanswered commands over a reload: `sessionStorage` in a browser (default: none). */
  readonly storage?: StorageLike;
  /** The WebSocket class (default: the global one, else that of the package `ws`). */
  readonly WebSocket?: new (
    url: string,
  ) => unknown;
}

/** The part of a browser's storage that is used. */
export interface StorageLike {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Why a room is closed for good; `closed`: by `room.close()`. */
export type ClosedReason = "ended" | "removed" | "deleted" | "signed_out" | "replaced" | "not_in_session" | "closed";

/** The state of a room's connection. `resumed` is false if events may have been missed, as after the first welcome. */
export type Status =
  | { readonly is: "live"; readonly resumed: boolean }
  | { readonly is: "reconnecting"; readonly since: number; readonly nextTry: number | null }
  | { readonly is: "closed"; readonly reason: ClosedReason };

/** The part of a session's HTTP calls that only read, by their path below the session: `"participants"`, `"polls"`. */
export type ReadName = RouteName extends infer R
  ? R extends `GET /api/sessions/:session/${infer Path}`
    ? Path extends `${string}:${string}`
      ? never
      : Path
    : never
  : never;
type ReadRoute<P extends ReadName> = Routes[`GET /api/sessions/:session/${P}` & RouteName];
export type ReadQuery<P extends ReadName> = ReadRoute<P>["query"];
export type ReadAnswer<P extends ReadName> = ReadRoute<P>["answer"];

/** Makes the input optional if no field is required. */
type InputArguments<T> =
  Record<never, never> extends T ? [input?: T, options?: SendOptions] : [input: T, options?: SendOptions];

export interface SendOptions {
  /** Whether the command waits for the next connection and is sent again if the connection is lost (default: true). */
  readonly retry?: boolean;
}

/** The part of an `AbortSignal` that is used. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

export interface OnceOptions {
  /** Ends the wait: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignalLike;
}

/** A session, live. */
export interface Room {
  /** The token of the seat: `connect` with it returns to the same seat. */
  readonly token: string;
  /** The session as it is now: title, lesson, step, status. */
  readonly session: Session;
  /** Who this client is in the session. */
  readonly you: Participant;
  readonly status: Status;
  /** Resolves once the room is closed for good, with the reason. */
  readonly closed: Promise<ClosedReason>;
  /** The server's clock, in milliseconds since 1970. */
  now(): number;
  /** Calls `listener` with the data of each such event, `"*"` with every event. Returns a function that removes it. */
  on<K extends EventName>(name: K, listener: (data: Events[K], event: RoomEvent<K>) => void): () => void;
  on(name: "*", listener: (event: RoomEvent) => void): () => void;
  /** Resolves with the data of the next such event that fits. Rejects if the room is closed or `signal` aborts first. */
  once<K extends EventName>(name: K, fits?: (data: Events[K]) => boolean, options?: OnceOptions): Promise<Events[K]>;
  /** Calls `listener` after each change of the connection. Returns a function that removes it. */
  onStatus(listener: (status: Status) => void): () => void;
  /**
   * Sends a command. Resolves with its result once it is on the server's disk; rejects with a `Fault`. It is carried out
   * once, even if the connection is lost in between.
   */
  send<K extends CommandName>(name: K, ...input: InputArguments<CommandInput<K>>): Promise<CommandResult<K>>;
  /** Reads a view of the session, such as `"participants"`. Of a long list, the first page. */
  view<P extends ReadName>(path: P, query?: ReadQuery<P>): Promise<ReadAnswer<P>>;
  /** Like `view`, with every page of a list (at most 12,000 items). */
  viewAll<P extends ReadName>(path: P, query?: ReadQuery<P>): Promise<ReadAnswer<P>>;
  /** Closes the connection. Unanswered commands reject. */
  close(): void;
}

type PathOption<R extends RouteName> = [Routes[R]["path"]] extends [never]
  ? unknown
  : { readonly path: { readonly [N in Routes[R]["path"]]: string | number } };
type CallOptions<R extends RouteName> = {
  readonly query?: Routes[R]["query"];
  readonly body?: Routes[R]["body"];
} & PathOption<R>;
type CallArguments<R extends RouteName> = [Routes[R]["path"]] extends [never]
  ? [options?: CallOptions<R>]
  : [options: CallOptions<R>];

/** The server's HTTP calls. */
export interface Client {
  /** Sends a call and resolves with its answer; rejects with a `Fault`. */
  call<R extends RouteName>(route: R, ...options: CallArguments<R>): Promise<RouteAnswer<R>>;
  /** Like `call`, with every page of a list (at most 12,000 items). */
  all<R extends RouteName>(route: R, ...options: CallArguments<R>): Promise<RouteAnswer<R>>;
}
