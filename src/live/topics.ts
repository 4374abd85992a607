/**
 * Native topics for rooms and the quality board. The subscribers of each topic are counted, so that an event is encoded
 * once per dialect, and only if it has subscribers.
 */
import { getLogger } from "@logtape/logtape";
import type { Server } from "bun";
import { logPublished } from "./access-log.ts";
import type { Peer } from "./peer.ts";

const logger = getLogger(["lectern", "fan-out"]);

/** The number of sockets that subscribe to each topic. Topics without subscribers are absent. */
export type Subscribers = Map<string, number>;

export function subscribe(subscribers: Subscribers, { ws }: Peer, topic: string): void {
  ws?.subscribe(topic);
  subscribers.set(topic, (subscribers.get(topic) ?? 0) + 1);
}

/** Reverses one `subscribe` of this peer. Also works once the socket is closed. */
export function unsubscribe(subscribers: Subscribers, { ws }: Peer, topic: string): void {
  ws?.unsubscribe(topic);
  const left = (subscribers.get(topic) ?? 0) - 1;
  if (left > 0) subscribers.set(topic, left);
  else subscribers.delete(topic);
}

/** Publishes a frame as text on topics. */
export type PublishText = (topics: readonly string[], name: string, text: string) => void;

/** `server` is a function because it listens only once everything else is set up. */
export function textPublisher(server: () => Server<Peer>): PublishText {
  return (topics, name, text) => {
    for (const topic of topics) {
      logPublished(topic, name, text);
      server().publish(topic, text);
    }
  };
}

/** Publishes an event by every dialect that has listeners. Isolates failures: a dialect that throws must not affect the others. */
export function eventPublisher<D extends { readonly name: string }, E extends { readonly type: string }, Where = void>(
  dialectsOf: (where: Where) => Iterable<D>,
  publishBy: (dialect: D, event: E, where: Where) => void,
): (event: E, where: Where) => void {
  return (event, where) => {
    for (const dialect of dialectsOf(where)) {
      try {
        publishBy(dialect, event, where);
      } catch (cause) {
        const { name } = dialect;
        logger.error("{dialect} could not publish {type}: {cause}", { dialect: name, type: event.type, cause });
      }
    }
  };
}
