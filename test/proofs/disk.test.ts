import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { buildProgram } from "../../scripts/prepare.ts";
import { databaseFile } from "../../src/store/open.ts";
import { openChance, seed } from "../support/chance.ts";
import { caller, openTestServer, temporaryFolder } from "../support/class.ts";
import { inParallel, LiveClient, prepareClass } from "../support/load.ts";
import { fillLog } from "../support/long-log.ts";
import { makeOldData } from "../support/old-data.ts";
import { openProgram } from "../support/program.ts";
import { figure, percentile, scaled, watch } from "../support/proof.ts";
import { openSlowDisk, slowDiskNeeds } from "../support/slow-disk.ts";

setDefaultTimeout(300_000);

const post = (url: string, path: string, token: string, body: unknown) => caller(url)("POST", path, token, body);

/** How many events of a type a session's log has. */
function countEvents(data: string, session: string, type: string): number {
  using sqlite = new Database(join(data, databaseFile), { readonly: true });
  expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  const query = "SELECT count(*) AS count FROM events WHERE session_id = ? AND type = ?";
  return (sqlite.query<{ count: number }, [string, string]>(query).get(session, type) ?? { count: 0 }).count;
}

describe("D3 a slow disk", () => {
  for (const delay of scaled([20], [5, 20, 100])) {
    test.skipIf(slowDiskNeeds === null)(
      `of ${delay} ms per fsync: a whole class answers at once, and everyone is acknowledged (needs cc)`,
      async () => {
        const count = scaled(60, 300);
        using folder = temporaryFolder();
        const data = join(folder.path, "data");
        const room = await prepareClass(data, { students: count });
        const disk = await openSlowDisk(folder.path);
        const server = await openProgram({ data, env: disk.env });
        await using _ = server;
        const url = `${server.url}/ws/live/${room.session.code}`;
        const heard = { steps: [] as number[], published: 0 };
        const students = await inParallel(room.students, 50, ({ token }) =>
          LiveClient.open(url, token, ({ type }) => {
            if (type === "step.changed") heard.steps.push(performance.now() - heard.published);
          }),
        );
        using teacher = await LiveClient.open(url, room.teacher);
        disk.delay(delay);
        const health = watch(async () => {
          expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
        });
        const rounds = scaled(2, 5);
        const times: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const answers = students.map((student) => student.time("feedback.give", { feedback_type: "OK" }));
          times.push(...(await Promise.all(answers)));
          heard.published = performance.now();
          await teacher.time("step.start", { subtask_id: 1 + (round % 3) });
          await Promise.all(students.map((student) => student.ask("ping")));
        }
        const healthTimes = await health.stop();
        disk.delay(0);
        expect(heard.steps.length).toBe(count * rounds);
        for (const student of students) student[Symbol.dispose]();
        server.signal("SIGTERM");
        expect(await server.exited).toBe(0);
        expect(countEvents(data, room.session.id, "feedback.given")).toBe(count * rounds);
        const at = `at ${delay} ms`;
        figure("D3", {
          what: `p99 of ${count} acknowledgements ${at}`,
          value: percentile(times, 99),
          unit: "ms",
          atMost: 2 * delay + 60,
        });
        figure("D3", {
          what: `p99 of a new step's arrival ${at}`,
          value: percentile(heard.steps, 99),
          unit: "ms",
          atMost: 2 * delay + 100,
        });
        figure("D3", { what: `slowest /healthz ${at}`, value: Math.max(...healthTimes), unit: "ms", atMost: 200 });
      },
    );
  }
});

const canMount =
  process.platform === "linux" &&
  Bun.which("unshare") !== null &&
  Bun.spawnSync(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], { stderr: "ignore" }).success;

test.skipIf(!canMount)("D4 on a disk that is mounted read-only, one line says so (needs root)", async () => {
  using folder = temporaryFolder();
  const program = await buildProgram();
  const mount = `mount -t tmpfs -o ro none '${folder.path}' && exec '${program}' serve --port 0 --data '${folder.path}'`;
  const child = Bun.spawn(["unshare", "-m", "sh", "-c", mount], { stdout: "ignore", stderr: "pipe" });
  const [exit, said] = await Promise.all([child.exited, new Response(child.stderr).text()]);
  expect([exit, said.trim().split("\n").length]).toEqual([1, 1]);
  expect(said).toContain("--data");
});

describe("D5 a database of an older version", () => {
  /** The rows of every table but the migrations' own. */
  const rowsOf = (data: string) => {
    using sqlite = new Database(join(data, databaseFile), { readonly: true });
    expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const tables = ["users", "sessions", "lessons", "subtasks", "events", "answers", "credentials"];
    const count = (table: string) => sqlite.query(`SELECT count(*) AS n FROM ${table}`).get() as { n: number };
    return Object.fromEntries(tables.map((table) => [table, count(table).n]));
  };

  /** Fills what `makeOldData` made with a class as the version of then would have left it. */
  function fill(data: string): void {
    using sqlite = new Database(join(data, databaseFile));
    const { id: teacher } = sqlite.query("SELECT id FROM users LIMIT 1").get() as { id: number };
    sqlite.run("INSERT INTO lessons (title, owner_id, created_at) VALUES ('Lesson', ?, 1)", [teacher]);
    sqlite.run("INSERT INTO subtasks (lesson_id, order_index, title) VALUES (1, 1, 'Step')");
    const insert = sqlite.prepare(
      "INSERT INTO events (session_id, seq, at, type, actor, data) VALUES (?, ?, ?, 'chat.sent', NULL, ?)",
    );
    sqlite.transaction(() => {
      for (let n = 0; n < 20; n++) {
        const session = Bun.randomUUIDv7();
        sqlite.run("INSERT INTO sessions (id, code, instructor_id, created_at) VALUES (?, ?, ?, 1)", [
          session,
          `OLD${n}`,
          teacher,
        ]);
        for (let seq = 1; seq <= 200; seq++) insert.run(session, seq, seq, JSON.stringify({ content: `${seq}` }));
        sqlite.run("INSERT INTO answers (session_id, participant_id, client_id, answer) VALUES (?, 'p', 'c', '{}')", [
          session,
        ]);
        sqlite.run("INSERT INTO credentials (hash, user_id, created_at, expires_at) VALUES (?, ?, 1, 2e12)", [
          session,
          teacher,
        ]);
      }
    })();
  }

  for (const migrations of [1, 2, 3]) {
    test(`with ${migrations} migrations is migrated, over kills in the middle, with every row (seed ${seed})`, async () => {
      const chance = openChance(seed + migrations);
      const kills = scaled(3, 20);
      using folder = temporaryFolder();
      const old = join(folder.path, "old");
      makeOldData(old, migrations);
      fill(old);
      const before = rowsOf(old);
      expect(before).toMatchObject({ sessions: 20, events: 4000, answers: 20 });
      // How long a start takes here, until the database is migrated.
      const probe = join(folder.path, "probe");
      cpSync(old, probe, { recursive: true });
      const open = [
        "-e",
        `(await import(${JSON.stringify(join(import.meta.dir, "../../src/store/open.ts"))})).openStore(process.argv[1])`,
      ];
      const began = performance.now();
      expect(await Bun.spawn([process.execPath, ...open, probe]).exited).toBe(0);
      const whole = performance.now() - began;
      for (let kill = 0; kill < kills; kill++) {
        const data = join(folder.path, `kill-${kill}`);
        cpSync(old, data, { recursive: true });
        const child = Bun.spawn([process.execPath, ...open, data], { stderr: "ignore" });
        await Bun.sleep(whole * (0.3 + 0.7 * chance()));
        child.kill("SIGKILL");
        await child.exited;
        await using server = await openTestServer({ data });
        expect((await server.call("GET", "/healthz")).status).toBe(200);
        expect({ seed, kill, rows: rowsOf(data) }).toEqual({ seed, kill, rows: before });
      }
      figure("D5", { what: `kills while ${migrations} of the migrations became all`, value: kills, unit: "times" });
    });
  }
});

describe("D6 a backup under load", () => {
  test("has everything that was acknowledged before it began, and stalls nobody", async () => {
    using folder = temporaryFolder();
    const data = join(folder.path, "data");
    const room = await prepareClass(data, { students: scaled(20, 100) });
    // About 50 MiB.
    fillLog(data, room.session.id, room.lesson, scaled(5000, 150_000));
    const server = await openProgram({ data });
    await using _ = server;
    const url = `${server.url}/ws/live/${room.session.code}`;
    const students = await inParallel(room.students, 50, ({ token }) => LiveClient.open(url, token));
    let acknowledged = 0;
    const answering = students.map((student) =>
      watch(async () => {
        await student.time("feedback.give", { feedback_type: "OK" });
        acknowledged += 1;
      }, 300),
    );
    const health = watch(() => fetch(`${server.url}/healthz`), 5);
    await Bun.sleep(scaled(100, 1000));
    const before = acknowledged;
    const file = join(folder.path, "backup");
    const main = join(import.meta.dir, "../../src/main.ts");
    const backup = Bun.spawn([process.execPath, main, "backup", file, "--data", data], { stdout: "ignore" });
    expect(await backup.exited).toBe(0);
    const stall = Math.max(...(await health.stop()));
    for (const answers of answering) await answers.stop();
    for (const student of students) student[Symbol.dispose]();
    const restored = join(folder.path, "restored");
    const restore = Bun.spawn([process.execPath, main, "restore", file, "--data", restored], { stdout: "ignore" });
    expect(await restore.exited).toBe(0);
    expect(existsSync(join(restored, databaseFile))).toBe(true);
    const kept = countEvents(restored, room.session.id, "feedback.given");
    expect(kept).toBeGreaterThanOrEqual(before);
    expect(kept).toBeLessThanOrEqual(acknowledged);
    figure("D6", {
      what: "acknowledged before the backup began and missing in it",
      value: Math.max(0, before - kept),
      unit: "commands",
      atMost: 0,
    });
    figure("D6", { what: "slowest /healthz during the backup", value: stall, unit: "ms", atMost: 100 });
  });
});

describe("D7 another program's write lock", () => {
  test("of some seconds: everyone gets a clear answer, the server answers, and everything acknowledged is kept", async () => {
    using folder = temporaryFolder();
    const room = await prepareClass(folder.path, { students: 10 });
    const server = await openProgram({ data: folder.path });
    await using _ = server;
    const url = `${server.url}/ws/live/${room.session.code}`;
    const students = await inParallel(room.students, 10, ({ token }) => LiveClient.open(url, token));
    const other = new Database(join(folder.path, databaseFile));
    other.run("BEGIN IMMEDIATE");
    const health = watch(() => fetch(`${server.url}/healthz`), 10);
    const answers: any[] = [];
    const asking = students.map((student, n) =>
      student.ask("chat.send", { content: `${n}` }).then((answer) => answers.push(answer)),
    );
    await Bun.sleep(scaled(500, 10_000));
    other.run("ROLLBACK");
    other.close();
    await Promise.all(asking);
    const times = await health.stop();
    const acknowledged = answers.filter(({ type }) => type === "ok").length;
    const refused = answers.filter(({ type }) => type === "error");
    for (const { error } of refused) expect(error.code).toBeOneOf(["busy", "storage_failed"]);
    const again = await post(server.url, `/api/sessions/${room.session.code}/messages`, room.students[0]?.token ?? "", {
      content: "again",
    });
    expect(again.status).toBe(200);
    for (const student of students) student[Symbol.dispose]();
    const began = performance.now();
    server.signal("SIGTERM");
    expect(await server.exited).toBe(0);
    const stopping = (performance.now() - began) / 1000;
    expect(countEvents(folder.path, room.session.id, "chat.sent")).toBe(acknowledged + 1);
    figure("D7", { what: "acknowledged after the lock was gone", value: acknowledged, unit: "of 10 commands" });
    figure("D7", { what: "slowest /healthz meanwhile", value: Math.max(...times), unit: "ms", atMost: 200 });
    figure("D7", { what: "SIGTERM to exit 0", value: stopping, unit: "s", atMost: 5 });
  });
});
