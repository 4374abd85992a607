import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { problemsOfRelease } from "../../scripts/release-check.ts";
import { databaseFile } from "../../src/store/open.ts";
import { openClass, openTestServer, teacherKey, temporaryFolder } from "../support/class.ts";
import { openLinks } from "../support/links.ts";
import { inParallel, LiveClient, prepareClass } from "../support/load.ts";
import { makeClass, openProgram } from "../support/program.ts";
import { figure, proving, scaled } from "../support/proof.ts";
import { openSlowDisk, slowDiskNeeds } from "../support/slow-disk.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(300_000);

const root = join(import.meta.dir, "../..");
const day = 24 * 3600 * 1000;

/** Whether this machine lets us run a program as process 1 of a separate namespace. */
const canUnshare =
  Bun.which("unshare") !== null && Bun.spawnSync(["unshare", "--pid", "--fork", "true"], { stderr: "ignore" }).success;

describe("F1 SIGTERM while a class answers", () => {
  const cases: [string, { slow?: number; under?: string[] }, number, boolean][] = [
    ["the program", {}, 2, true],
    ["the program as process 1", { under: ["unshare", "--pid", "--fork", "--kill-child"] }, 2, canUnshare],
    ["the program on a disk of 20 ms per fsync", { slow: 20 }, 5, slowDiskNeeds !== null],
  ];
  for (const [what, { slow, under }, limit, can] of cases) {
    test.skipIf(!can)(`${what}: what was accepted is written and answered, and it exits with 0`, async () => {
      using folder = temporaryFolder();
      const data = join(folder.path, "data");
      const room = await prepareClass(data, { students: scaled(20, 200) });
      const disk = slow === undefined ? undefined : await openSlowDisk(folder.path);
      disk?.delay(slow ?? 0);
      const server = await openProgram({ data, ...(disk && { env: disk.env }), ...(under && { under }) });
      await using _ = server;
      const url = `${server.url}/ws/live/${room.session.code}`;
      const students = await inParallel(room.students, 50, ({ token }) => LiveClient.open(url, token));
      let acknowledged = 0;
      const answering = students.map(async (student) => {
        while (student.isOpen) {
          const answer = await Promise.race([
            student.ask("feedback.give", { feedback_type: "OK" }),
            student.closed.promise.then(() => undefined),
          ]);
          if (answer?.type === "ok") acknowledged += 1;
          await Bun.sleep(50);
        }
        return await student.closed.promise;
      });
      await Bun.sleep(scaled(300, 1000));
      const children = `/proc/${server.pid}/task/${server.pid}/children`;
      const pid = under ? Number(readFileSync(children, "utf8").trim()) : server.pid;
      const began = performance.now();
      process.kill(pid, "SIGTERM");
      const exit = await server.exited;
      const seconds = (performance.now() - began) / 1000;
      expect(exit).toBe(0);
      expect(new Set(await Promise.all(answering))).toEqual(new Set([1001]));
      expect(existsSync(join(data, `${databaseFile}-wal`))).toBe(false);
      using sqlite = new Database(join(data, databaseFile), { readonly: true });
      const query = "SELECT count(*) AS count FROM events WHERE type = 'feedback.given'";
      expect((sqlite.query(query).get() as { count: number }).count).toBe(acknowledged);
      figure("F1", { what: `${what}: SIGTERM to exit 0`, value: seconds, unit: "s", atMost: limit });
      figure("F1", { what: `${what}: accepted, written and answered`, value: acknowledged, unit: "commands" });
    });
  }
});

test("F2 files in the current folder change nothing, and the data folder may have any name", async () => {
  using folder = temporaryFolder();
  const cwd = join(folder.path, "Pfad mit Ümläuten ß 수업");
  mkdirSync(cwd);
  writeFileSync(join(cwd, ".env"), "LECTERN_PORT=1\nLECTERN_DATA=./stolen\nNODE_ENV=development\n");
  writeFileSync(join(cwd, "bunfig.toml"), 'preload = ["./hostile.ts"]\n');
  writeFileSync(join(cwd, "hostile.ts"), 'await Bun.write("hostile-ran", "");\n');
  await using server = await openProgram({ data: join(cwd, "data"), cwd });
  await makeClass(server.url, { students: 1 });
  expect(readdirSync(cwd).sort()).toEqual([".env", "bunfig.toml", "data", "hostile.ts"]);
});

test("F3 a clock that jumps back an hour and forward 200 days harms neither order, credentials nor the report", async () => {
  const clock = { ahead: 0 };
  await using server = await openTestServer({ now: () => Date.now() + clock.ahead });
  await using room = await openClass({ server });
  const ann = await room.join("Ann");
  const path = `/api/sessions/${room.session.code}`;
  await using socket = await TestSocket.open(`${room.url}/ws/live/${room.session.code}`, ann.token);
  await socket.until("welcome");
  const seqs: number[] = [];
  for (const [n, ahead] of [0, -3600_000, 200 * day, 0].entries()) {
    clock.ahead = ahead;
    socket.send({ type: "chat.send", id: `${n}`, data: { content: `${n}` } });
    seqs.push((await socket.until("chat.sent")).seq);
    expect((await room.call("POST", "/api/auth/key", undefined, { key: teacherKey })).status).toBe(200);
    const { body } = await room.call("GET", `${path}/report`, await server.teacher());
    expect(body.attendance.filter(({ minutes }: { minutes: number }) => minutes < 0)).toEqual([]);
  }
  expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  // The clock is right again: everyone is still signed in.
  expect((await room.call("GET", "/api/auth/me", ann.token)).status).toBe(200);
  expect((await room.call("GET", "/api/auth/me", room.teacher)).status).toBe(200);
});

test.skipIf(process.platform === "win32")("F4 a server resumes after sleep, and everyone is connected", async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: scaled(10, 100) });
  await using server = await openProgram({ data: folder.path });
  const links = openLinks(room, new URL(server.url).port);
  await links.everyone();
  server.signal("SIGSTOP");
  await Bun.sleep(scaled(1000, 90_000));
  server.signal("SIGCONT");
  const woke = performance.now();
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  await links.everyone();
  const seconds = (performance.now() - woke) / 1000;
  links.close();
  figure("F4", { what: `all ${room.students.length} are connected after`, value: seconds, unit: "s", atMost: 5 });
});

test.skipIf(!proving)(
  "F5 the program is built for eight targets, and the one for this machine passes the smoke test",
  async () => {
    const env = { ...process.env, LECTERN_RELEASE_URL: "https://class.example/releases" };
    const build = Bun.spawn([process.execPath, join(root, "scripts/release.ts")], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const folder = (await new Response(build.stdout).text()).trim();
    expect(await build.exited).toBe(0);
    const checksums = readFileSync(join(folder, "SHA256SUMS"), "utf8");
    expect(problemsOfRelease(folder)).toEqual([]);
    expect(readdirSync(folder)).toContain("lectern.rb");
    const files = readdirSync(folder).filter((name) => name.startsWith("lectern-"));
    const native = files.find((file) => file.endsWith(`linux-${process.arch === "arm64" ? "arm64" : "x64"}`)) ?? "";
    const smoke = Bun.spawn([process.execPath, "test", join(root, "test/smoke.test.ts")], {
      env: { ...process.env, LECTERN_PROGRAM: join(folder, native) },
      stdio: ["ignore", "inherit", "inherit"],
    });
    expect(await smoke.exited).toBe(0);
    figure("F5", { what: "targets built", value: files.length, unit: "programs", atLeast: 8 });
    // Nothing of the first build may be used again.
    for (const name of ["web", "notices", "guide", "migrations", "client"]) {
      rmSync(join(root, "dist", name), { recursive: true, force: true });
    }
    const again = Bun.spawn([process.execPath, join(root, "scripts/release.ts")], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    expect(await again.exited).toBe(0);
    expect(readFileSync(join(folder, "SHA256SUMS"), "utf8")).toBe(checksums);
  },
);
