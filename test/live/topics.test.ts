/** What rooms and the board have in common as they publish. */
import { expect, test } from "bun:test";
import type { Peer } from "../../src/live/peer.ts";
import { eventPublisher, type Subscribers, subscribe, unsubscribe } from "../../src/live/topics.ts";

test("a topic has subscribers as long as one of its sockets is open", () => {
  const subscribers: Subscribers = new Map();
  const closed = { ws: undefined } as Peer;
  for (const topic of ["a", "a", "b"]) subscribe(subscribers, closed, topic);
  unsubscribe(subscribers, closed, "b");
  expect(subscribers).toEqual(new Map([["a", 2]]));
  unsubscribe(subscribers, closed, "a");
  expect(subscribers.has("a")).toBe(true);
  unsubscribe(subscribers, closed, "a");
  unsubscribe(subscribers, closed, "a");
  expect(subscribers).toEqual(new Map());
});

test("an event is published by every other dialect if one throws", () => {
  const heard: string[] = [];
  const publish = eventPublisher<{ name: string }, { type: string }, string>(
    () => ["one", "broken", "three"].map((name) => ({ name })),
    ({ name }, { type }, where) => {
      if (name === "broken") throw new Error("a bug in a dialect");
      heard.push(`${name}: ${type} in ${where}`);
    },
  );
  publish({ type: "opened" }, "the room");
  expect(heard).toEqual(["one: opened in the room", "three: opened in the room"]);
});
