/** `--delete-classes-after`: classes are deleted some days after their end, and nothing else is. */
import { expect } from "bun:test";
import { createAuditWriter } from "../../src/live/audit-writer.ts";
import { expiredClasses, openRetention } from "../../src/live/retention.ts";
import { openStore } from "../../src/store/open.ts";
import { lecternInProcess } from "../cli/in-process.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { keepLogRecords } from "../support/log-records.ts";

const records = keepLogRecords("info");
const dayMs = 24 * 60 * 60 * 1000;

const inFolder = testAlone("it deletes in the data folder");

/** A folder with a class that ended today, one that ended and was reopened, and one that never ended. */
async function openPast(data: string, now = Date.now) {
  const server = await openTestServer({ data, now });
  const first = await openClass({ code: "OLD1", server });
  const { call, teacher } = first;
  const make = (code: string) => call("POST", "/api/sessions", teacher, { code, title: code });
  const change = (code: string, verb: string) => call("POST", `/api/sessions/${code}/${verb}`, teacher, {});
  await make("AGAIN1");
  await make("NEVER1");
  for (const code of ["OLD1", "AGAIN1", "NEVER1"]) await change(code, "start");
  const { token } = await first.join("Ann");
  await call("POST", "/api/sessions/OLD1/help", token, { message: "words of Ann" });
  for (const code of ["OLD1", "AGAIN1"]) await change(code, "end");
  await change("AGAIN1", "reopen");
  return { ...first, server };
}

inFolder("a class is deleted once it ended so many days ago; others stay, and the audit log says so", async () => {
  using folder = temporaryFolder();
  const { server, call, teacher } = await openPast(folder.path);
  await using _ = server;
  const { live } = server.server;
  using store = openStore(folder.path);
  let now = Date.now() + 29 * dayMs;
  const audit = createAuditWriter(store, () => now);
  const retention = openRetention({ store, live, audit, now: () => now, days: 30, elapsed: () => now });
  await retention.run();
  expect((await call("GET", "/api/sessions/OLD1", teacher)).status).toBe(200);
  now += 2 * dayMs;
  await retention.run();
  const codes = (await call("GET", "/api/sessions", teacher)).body.map(({ code }: { code: string }) => code);
  expect(codes.sort()).toEqual(["AGAIN1", "NEVER1"]);
  audit.flush();
  expect(store.audit.list({ limit: 1 })[0]).toMatchObject({
    action: "session.expire",
    target: "OLD1",
    detail: "after 30 days",
    from: "server",
  });
  expect(expiredClasses(store, 30, now)).toEqual([]);
});

inFolder("if the clock jumps ahead, no class is deleted before somebody signs in on a later day", async () => {
  using folder = temporaryFolder();
  let now = Date.now();
  let elapsed = 0;
  await using server = (await openPast(folder.path, () => now)).server;
  const codes = async (token: string) =>
    (await server.call("GET", "/api/sessions", token)).body.map(({ code }: { code: string }) => code).sort();
  const { live } = server.server;
  using store = openStore(folder.path);
  const audit = createAuditWriter(store, () => now);
  const retention = openRetention({ store, live, audit, now: () => now, days: 30, elapsed: () => elapsed });
  now += 40 * dayMs;
  await retention.run();
  const teacher = await server.teacher();
  elapsed += 2 * dayMs;
  now += 2 * dayMs;
  await retention.run();
  expect(await codes(teacher)).toEqual(["AGAIN1", "NEVER1", "OLD1"]);
  const log = records.filter(({ category }) => category.includes("retention")).map(({ rawMessage }) => rawMessage);
  expect(log.at(-1)).toMatch(/^the clock may be wrong/);
  await server.teacher();
  await retention.run();
  expect(await codes(teacher)).toEqual(["AGAIN1", "NEVER1"]);
});

inFolder("other work is done between two classes; a failing database is logged, not thrown", async () => {
  using folder = temporaryFolder();
  let now = Date.now();
  const { server, call, teacher } = await openPast(folder.path, () => now);
  await using _ = server;
  now += 10 * dayMs;
  for (const path of ["OLD1/reopen", "OLD1/end", "NEVER1/end"]) {
    expect((await call("POST", `/api/sessions/${path}`, teacher, {})).status).toBe(200);
  }
  now += 25 * dayMs;
  const store = openStore(folder.path);
  const { live } = server.server;
  const audit = createAuditWriter(store, () => now);
  const retention = openRetention({ store, live, audit, now: () => now, days: 30, elapsed: () => now });
  // Two classes began 35 days ago and ended 25 days ago, so that none is deleted.
  let others = 0;
  setImmediate(() => (others += 1));
  const atOnce = retention.run().then(() => others);
  expect(await atOnce).toBe(1);
  store[Symbol.dispose]();
  await retention.run();
  expect(records.at(-1)?.rawMessage).toContain("the deletion of old classes");
});

inFolder("lectern session expired shows what would be deleted, and deletes nothing", async () => {
  using folder = temporaryFolder();
  const lastYear = Date.now() - 300 * dayMs;
  const past = await openPast(folder.path, () => lastYear);
  await past.server.server.stop();
  const expired = (days: string) =>
    lecternInProcess(["session", "expired", "--delete-classes-after", days, "--json", "--data", folder.path]);
  expect(JSON.parse((await expired("299")).out)).toMatchObject([{ code: "OLD1", teacher: "Teacher" }]);
  expect(JSON.parse((await expired("301")).out)).toEqual([]);
  expect(JSON.parse((await expired("299")).out).length).toBe(1);
  const none = await lecternInProcess(["session", "expired", "--data", folder.path]);
  expect([none.exit, none.err]).toEqual([
    2,
    "lectern: No session is ever deleted by its age: say --delete-classes-after how many days.\n",
  ]);
});

inFolder(
  "a server announces how much it is going to delete; if nothing happened for long, it waits a day",
  async () => {
    using folder = temporaryFolder();
    const start = Date.now();
    await (await openPast(folder.path)).server.server.stop();
    const announced = async (later: number) => {
      await (
        await openTestServer({ data: folder.path, now: () => start + later, deleteClassesAfter: 1 })
      ).server.stop();
      return records.findLast(({ category }) => category.includes("retention"))?.properties;
    };
    expect(await announced(2 * dayMs)).toEqual({ due: 1, days: 1, minutes: 10 });
    expect(await announced(90 * dayMs)).toEqual({ due: 1, days: 1, minutes: 24 * 60 });
  },
);
