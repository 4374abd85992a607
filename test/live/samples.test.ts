import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import type { Outgoing } from "../../src/live/fan-out.ts";
import { newRoom, type Room } from "../../src/live/room.ts";
import { openSamples } from "../../src/live/samples.ts";
import { ann, at, bob, paperRoom, teacher } from "../support/rules.ts";

describe("a sample of the state", () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A room with an open poll, and the counts that were published: how many votes at which millisecond. */
  function openPoll() {
    const poll = { kind: "choice", question: "?", options: [{ text: "A" }, { text: "B" }], results: "live" };
    const paper = paperRoom().after(teacher, "poll.create", poll).after(teacher, "poll.open", { poll_id: 1 });
    const room: Room = { ...newRoom("room", at), state: paper.state };
    const published: [votes: number, ms: number][] = [];
    const publish = ({ data }: Outgoing) => published.push([(data as any).votes, paper.clock.now - at]);
    const samples = openSamples({ publish, now: () => paper.clock.now });
    return {
      room,
      published,
      samples,
      passes(ms: number) {
        for (let passed = 0; passed < ms; passed += 10) {
          paper.clock.now += 10;
          jest.advanceTimersByTime(10);
        }
      },
      votes(who: typeof ann, option = 1) {
        paper.after(who, "poll.vote", { poll_id: 1, choices: [option] });
        samples.after("poll.voted", room);
      },
    };
  }

  test("is published at once, and then at most every 200 ms, with the last state at the end", () => {
    const { votes, passes, published } = openPoll();
    for (let ms = 0; ms < 500; ms += 10) {
      votes(ann, 1 + (ms % 2));
      if (ms === 450) votes(bob);
      passes(10);
    }
    passes(10_000);
    expect(published).toEqual([
      [1, 0],
      [1, 200],
      [1, 400],
      [2, 600],
    ]);
  });

  test("is not published after other events", () => {
    const { samples, room, passes, published } = openPoll();
    samples.after("poll.opened", room);
    passes(1000);
    expect(published).toEqual([]);
  });

  test("waits while the state holds events of a failed commit", () => {
    const { votes, room, passes, published } = openPoll();
    room.behind = true;
    votes(ann);
    passes(300);
    expect(published).toEqual([]);
    room.behind = false;
    passes(300);
    expect(published).toEqual([[1, 400]]);
  });

  test("stops with its room", () => {
    const { votes, samples, room, passes, published } = openPoll();
    votes(ann);
    votes(bob);
    samples.forget(room);
    passes(1000);
    expect(published).toEqual([[1, 0]]);
  });
});
