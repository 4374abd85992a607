/** Databases that older versions wrote: this version answers what those did, also if the update was killed. */
import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { databaseFile, openStore } from "../../src/store/open.ts";
import { openTestServer, temporaryFolder } from "../support/class.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { TestSocket } from "../support/socket.ts";
import { asked, startedAt } from "./written-by/asked.ts";
import { differencesFrom } from "./written-by/compare.ts";
import { askedOf, versions, writeOld } from "./written-by/open.ts";

setDefaultTimeout(30_000);
const logged = keepLogRecords("info");

/** An hour after the older version wrote it. */
const later = () => startedAt + 3_600_000;

describe.each(versions)("a database written by %s", (version) => {
  const { students, answered, answers } = askedOf(version);

  test("has every class, lesson and measurement, as that version answered", async () => {
    using folder = temporaryFolder();
    writeOld(version, folder.path);
    await using server = await openTestServer({ data: folder.path, now: later });
    expect(await differencesFrom(version, server)).toEqual([]);
    expect(Object.keys(answers).length).toBe(
      asked({ codes: ["1", "2"], products: version === "0.2.0" ? [] : [1] }).length,
    );
  });

  test("lets its students back in, and answers a repeated command as before", async () => {
    using folder = temporaryFolder();
    writeOld(version, folder.path);
    await using server = await openTestServer({ data: folder.path, now: later });
    const open = answered.filter(({ code }) => code === "OPEN22");
    expect(open.length).toBe(3);
    for (const { code, token, command, answer } of open) {
      await using socket = await TestSocket.open(`${server.url}/ws/live/${code}`, token);
      const welcome = await socket.next();
      expect(welcome.data.session.title).toBe("Class OPEN22");
      socket.send(command);
      expect(await socket.until("ok")).toEqual(answer);
    }
    const [, [, other = ""] = []] = students;
    const path = "/api/sessions/OPEN22/messages";
    expect((await server.call("POST", path, other, { content: "Back again" })).status).toBe(200);
  });

  test("is updated as a whole or not at all, wherever the update is killed", async () => {
    using folder = temporaryFolder();
    const whole = join(folder.path, "whole");
    writeOld(version, whole);
    const steps = Number(await update(whole, 0));
    expect(steps).toBeGreaterThan(20);
    openStore(whole)[Symbol.dispose]();
    const expected = contentOf(whole);
    // The copy, the first statements, some in the middle, the last one, and before the commit.
    for (const step of [1, 2, 3, Math.floor(steps / 3), Math.floor(steps / 2), steps - 1, steps]) {
      const data = join(folder.path, `killed-${step}`);
      writeOld(version, data);
      const before = contentOf(data);
      expect(await update(data, step)).toBe("SIGKILL");
      expect({ step, content: contentOf(data) }).toEqual({ step, content: before });
      openStore(data)[Symbol.dispose]();
      expect({ step, content: contentOf(data) }).toEqual({ step, content: expected });
      const copies = readdirSync(join(data, "backups"));
      expect(copies.filter((name) => name.endsWith(".unfinished"))).toEqual([]);
      expect(copies.length).toBeGreaterThan(0);
    }
  });
});

/** Updates the data in a process that kills itself before the step (0: never). Returns its output, or the signal. */
async function update(data: string, step: number): Promise<string> {
  const script = join(import.meta.dir, "written-by/killed.ts");
  const child = Bun.spawn([process.execPath, script, data, String(step)], { stdout: "pipe", stderr: "inherit" });
  const output = await new Response(child.stdout).text();
  await child.exited;
  return String(child.signalCode ?? output.trim());
}

/** Every table with its rows, except what differs from database to database. */
function contentOf(data: string): Record<string, unknown> {
  using sqlite = new Database(join(data, databaseFile));
  expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  const tables = sqlite
    .query<{ name: string; sql: string }, []>("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
    .filter(({ name }) => name !== "sqlite_sequence" && name !== "meta");
  return Object.fromEntries(
    tables.map(({ name, sql }) => [name, [sql, sqlite.query(`SELECT * FROM "${name}"`).values()]]),
  );
}

test("the update of a large database says how far it is", async () => {
  const linesOf = (data: string) => {
    const before = logged.length;
    openStore(data)[Symbol.dispose]();
    return logged
      .slice(before)
      .map(({ message }) => message.join(""))
      .filter((line) => line.includes("the database of"));
  };
  using folder = temporaryFolder();
  writeOld("0.3.0", folder.path);
  const small = join(folder.path, "small");
  writeOld("0.3.0", small);
  expect(linesOf(small)).toEqual([]);
  using sqlite = new Database(join(folder.path, databaseFile));
  sqlite.run(
    `WITH RECURSIVE n(seq) AS (SELECT 1000 UNION ALL SELECT seq + 1 FROM n WHERE seq < 100000)
     INSERT INTO events (session_id, seq, at, type, data) SELECT (SELECT id FROM sessions LIMIT 1), seq, seq, 'x', '{}' FROM n`,
  );
  sqlite.close();
  const [first, ...others] = linesOf(folder.path);
  expect(first).toMatch(/^updating the database of 1000\d\d events: 0 %, step 1 of \d+ \(copying it\)$/);
  expect(others.at(-1)).toMatch(/^updated the database of 1000\d\d events in [\d.]+ s$/);
  expect(linesOf(folder.path)).toEqual([]);
});
