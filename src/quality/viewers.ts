/**
 * The sockets of the board: handles their frames, and publishes events to those who follow them. An event is written once
 * per dialect that has a subscriber.
 */
import type { Server } from "bun";
import type { z } from "zod";
import type { BoardDialect } from "../dialects/board.ts";
import type { Message } from "../dialects/dialect.ts";
import { formatText } from "../dialects/envelopes.ts";
import { boardDialects } from "../dialects/index.ts";
import { closes } from "../domain/closes.ts";
import { parseInput } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import { type BoardRequestName, boardRequests } from "../domain/spc/events.ts";
import type { Peer, SocketHandler } from "../live/peer.ts";
import { close, orClose, own, send, unknownFrame } from "../live/socket.ts";
import { eventPublisher, type Subscribers, subscribe, textPublisher, unsubscribe } from "../live/topics.ts";
import { sliceMs } from "./slices.ts";
import type { EmittedBoardEvent } from "./turn.ts";
import { createViewerLimits } from "./viewer-limits.ts";
import { type Following, topicsOfEvent, topicsOfViewer } from "./viewer-topics.ts";

/** A connection to the board. */
export interface Viewer extends Peer, Following {
  readonly dialect: BoardDialect;
  /** The user of the credential, if any. */
  readonly user: User | undefined;
  /** The products that they may see; `undefined`: all. */
  sees: ReadonlySet<number> | undefined;
  /** The products that they subscribed to; if empty, all. */
  readonly chosen: Set<number>;
  readonly topics: Set<string>;
}

/** Handlers of the requests that a socket may send, by name. */
export type Reads = { readonly [K in BoardRequestName]: (input: never, viewer: Viewer) => unknown };

export interface Viewers extends SocketHandler {
  publish(event: EmittedBoardEvent): void;
  /** Closes the sockets whose path names this product. */
  closeProduct(product_id: number): void;
  /** Closes all viewers: the board continues in another program. */
  closeAll(): void;
  /** Looks up the permissions of all viewers again. */
  refresh(): void;
}

export interface ViewersOptions {
  /** A function, because the server starts to listen after the board is open. */
  readonly server: () => Server<Peer>;
  readonly reads: Reads;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The products that a user may see; `undefined`: all. */
  readonly visible: (user: User | undefined) => readonly number[] | undefined;
}

export function createViewers({ server, reads, now, visible }: ViewersOptions): Viewers {
  const subscribers: Subscribers = new Map();
  const publishText = textPublisher(server);
  let framesPublished = 0;
  const open = new Set<Viewer>();
  const limits = createViewerLimits();

  /** Replaces a viewer's subscriptions by these topics. */
  function follow(viewer: Viewer, topics: ReadonlySet<string>): void {
    for (const topic of viewer.topics) {
      if (topics.has(topic)) continue;
      unsubscribe(subscribers, viewer, topic);
      viewer.topics.delete(topic);
    }
    for (const topic of topics) {
      if (viewer.topics.has(topic)) continue;
      subscribe(subscribers, viewer, topic);
      viewer.topics.add(topic);
    }
  }

  /** Applies the current permissions of a viewer. */
  function applyPermissions(viewer: Viewer): void {
    const products = visible(viewer.user);
    viewer.sees = products && new Set(products);
    const { productId, sees } = viewer;
    if (productId !== null && sees && !sees.has(productId)) return close(viewer, closes.productHidden);
    follow(viewer, topicsOfViewer(viewer));
  }

  /** Viewers whose permissions must be looked up again. */
  let stale: Viewer[] = [];

  function refreshSome(): void {
    const until = performance.now() + sliceMs;
    while (stale.length > 0 && performance.now() < until) {
      const viewer = stale.pop();
      if (viewer && open.has(viewer)) orClose(viewer, () => applyPermissions(viewer));
    }
    if (stale.length > 0) setImmediate(refreshSome);
  }

  const handler: SocketHandler = {
    opened(viewer: Viewer) {
      open.add(viewer);
      limits.add(viewer);
      orClose(viewer, () => {
        const greeting = { productId: viewer.productId, at: toTime(now()) };
        for (const message of viewer.dialect.greet) send(viewer, message, greeting);
        applyPermissions(viewer);
      });
    },
    alive() {},
    received(viewer: Viewer, { name, data }) {
      const incoming = own(viewer.dialect.hears, name);
      if (!incoming) throw unknownFrame(name);
      const { input: schema }: { input: z.ZodType } = boardRequests[incoming.request];
      const input = parseInput(schema, data);
      const read = reads[incoming.request] as (input: unknown, viewer: Viewer) => unknown;
      const result = read(input, viewer);
      follow(viewer, topicsOfViewer(viewer));
      send(viewer, incoming.confirm, { result, at: toTime(now()) });
    },
    afterGreeting: (_, speak) => speak(),
    published: () => framesPublished,
    drained() {},
    closed(viewer: Viewer) {
      open.delete(viewer);
      limits.remove(viewer);
      follow(viewer, new Set());
    },
  };

  function publishBy(dialect: BoardDialect, { type, data, at }: EmittedBoardEvent): void {
    const frame = dialect.says[type] as Message<unknown> | undefined;
    if (!frame) return;
    const topics = topicsOfEvent(dialect, type, data).filter((topic) => subscribers.has(topic));
    if (topics.length === 0) return;
    const { envelope } = dialect;
    const text = formatText(envelope, envelope.close(frame.name, frame.make({ type, data, at: toTime(at) })));
    publishText(topics, frame.name, text);
    framesPublished += 1;
  }

  return {
    ...handler,
    publish: eventPublisher(() => boardDialects, publishBy),
    refresh() {
      const idle = stale.length === 0;
      stale = Array.from(open);
      if (idle) refreshSome();
    },
    closeAll() {
      for (const viewer of open) close(viewer, closes.moved);
    },
    closeProduct(product_id) {
      for (const viewer of open) if (viewer.productId === product_id) close(viewer, closes.productDeleted);
    },
  };
}
