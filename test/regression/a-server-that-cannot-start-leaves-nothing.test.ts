/** On a port that is taken the board was left behind: its first work came after the database was closed, and failed. */
import { afterEach, expect, test } from "bun:test";
import { configure, type LogRecord, reset } from "@logtape/logtape";
import { openTestServer } from "../support/class.ts";

afterEach(() => reset());

test("a server whose port is taken says so once, and nothing of it keeps running", async () => {
  const logged: LogRecord[] = [];
  await configure({
    reset: true,
    sinks: { logged: (record) => void logged.push(record) },
    loggers: [
      { category: ["logtape", "meta"], sinks: [] },
      { category: ["lectern"], lowestLevel: "warning", sinks: ["logged"] },
    ],
  });
  await using first = await openTestServer();
  const { port } = new URL(first.url);
  const second = openTestServer({ port: Number(port) }).then(
    () => "started",
    ({ code }: { code: string }) => code,
  );
  expect(await second).toBe("EADDRINUSE");
  await new Promise((resolve) => setImmediate(resolve));
  expect(logged.map(({ category, rawMessage }) => [category, rawMessage])).toEqual([]);
});
