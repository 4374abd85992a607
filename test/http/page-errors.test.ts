/** Errors of pages in the server's log: without personal data, and only a few a minute. */
import { beforeEach, expect, test } from "bun:test";
import type { LogRecord } from "@logtape/logtape";
import { toReport } from "../../src/web/page-errors.ts";
import { testAlone } from "../support/alone.ts";
import { openClass } from "../support/class.ts";
import { fromAddress } from "../support/from-address.ts";
import { keepLogRecords } from "../support/log-records.ts";

const records = keepLogRecords("warning") as LogRecord[];
beforeEach(() => {
  records.length = 0;
});
const lines = () => records.filter(({ category }) => category[1] === "pages").map(({ properties }) => properties);

function thrownBy(message: string): Error {
  const error = new TypeError(message);
  error.stack = [
    `TypeError: ${message}`,
    "    at render (http://192.168.0.7:8000/assets/main-1a2b3c.js:3:1204)",
    "go@http://192.168.0.7:8000/assets/docs.js:1:7",
  ].join("\n");
  return error;
}

test("a page's error is logged with its type and place, without its message or the class's code", async () => {
  await using room = await openClass({});
  const report = toReport(thrownBy("no step of Mina Kim"), "/s/ABCD12");
  expect((await room.call("POST", "/api/page-errors", undefined, report)).status).toBe(204);
  expect(lines()).toEqual([{ error: "TypeError", page: "s", at: "main-1a2b3c.js:3:1204 docs.js:1:7", omitted: 0 }]);
  expect(JSON.stringify(report)).not.toMatch(/Mina|ABCD12|192/);
});

const withAddresses = testAlone("the load balancer does not tell the clients' addresses");

withAddresses("two hundred reports of one browser leave five lines, and those of others are still logged", async () => {
  await using room = await openClass({});
  const report = toReport(thrownBy("again"), "/");
  const { token } = await room.join("Mina");
  for (let n = 0; n < 200; n++) await room.call("POST", "/api/page-errors", undefined, report);
  expect(lines()).toHaveLength(5);
  await room.call("POST", "/api/page-errors", token, report);
  await room.call("POST", "/api/page-errors", room.teacher, report);
  using neighbor = fromAddress(room.url, "127.0.0.2");
  await neighbor.post("/api/page-errors", report);
  expect(lines().map(({ omitted }) => omitted)).toEqual([0, 0, 0, 0, 0, 195, 0, 0]);
});

test("seventy participants with a report each leave about sixty lines", async () => {
  await using room = await openClass({});
  const report = toReport(thrownBy("again"), "/");
  for (let n = 0; n < 70; n++) {
    const { token } = await room.join(`Student ${n}`);
    await room.call("POST", "/api/page-errors", token, report);
  }
  expect(lines().length).toBeGreaterThanOrEqual(60);
  expect(lines().length).toBeLessThan(70);
});

test("a report with any other text is rejected and not logged", async () => {
  await using room = await openClass({});
  const report = toReport("not an error", "/elsewhere/x");
  expect(report).toEqual({ page: "other", error: "Unknown", frames: [] });
  for (const wrong of [{ error: "Mina\nKim" }, { page: "/s/ABCD12" }, { frames: ["Mina"] }, { message: "Mina" }]) {
    const { status } = await room.call("POST", "/api/page-errors", undefined, { ...report, ...wrong });
    expect(status).toBe(422);
  }
  expect(lines()).toEqual([]);
});
