/** On a port that is taken the board was left behind: its first work came after the database was closed, and failed. */
import { expect, test } from "bun:test";
import { openTestServer } from "../support/class.ts";
import { keepLogRecords } from "../support/log-records.ts";

const logged = keepLogRecords("warning");

test("a server whose port is taken says so once, and nothing of it keeps running", async () => {
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
