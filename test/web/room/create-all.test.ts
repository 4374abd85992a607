/** An import of questions into a class. */
import { expect, test } from "bun:test";
import type { PreparedPollInput } from "../../../src/domain/quiz/prepared-poll.ts";
import { createAll } from "../../../src/web/room/polls/create-all.ts";

const polls: PreparedPollInput[] = ["One?", "Two?", "Three?"].map((question) => ({
  kind: "words",
  question,
  results: "closed",
}));

test("ends when its dialog is closed, and tells how many polls were made", async () => {
  const closing = new AbortController();
  const made: unknown[] = [];
  const counts: number[] = [];
  const live = {
    send: async (_: string, { question }: any) => {
      made.push(question);
      if (made.length === 2) closing.abort();
    },
  } as any;
  const progress = { signal: closing.signal, onAdded: (count: number) => void counts.push(count) };
  expect(await createAll(live, polls, progress)).toEqual({ added: 2 });
  expect(made).toEqual(["One?", "Two?"]);
  expect(counts).toEqual([1, 2]);
});
