import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTestServer, type TestServer, temporaryFolder } from "../support/class.ts";
import { makeOldData } from "../support/old-data.ts";
import { lectern } from "./program.ts";

setDefaultTimeout(30_000);

const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** A class with a picture; gives the picture's path. */
async function makeClass(server: TestServer, code: string): Promise<string> {
  const teacher = await server.teacher();
  await server.call("POST", "/api/sessions", teacher, { title: code, code });
  const form = new FormData();
  form.set("file", new File([Buffer.from(png, "base64")], "a.png"));
  const headers = { Authorization: `Bearer ${teacher}` };
  const answer = await fetch(`${server.url}/api/uploads?session=${code}`, { method: "POST", headers, body: form });
  const { url } = (await answer.json()) as { url: string };
  return new URL(url).pathname;
}

const statusOf = async (server: TestServer, path: string) => (await fetch(server.url + path)).status;

/** The status of a class and of its picture. */
async function has(data: string, code: string, picture: string): Promise<[number, number]> {
  await using server = await openTestServer({ data });
  return [await statusOf(server, `/api/join/${code}`), await statusOf(server, picture)];
}

describe("a backup", () => {
  test("of a running server has classes and pictures, is readable by its owner only, and is restored into a new folder", async () => {
    using folder = temporaryFolder();
    const [data, file, other] = ["data", "backup of 월요일.tar", "a new folder"].map((name) => join(folder.path, name));
    await using server = await openTestServer({ data: data ?? "" });
    const picture = await makeClass(server, "MON1");
    const made = await lectern(["backup", file ?? "", "--json", "--data", data ?? ""]);
    expect([made.exit, JSON.parse(made.out)]).toEqual([0, { file, bytes: statSync(file ?? "").size, pictures: 1 }]);
    if (process.platform !== "win32") expect(statSync(file ?? "").mode & 0o777).toBe(0o600);
    expect(readdirSync(folder.path).sort()).toEqual(["backup of 월요일.tar", "data"]);
    const again = await lectern(["backup", file ?? "", "--data", data ?? ""]);
    expect([again.exit, again.err]).toEqual([1, `lectern: ${file} exists: a backup overwrites nothing.\n`]);

    const restored = await lectern(["restore", file ?? "", "--json", "--data", other ?? ""]);
    expect([restored.exit, JSON.parse(restored.out)]).toEqual([0, { data: other, pictures: 1 }]);
    expect(await has(other ?? "", "MON1", picture)).toEqual([200, 200]);
  });

  test("is restored over other data only with --replace, which keeps that data", async () => {
    using folder = temporaryFolder();
    const [data = "", file = ""] = ["data", "backup.tar"].map((name) => join(folder.path, name));
    let [first, second] = ["", ""];
    {
      await using server = await openTestServer({ data });
      first = await makeClass(server, "MON1");
      expect((await lectern(["backup", file, "--data", data])).exit).toBe(0);
      second = await makeClass(server, "TUE1");
      const running = await lectern(["restore", file, "--replace", "--data", data]);
      expect([running.exit, running.err]).toEqual([1, expect.stringContaining("stop it first.")]);
    }
    const refused = await lectern(["restore", file, "--data", data]);
    expect([refused.exit, refused.err]).toEqual([1, expect.stringContaining("use --replace")]);
    const before = epochOf(data);
    // What a killed restore leaves disturbs nothing, and is gone after the next one.
    mkdirSync(join(data, "restoring-x", "uploads"), { recursive: true });
    const { exit, out } = await lectern(["restore", file, "--replace", "--json", "--data", data]);
    expect(exit).toBe(0);
    expect(await has(data, "MON1", first)).toEqual([200, 200]);
    expect(await has(data, "TUE1", second)).toEqual([404, 404]);
    expect(epochOf(data)).not.toBe(before);
    const { kept } = JSON.parse(out);
    expect(readdirSync(data).filter((name) => name.startsWith("restoring-"))).toEqual([]);
    expect(await has(kept, "TUE1", second)).toEqual([200, 200]);
    expect(await has(kept, "MON1", first)).toEqual([200, 200]);
  });

  test("of data of an older version does not change that data, and is migrated when it is restored", async () => {
    using folder = temporaryFolder();
    const [data = "", file = "", other = ""] = ["data", "b.tar", "other"].map((name) => join(folder.path, name));
    makeOldData(data, 2);
    const before = readFileSync(join(data, "lectern.db"));
    expect((await lectern(["backup", file, "--data", data])).exit).toBe(0);
    expect(readdirSync(data)).toEqual(["lectern.db"]);
    expect(readFileSync(join(data, "lectern.db")).equals(before)).toBe(true);
    expect((await lectern(["restore", file, "--data", other])).exit).toBe(0);
    await using server = await openTestServer({ data: other });
    expect(await statusOf(server, "/readyz")).toBe(200);
  });

  test("of a version before 0.4.0, which is a bare database, is restored", async () => {
    using folder = temporaryFolder();
    const [data = "", other = ""] = ["data", "other"].map((name) => join(folder.path, name));
    {
      await using server = await openTestServer({ data });
      await makeClass(server, "MON1");
    }
    const { exit } = await lectern(["restore", join(data, "lectern.db"), "--data", other]);
    expect(exit).toBe(0);
    expect((await has(other, "MON1", "/healthz"))[0]).toBe(200);
  });

  test.skipIf(process.platform !== "linux")(
    "streams: 300 MiB of pictures take no more than 150 MiB of memory",
    async () => {
      using folder = temporaryFolder();
      const [data = "", file = "", other = ""] = ["data", "backup.tar", "other"].map((name) => join(folder.path, name));
      {
        await using server = await openTestServer({ data });
        await makeClass(server, "MON1");
      }
      const large = Buffer.alloc(20 * 1024 * 1024, "x");
      for (let n = 0; n < 15; n++) writeFileSync(join(data, "uploads", `${"p".repeat(40)}${n}.png`), large);
      for (const args of [
        ["backup", file, "--data", data],
        ["restore", file, "--data", other],
      ]) {
        const { exit, maxRssMiB } = await lecternMemory(args);
        expect([args[0], exit]).toEqual([args[0] ?? "", 0]);
        expect(maxRssMiB).toBeGreaterThan(10);
        expect(maxRssMiB).toBeLessThan(150);
      }
      expect(statSync(file).size).toBeGreaterThan(300 * 1024 * 1024);
      expect(readdirSync(join(other, "uploads")).length).toBe(16);
    },
  );
});

/**
 * Runs the program and gives its highest resident memory, as Linux counts it for this program alone: what `getrusage`
 * gives includes the process that started it.
 */
async function lecternMemory(args: string[]): Promise<{ exit: number; maxRssMiB: number }> {
  const lectern = join(import.meta.dir, "../../src/cli/lectern.ts");
  const script = `
    import { readFileSync } from "node:fs";
    import { runLectern } from ${JSON.stringify(lectern)};
    const exit = await runLectern(${JSON.stringify([...args, "--json"])});
    console.log(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
    process.exit(exit);`;
  const child = Bun.spawn([process.execPath, "--no-env-file", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [exit, out] = await Promise.all([child.exited, new Response(child.stdout).text()]);
  return { exit, maxRssMiB: Number(out.trim().split("\n").at(-1)) / 1024 };
}

function epochOf(data: string): string {
  using sqlite = new Database(join(data, "lectern.db"));
  return (sqlite.query("SELECT value FROM meta WHERE key = 'epoch'").get() as { value: string }).value;
}

describe("restore changes nothing if the file is", () => {
  test.each([
    ["cut off", (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -5000)), "is not a whole backup"],
    [
      "cut off early",
      (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 3000)),
      "not a whole backup",
    ],
    [
      "changed in one byte",
      (file: string) => {
        const bytes = readFileSync(file);
        bytes[20_000] = (bytes[20_000] ?? 0) ^ 1;
        writeFileSync(file, bytes);
      },
      "is damaged: lectern.db has changed.",
    ],
    ["something else", (file: string) => writeFileSync(file, "not a backup"), "is not a whole backup"],
    ["empty", (file: string) => writeFileSync(file, ""), "is not a whole backup"],
    ["of a newer version", (file: string) => migrated(file), "A newer version of Lectern has written"],
    ["another program's database", (file: string) => foreign(file), "is not one of Lectern's."],
    ["an archive with a foreign path", (file: string) => evil(file), "it is not a backup of lectern."],
  ])("%s", async (_, spoil, message) => {
    using folder = temporaryFolder();
    const [data = "", file = "", other = ""] = ["data", "backup.tar", "other"].map((name) => join(folder.path, name));
    let picture = "";
    {
      await using server = await openTestServer({ data });
      picture = await makeClass(server, "MON1");
      await lectern(["backup", file, "--data", data]);
    }
    await spoil(file);
    const into = await lectern(["restore", file, "--data", other]);
    expect([into.exit, into.err]).toEqual([1, expect.stringContaining(message)]);
    expect(into.err.split("\n").filter((line) => line.startsWith("lectern: ")).length).toBe(1);
    expect(existsSync(other)).toBe(false);
    const over = await lectern(["restore", file, "--replace", "--data", data]);
    expect([over.exit, over.err]).toEqual([1, expect.stringContaining(message)]);
    expect(await has(data, "MON1", picture)).toEqual([200, 200]);
    expect(readdirSync(data).filter((name) => /^re(placed|storing)-/.test(name))).toEqual([]);
  });
});

/** Replaces the archive by a bare database of a version that does not exist yet. */
function migrated(file: string): void {
  copyFileSync(join(file, "../data/lectern.db"), file);
  using sqlite = new Database(file);
  sqlite.run("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)");
}

function foreign(file: string): void {
  writeFileSync(file, "");
  using sqlite = new Database(file);
  sqlite.run("CREATE TABLE t (a)");
}

async function evil(file: string): Promise<void> {
  const archive = new Bun.Archive({ "uploads/../../evil.txt": "x", "lectern.db": "x" });
  writeFileSync(file, new Uint8Array(await archive.bytes()));
}
