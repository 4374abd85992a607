/**
 * Who is at the board: what happens on a socket that leads there, and how an event reaches those who follow it. It is
 * written once per dialect that has a listener, and published on one native topic per dialect, event, product and
 * priority.
 */
import type { Server } from "bun";
import type { z } from "zod";
import type { BoardDialect, BoardDoor } from "../dialects/board.ts";
import type { Message } from "../dialects/dialect.ts";
import { boardDialects } from "../dialects/index.ts";
import { closes } from "../domain/closes.ts";
import { parseInput } from "../domain/faults.ts";
import { toTime } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import type { Preferences } from "../domain/spc/alert.ts";
import {
  type BoardEvent,
  type BoardEventName,
  type BoardRequestName,
  boardEvents,
  boardRequests,
} from "../domain/spc/events.ts";
import type { Peer, SocketHandler } from "../live/peer.ts";
import { close, orClose, own, send, unknownFrame } from "../live/socket.ts";
import { eventPublisher, type Subscribers, subscribe, textPublisher, unsubscribe } from "../live/topics.ts";
import type { EmittedBoardEvent } from "./turn.ts";

/** Someone at the board. */
export interface Viewer extends Peer {
  readonly dialect: BoardDialect;
  readonly door: BoardDoor;
  /** The product that their path names. */
  readonly productId: number | null;
  readonly wants: Preferences;
  /** Whose credential it is, if any. */
  readonly user: User | undefined;
  /** The products that they may see; `undefined`: every one. */
  sees: ReadonlySet<number> | undefined;
  /** The products they asked for; every one where it is empty. */
  readonly chosen: Set<number>;
  readonly topics: Set<string>;
}

/** What is asked over a socket that is not the socket's own matter. */
export type Reads = { readonly [K in BoardRequestName]: (input: never, viewer: Viewer) => unknown };

export interface Viewers extends SocketHandler {
  publish(telling: EmittedBoardEvent): void;
  /** Closes the sockets that tell of this product alone. */
  closeProduct(product_id: number): void;
  /** Looks up again what everybody may see. */
  refresh(): void;
}

export interface ViewersOptions {
  /** Asked for late: it listens only once everything else stands. */
  readonly server: () => Server<Peer>;
  readonly reads: Reads;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The products that a user may see; `undefined`: every one. */
  readonly visible: (user: User | undefined) => readonly number[] | undefined;
}

/** How long permissions are looked up at a time, in ms, before other work has its turn. */
const refreshSliceMs = 4;

/** Sockets at a time: of one credential; and of one address without any, which a whole class may share. */
const socketsPerCredential = 8;
const socketsPerAddress = 100;
const priorities = [1, 2, 3, 4];

/** Events that have a priority are told on a topic of their own for each; who follows from 3 on hears 3 and 4. */
const topicOf = (dialect: BoardDialect, event: string, of: { product: number | "every"; priority: number | "any" }) =>
  `board/${dialect.name}/${event}/${of.product}/${of.priority}`;

function hasPriority(event: BoardEventName): boolean {
  const { hasPriority = false }: BoardEvent = boardEvents[event];
  return hasPriority;
}

export function openViewers({ server, reads, now, visible }: ViewersOptions): Viewers {
  const subscribers: Subscribers = new Map();
  const publishText = textPublisher(server);
  let framesPublished = 0;
  const open = new Set<Viewer>();
  /** Viewers by credential or address, oldest first. */
  const groups = new Map<string, Set<Viewer>>();

  /** Adds a viewer to those of their credential; the oldest of too many is closed. */
  function join(viewer: Viewer): void {
    const key = viewer.credential ?? viewer.who.key;
    const group = groups.get(key) ?? new Set();
    groups.set(key, group.add(viewer));
    const [oldest] = group;
    const max = viewer.credential === undefined ? socketsPerAddress : socketsPerCredential;
    if (!oldest || group.size <= max) return;
    group.delete(oldest);
    close(oldest, closes.replaced);
  }

  function leave(viewer: Viewer): void {
    const key = viewer.credential ?? viewer.who.key;
    const group = groups.get(key);
    if (group?.delete(viewer) && group.size === 0) groups.delete(key);
  }

  /** Moves a viewer's subscriptions to what they follow now. */
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

  function look(viewer: Viewer): void {
    const products = visible(viewer.user);
    viewer.sees = products && new Set(products);
    const { productId, sees } = viewer;
    if (productId !== null && sees && !sees.has(productId)) return close(viewer, closes.productHidden);
    follow(viewer, topicsOf(viewer));
  }

  /** Those whose permissions are to be looked up again. */
  let stale: Viewer[] = [];

  function refreshSome(): void {
    const until = performance.now() + refreshSliceMs;
    while (stale.length > 0 && performance.now() < until) {
      const viewer = stale.pop();
      if (viewer && open.has(viewer)) orClose(viewer, () => look(viewer));
    }
    if (stale.length > 0) setImmediate(refreshSome);
  }

  const places: SocketHandler = {
    opened(viewer: Viewer) {
      open.add(viewer);
      join(viewer);
      orClose(viewer, () => {
        const greeting = { productId: viewer.productId, at: toTime(now()) };
        for (const message of viewer.dialect.greet) send(viewer, message, greeting);
        look(viewer);
      });
    },
    alive() {},
    received(viewer: Viewer, { name, data }) {
      const heard = own(viewer.dialect.hears, name);
      if (!heard) throw unknownFrame(name);
      const { input: schema }: { input: z.ZodType } = boardRequests[heard.request];
      const input = parseInput(schema, data);
      const read = reads[heard.request] as (input: unknown, viewer: Viewer) => unknown;
      const result = read(input, viewer);
      follow(viewer, topicsOf(viewer));
      send(viewer, heard.confirm, { result, at: toTime(now()) });
    },
    afterGreeting: (_, speak) => speak(),
    published: () => framesPublished,
    drained() {},
    closed(viewer: Viewer) {
      open.delete(viewer);
      leave(viewer);
      follow(viewer, new Set());
    },
  };

  /** The topics of an event in a dialect that anyone listens to. */
  function heardOn(dialect: BoardDialect, type: BoardEventName, data: { product_id: number; priority?: number }) {
    const priority = hasPriority(type) ? (data.priority ?? "any") : "any";
    return ([data.product_id, "every"] as const)
      .map((product) => topicOf(dialect, type, { product, priority }))
      .filter((topic) => subscribers.has(topic));
  }

  function publishBy(dialect: BoardDialect, { type, data, at }: EmittedBoardEvent): void {
    const said = dialect.says[type] as Message<unknown> | undefined;
    if (!said) return;
    const topics = heardOn(dialect, type, data);
    if (topics.length === 0) return;
    const text = JSON.stringify(dialect.envelope.close(said.name, said.make({ type, data, at: toTime(at) })));
    publishText(topics, said.name, text);
    framesPublished += 1;
  }

  return {
    ...places,
    publish: eventPublisher(boardDialects, publishBy),
    refresh() {
      const idle = stale.length === 0;
      stale = Array.from(open);
      if (idle) refreshSome();
    },
    closeProduct(product_id) {
      for (const viewer of open) if (viewer.productId === product_id) close(viewer, closes.productDeleted);
    },
  };
}

/** The topics of what a viewer follows. */
function topicsOf({ dialect, door, productId, wants, chosen, sees }: Viewer): Set<string> {
  const topics = new Set<string>();
  for (const [event, which] of Object.entries(door.follows) as [BoardEventName, "every" | "subscribed"][]) {
    const wanted = which === "subscribed" && chosen.size > 0 ? chosen : wants.products;
    const products = productId === null ? seen(wanted, sees) : [productId];
    const levels = hasPriority(event) ? priorities.filter((level) => level >= wants.min_priority) : ["any" as const];
    for (const product of products) {
      for (const priority of levels) topics.add(topicOf(dialect, event, { product, priority }));
    }
  }
  return topics;
}

/** Of the products that somebody wants to hear of (all if there is no list), those that they may see. */
function seen(wanted: Iterable<number> | null, sees: ReadonlySet<number> | undefined): readonly (number | "every")[] {
  if (!wanted) return sees ? [...sees] : ["every"];
  return sees ? Array.from(wanted).filter((id) => sees.has(id)) : [...wanted];
}
