/** One session over a connection that resumes: its commands, events and views. */
import { createCalls } from "../client/call.ts";
import { session as sessionSlice } from "../client/fold/session.ts";
import { fold } from "../client/fold/slice.ts";
import { you as youSlice } from "../client/fold/you.ts";
import type { LiveEvent } from "../client/frames.ts";
import type { Fetcher } from "../client/http.ts";
import type { Socket } from "../client/link.ts";
import { createListeners } from "../client/listeners.ts";
import { toRefusal } from "../client/refusal.ts";
import { type Cursor, openSessionLink } from "../client/session-link.ts";
import { maxItems } from "../client/student-api.ts";
import { openWithTicket } from "../client/ticket.ts";
import { whyRefused } from "../client/without-welcome.ts";
import { createEventListeners, isolate } from "./event-listeners.ts";
import { Fault, type FaultCode } from "./fault.ts";
import { dataOf, originOf, toFault } from "./fetcher.ts";
import { createWaiting } from "./once.ts";
import type { ClosedReason, ConnectOptions, EventName, ReadName, Room, RoomEvent, Status } from "./types.ts";

interface RoomOptions extends Pick<ConnectOptions, "url" | "code" | "storage"> {
  readonly token: string;
  /** Sends requests with the token. */
  readonly fetcher: Fetcher;
  readonly WebSocket: new (url: string) => unknown;
}

/** What a request is rejected with once the room is closed. */
const faultOf: Readonly<Record<ClosedReason, readonly [code: FaultCode, text: string]>> = {
  ended: ["session_ended", "The session has ended."],
  removed: ["removed", "The teacher removed this client from the session."],
  deleted: ["session_not_found", "The session was deleted."],
  signed_out: ["no_credential", "The token was revoked or has expired."],
  not_in_session: ["not_in_session", "This token has no seat in the session."],
  replaced: ["closed", "A newer connection of the same person replaced this one."],
  closed: ["closed", "The room was closed by close()."],
};

/** Opens the room. Resolves with it after the first welcome; rejects with a `Fault` if the server refuses the connection. */
export async function openRoom({ url, code, token, storage, fetcher, WebSocket }: RoomOptions): Promise<Room> {
  const { call, pages } = createCalls(fetcher);
  const path = { session: code };
  const listeners = createEventListeners();
  const waiting = createWaiting(listeners, () => (status.is === "closed" ? closedFault() : undefined));
  const statuses = createListeners<Status>();
  const closed = defer<ClosedReason>();
  const welcomed = defer<void>();
  let cursor: Cursor | undefined;
  let state: Pick<Room, "session" | "you"> | undefined;
  let status: Status = { is: "reconnecting", since: Date.now(), nextTry: null };

  const setStatus = (next: Status) => {
    status = next;
    statuses.notify(next);
  };
  const finish = (reason: ClosedReason) => {
    if (status.is === "closed") return;
    link.close();
    setStatus({ is: "closed", reason });
    link.outbox.giveUp("unreachable");
    waiting.rejectAll(closedFault());
    closed.resolve(reason);
  };
  const closedFault = () => new Fault(...(status.is === "closed" ? faultOf[status.reason] : faultOf.closed));

  function onEvent(event: LiveEvent): void {
    if (!cursor || !state || (event.seq !== undefined && event.seq <= cursor.seq)) return;
    if (event.seq !== undefined) cursor = { ...cursor, seq: event.seq };
    state = { session: fold(sessionSlice, state.session, event), you: fold(youSlice, state.you, event) };
    listeners.notify(event);
  }

  const link = openSessionLink({
    session: code,
    base: `${originOf(url).replace(/^http/, "ws")}/ws/live/`,
    storage,
    // A browser cannot send a token with a WebSocket.
    openSocket: openWithTicket(
      async () => (await call("POST /api/auth/ticket")).data.ticket,
      (address) => new WebSocket(address) as Socket,
    ),
    cursor: () => cursor,
    whyRefused: () =>
      whyRefused({ session: async () => (await call("GET /api/sessions/:session", { path })).data }, code),
    onWelcome(welcome) {
      if (!welcome.resumed) {
        cursor = { seq: welcome.seq, epoch: welcome.epoch };
        state = { session: welcome.session, you: welcome.you };
      }
      setStatus({ is: "live", resumed: welcome.resumed });
      welcomed.resolve();
    },
    onEvent,
    onChange() {
      const now = link.status();
      if (now.is === "reconnecting") setStatus({ is: now.is, since: now.since, nextTry: now.nextTry });
    },
    onClosed: finish,
  });

  const refused = closed.promise.then(() => {
    throw closedFault();
  });
  const current = await Promise.race([welcomed.promise.then(() => () => state as NonNullable<typeof state>), refused]);
  // The caller adds listeners as soon as it has the room.
  setTimeout(listeners.release);

  const at = <P extends ReadName>(name: P) => `GET /api/sessions/:session/${name}` as "GET /api/sessions/:session";
  return {
    token,
    closed: closed.promise,
    get session() {
      return current().session;
    },
    get you() {
      return current().you;
    },
    get status() {
      return status;
    },
    now: link.now,
    on: (name: EventName | "*", listener: (data: never, event: never) => unknown) =>
      listeners.add(name, listener as (data: never, event: RoomEvent) => unknown),
    once: waiting.once as Room["once"],
    onStatus: (listener) => statuses.add((next) => isolate(() => listener(next))),
    async send(name, ...[input, options]) {
      if (status.is === "closed") throw closedFault();
      const send = options?.retry === false ? link.outbox.sendNow : link.outbox.send;
      try {
        return (await send(name, (input ?? {}) as never)) as never;
      } catch (thrown) {
        // The outbox rejects what it gives up with the code as its message.
        const { code, message } = toRefusal(thrown);
        if (code === message) throw closedFault();
        throw code === "unreachable" ? new Fault(code, message) : toFault(thrown);
      }
    },
    view: (name, query) => dataOf(call(at(name), { path, query: query as never })) as Promise<never>,
    viewAll: (name, query) => dataOf(pages(at(name), maxItems, { path, query: query as never })) as Promise<never>,
    close: () => finish("closed"),
  };
}

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

/** A promise and the function that resolves it; Node 20 has no `Promise.withResolvers`. */
function defer<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
