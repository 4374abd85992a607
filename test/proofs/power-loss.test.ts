import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openChance, seed } from "../support/chance.ts";
import { openTestServer, temporaryFolder } from "../support/class.ts";
import { cutPower, powerNeeds, readTrace, recordPower } from "../support/power.ts";
import { openServerProcess } from "../support/process.ts";
import { makeClass } from "../support/program.ts";
import { figure, scaled } from "../support/proof.ts";
import { Sender } from "../support/sender.ts";

setDefaultTimeout(300_000);

/** Four students send commands to the real server, or to one that is changed so; gives the disk before, and the trace. */
async function record(folder: string, how: "real" | "FULL" | "NORMAL" | "OFF", commands: number) {
  const data = join(folder, how);
  const room = await (async () => {
    await using server = await openTestServer({ data });
    return await makeClass(server.url, { students: 4 });
  })();
  const base = readFileSync(join(data, databaseFile));
  expect(existsSync(join(data, `${databaseFile}-wal`))).toBe(false);
  const trace = join(folder, `${how}.trace`);
  const env = { ...(await recordPower(folder, trace)), SYNCHRONOUS: how };
  const script = how === "real" ? "serve.ts" : "serve-unsafe.ts";
  await using server = await openServerProcess(data, { env, script: join(import.meta.dir, "../support", script) });
  const url = `${server.url.replace("http", "ws")}/ws/live/${room.session.code}`;
  const send = ({ token }: { token: string }, n: number) =>
    new Sender(`s${n}`, token, (message) => ({ type: "help.request", data: { message } }), commands / 4).work(url);
  await Promise.all(room.students.map(send));
  await server.kill();
  return { base, records: readTrace(trace), session: room.session.id };
}

interface Outcome {
  images: number;
  unsynced: number;
  acknowledged: number;
  lost: number;
  damaged: number;
  torn: number;
}

/** Looks at the database in each image: is it sound, is its log without a gap, is every acknowledged command there. */
function inspect(
  { base, records, session }: Awaited<ReturnType<typeof record>>,
  count: number,
  folder: string,
): Outcome {
  const outcome: Outcome = { images: 0, unsynced: 0, acknowledged: 0, lost: 0, damaged: 0, torn: 0 };
  const acknowledged = new Set<string>();
  const file = join(folder, "image.db");
  cutPower({ base, records, count, chance: openChance(seed) }, ({ database, wal, unsynced }, sent) => {
    outcome.images += 1;
    if (unsynced > 0) outcome.unsynced += 1;
    for (const text of sent())
      for (const [, id] of text.matchAll(/\{"type":"ok","id":"([^"]+)"/g)) acknowledged.add(`${id}`);
    for (const suffix of ["", "-wal", "-shm"]) rmSync(file + suffix, { force: true });
    writeFileSync(file, database);
    writeFileSync(`${file}-wal`, wal);
    try {
      using sqlite = new Database(file);
      const [check] = sqlite.query<{ integrity_check: string }, []>("PRAGMA integrity_check").all();
      const rows = sqlite
        .query<{ seq: number; mark: string | null }, [string]>(
          "SELECT seq, json_extract(data, '$.message') AS mark FROM events WHERE session_id = ? ORDER BY seq",
        )
        .all(session);
      if (check?.integrity_check !== "ok") outcome.damaged += 1;
      if (rows.some(({ seq }, n) => seq !== n + 1)) outcome.torn += 1;
      const kept = new Set(rows.map(({ mark }) => mark));
      if (Array.from(acknowledged).some((id) => !kept.has(id))) outcome.lost += 1;
    } catch {
      outcome.damaged += 1;
    }
  });
  outcome.acknowledged = acknowledged.size;
  return outcome;
}

describe("D2 the power fails", () => {
  test.skipIf(powerNeeds === null)(
    `at random moments of the real server's writes: nothing acknowledged is lost, nothing is damaged (needs cc; seed ${seed})`,
    async () => {
      using folder = temporaryFolder();
      const commands = scaled(800, 2400);
      const full = inspect(await record(folder.path, "real", commands), scaled(150, 4000), folder.path);
      // The same with the write-ahead log moved into the database every 100 pages: the real server does it when it is idle.
      const trace = await record(folder.path, "FULL", commands);
      expect(trace.records.some(({ op, file }) => op === "W" && file === 0)).toBe(true);
      const moved = inspect(trace, scaled(50, 1000), folder.path);
      for (const { lost, damaged, torn, acknowledged } of [full, moved]) {
        expect({ seed, lost, damaged, torn, acknowledged }).toEqual({
          seed,
          lost: 0,
          damaged: 0,
          torn: 0,
          acknowledged: commands,
        });
      }
      // The power failed in the middle of work.
      expect(full.unsynced).toBeGreaterThan(full.images / 4);
      figure("D2", { what: "power cuts, FULL", value: full.images + moved.images, unit: "images" });
      figure("D2", { what: "of them with unsynced writes", value: full.unsynced + moved.unsynced, unit: "images" });
      figure("D2", {
        what: "images that lost an acknowledged command, FULL",
        value: full.lost + moved.lost,
        unit: "images",
        atMost: 0,
      });
      figure("D2", {
        what: "damaged or torn databases, FULL",
        value: full.damaged + full.torn + moved.damaged + moved.torn,
        unit: "images",
        atMost: 0,
      });

      // The same test notices a database that is less safe.
      const some = scaled(80, 500);
      const normal = inspect(await record(folder.path, "NORMAL", commands), some, folder.path);
      expect(normal.lost).toBeGreaterThan(some / 20);
      figure("D2", { what: "self-check: NORMAL loses in", value: normal.lost, unit: `of ${some} images`, atLeast: 1 });
      const off = inspect(await record(folder.path, "OFF", commands), some, folder.path);
      expect(off.damaged + off.torn).toBeGreaterThan(0);
      figure("D2", {
        what: "self-check: OFF damages",
        value: off.damaged + off.torn,
        unit: `of ${some} images`,
        atLeast: 1,
      });
    },
  );
});
