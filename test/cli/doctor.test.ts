import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { firewallHint } from "../../src/cli/firewall.ts";
import { openStore } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { lecternInProcess } from "./in-process.ts";
import { serving } from "./program.ts";

/** What `lectern doctor` found, by check, and its exit code. */
async function findings(...args: string[]) {
  const { exit, out, err } = await lecternInProcess(["doctor", "--json", ...args]);
  const found = JSON.parse(out) as { check: string; result: string; text: string }[];
  return { exit, err, by: Object.fromEntries(found.map(({ check, result, text }) => [check, { result, text }])) };
}

describe("lectern doctor", () => {
  test("finds nothing on a folder that does not exist yet, and does not create it", async () => {
    using folder = temporaryFolder();
    const data = join(folder.path, "school", "data");
    const { exit, err, by } = await findings("--data", data, "--port", "0", "--host", "127.0.0.1");
    expect([exit, err]).toEqual([0, ""]);
    expect(Object.keys(by)).toEqual([
      "Version",
      "Data folder",
      "Disk",
      "Database",
      "Clock",
      "Server",
      "Address",
      "Firewall",
    ]);
    expect(by["Data folder"]).toEqual({ result: "good", text: `${data} does not exist yet, and can be created` });
    expect(by.Address?.text).toContain("Only this computer reaches that address");
    expect(existsSync(join(folder.path, "school"))).toBe(false);
  });

  test("finds the server that runs, with its database", async () => {
    using folder = temporaryFolder();
    await using server = await serving(folder.path);
    const { exit, by } = await findings("--data", folder.path);
    expect(exit).toBe(0);
    expect(by.Server).toEqual({ result: "good", text: `runs at ${server.url}` });
    const { port } = new URL(server.url);
    expect(by.Firewall?.text).toContain(port);
    expect(by.Address?.text).toContain(`:${port}`);
    expect(by.Database?.text).toStartWith("not damaged, ");
  });

  test("a database that cannot be read is a problem, and the other checks still run", async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "lectern.db"));
    const { exit, by } = await findings("--data", folder.path, "--port", "0", "--host", "127.0.0.1");
    expect([exit, by.Database?.result, by.Server?.result]).toEqual([1, "problem", "good"]);
    expect(by.Database?.text).toContain("lectern.db cannot be read (");
  });

  test("says what to do about a port that is taken, and about a file instead of a folder", async () => {
    using folder = temporaryFolder();
    using other = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
    const file = join(folder.path, "file");
    writeFileSync(file, "");
    const { exit, err, by } = await findings("--data", file, "--port", `${other.port}`, "--host", "127.0.0.1");
    expect([exit, err]).toEqual([1, "lectern: there are 2 problems.\n"]);
    expect(by["Data folder"]).toEqual({
      result: "problem",
      text: `${file} is not a folder: choose another one with --data.`,
    });
    expect(by.Server?.text).toStartWith(`Port ${other.port} is taken by another program`);
  });

  test("finds a damaged database, and nothing else for that reason", async () => {
    using folder = temporaryFolder();
    openStore(folder.path)[Symbol.dispose]();
    writeFileSync(join(folder.path, "lectern.db"), "x".repeat(10_000));
    const { exit, err, by } = await findings("--data", folder.path, "--port", "0");
    expect([exit, err]).toEqual([1, "lectern: there is 1 problem.\n"]);
    expect(by.Database?.result).toBe("problem");
  });

  test("finds a clock that is behind what was written, as after a night without a battery", async () => {
    using folder = temporaryFolder();
    {
      await using room = await openClass({ server: await openTestServer({ data: folder.path }) });
      await room.join("Mina");
    }
    {
      using sqlite = new Database(join(folder.path, "lectern.db"));
      sqlite.run("UPDATE events SET at = at + 86400000");
    }
    const { exit, by } = await findings("--data", folder.path, "--port", "0");
    expect(exit).toBe(1);
    expect(by.Clock?.text).toContain("set the clock of this machine");
  });

  test("shows people a table", async () => {
    using folder = temporaryFolder();
    const { out } = await lecternInProcess(["doctor", "--data", folder.path, "--port", "0"]);
    expect(out).toMatch(/^Check +Result\nVersion +good +Lectern \d/);
  });
});

test("the hint about the firewall names the port, on every system", () => {
  for (const system of ["win32", "darwin", "linux", "freebsd"]) {
    expect(firewallHint(9321, system)).toContain("9321");
  }
  expect(firewallHint(9321, "linux")).toContain("sudo ufw allow 9321/tcp, or sudo firewall-cmd --add-port=9321/tcp");
});

describe("lectern check", () => {
  test("a database that cannot be read is not called undamaged", async () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, "lectern.db"));
    const { exit, out, err } = await lecternInProcess(["check", "--data", folder.path]);
    expect([exit, out]).toEqual([1, ""]);
    expect(err).toMatch(
      /^lectern: .*lectern\.db cannot be read \(.*\): look at its permissions, or restore a backup\.\n$/,
    );
  });

  test.each(["check", "doctor --port 0 --host 127.0.0.1"])(
    "lectern %s leaves what a killed server wrote as it is",
    async (line) => {
      using folder = temporaryFolder();
      using killed = temporaryFolder();
      {
        using _ = openStore(folder.path);
        for (const name of ["lectern.db", "lectern.db-wal"])
          copyFileSync(join(folder.path, name), join(killed.path, name));
      }
      const read = () =>
        ["lectern.db", "lectern.db-wal"].map((name) => readFileSync(join(killed.path, name)).toString("hex"));
      const before = read();
      expect(before[1]?.length).toBeGreaterThan(1000);
      const { exit } = await lecternInProcess([...line.split(" "), "--data", killed.path]);
      expect([exit, read()]).toEqual([0, before]);
    },
  );
});

test("lectern --version --json names the program, Bun and the machine", async () => {
  const { exit, out } = await lecternInProcess(["--version", "--json"]);
  expect([exit, JSON.parse(out)]).toEqual([
    0,
    {
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      bun: Bun.version,
      platform: process.platform,
      arch: process.arch,
    },
  ]);
});
