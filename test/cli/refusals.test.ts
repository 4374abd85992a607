import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { aboutFlag, flagNames } from "../../src/flags.ts";
import { temporaryFolder } from "../support/class.ts";
import { lecternInProcess } from "./in-process.ts";
import { lectern, serving } from "./program.ts";

describe("a command line that does not fit: exit 2 and one line", () => {
  const rows: [string, string][] = [
    ["serve --port abc", 'lectern: --port got "abc"; it takes a number from 0 to 65535 (0: any free port).'],
    ["--port 70000", 'lectern: --port got "70000"; it takes a number from 0 to 65535 (0: any free port).'],
    ["--port", "lectern: option '--port <number>' argument missing: see --help."],
    ["--port=", 'lectern: --port got ""; it takes a number from 0 to 65535 (0: any free port).'],
    ["--port -1", 'lectern: --port got "-1"; it takes a number from 0 to 65535 (0: any free port).'],
    ["--prot 8000", "lectern: unknown option '--prot' (Did you mean --port?)"],
    ["serve --techer-key x", "lectern: unknown option '--techer-key' (Did you mean --teacher-key?)"],
    ["--colour", "lectern: unknown option '--colour': see --help."],
    ["--storage sqlite", "lectern: unknown option '--storage': see --help."],
    ["--open=perhaps", 'lectern: --open got "perhaps"; it takes nothing, or true or false.'],
    ["serve 8000", "lectern: too many arguments for 'serve'. Expected 0 arguments but got 1: 8000: see --help."],
    [
      `--teacher-key ${"x".repeat(201)}`,
      "lectern: --teacher-key got a value of 201 characters; it takes 12 to 200 letters, digits and signs without spaces.",
    ],
    ["sreve", "lectern: unknown command 'sreve' (Did you mean serve?)"],
    ["user ad", "lectern: unknown command 'ad' (Did you mean add?)"],
    ["user add --role teacher", "lectern: missing required argument 'name': see --help."],
    ["user add Kim", "lectern: required option '--role <role>' not specified: see --help."],
    [
      "user add Kim --role head",
      "lectern: option '--role <role>' argument 'head' is invalid. Allowed choices are teacher, student: see --help.",
    ],
    ["session list --limit abc", 'lectern: --limit got "abc"; it takes a whole number from 1 to 1000.'],
    ["session list --limit 0", 'lectern: --limit got "0"; it takes a whole number from 1 to 1000.'],
    ["session list --limit 2.5", 'lectern: --limit got "2.5"; it takes a whole number from 1 to 1000.'],
    ["status --jsno", "lectern: unknown option '--jsno' (Did you mean --json?)"],
  ];
  test.each(rows)("lectern %s", async (line, said) => {
    expect(await lecternInProcess(line.split(" "))).toEqual({ exit: 2, out: "", err: `${said}\n` });
  });

  test("the program exits with 2 and writes the line to standard error; a variable is named with its flag", async () => {
    expect(await lectern([], { env: { LECTERN_RATE_LIMIT: "many" } })).toEqual({
      exit: 2,
      out: "",
      err: 'lectern: LECTERN_RATE_LIMIT (--rate-limit) got "many"; it takes a whole number of frames a second (0: no limit).\n',
    });
  });
});

describe("F2 a server that cannot start: exit 1 and one line that says what to do", () => {
  test("the port is taken by another program", async () => {
    using folder = temporaryFolder();
    using other = Bun.listen({ hostname: "0.0.0.0", port: 0, socket: { data() {} } });
    expect(await lectern(["--port", `${other.port}`, "--data", folder.path])).toEqual({
      exit: 1,
      out: "",
      err: `lectern: Port ${other.port} is taken by another program: choose another with --port, for example --port ${other.port + 1}.\n`,
    });
  });

  test("the port is taken by another Lectern", async () => {
    using one = temporaryFolder();
    using two = temporaryFolder();
    await using first = await serving(one.path);
    const { port } = new URL(first.url);
    const { exit, err } = await lectern(["--port", port, "--data", two.path]);
    expect([exit, err]).toEqual([1, expect.stringContaining(`Port ${port} is taken by another program`)]);
  });

  test("another Lectern has the data folder", async () => {
    using folder = temporaryFolder();
    await using first = await serving(folder.path);
    const { exit, err } = await lectern(["--port", "0", "--data", folder.path]);
    expect([exit, err.replace(/process \d+/, "process N")]).toEqual([
      1,
      `lectern: Another Lectern is running on ${folder.path} at ${first.url} (process N): use that one, or start this one with another --data.\n`,
    ]);
  });

  test("the data folder is a file", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "file");
    writeFileSync(file, "");
    const { exit, err } = await lectern(["--port", "0", "--data", file]);
    expect([exit, err.trim().split("\n")]).toEqual([
      1,
      [expect.stringContaining("choose another folder with --data.")],
    ]);
  });

  test("the database is damaged", async () => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, "lectern.db"), "this is no database, and was never one".repeat(200));
    const { exit, err } = await lectern(["--port", "0", "--data", folder.path]);
    expect([exit, err.trim().split("\n")]).toEqual([1, [expect.stringContaining("go back to your last backup")]]);
  });

  test("the host name does not resolve", async () => {
    using folder = temporaryFolder();
    const { exit, err } = await lectern(["--port", "0", "--host", "no.such.name.invalid", "--data", folder.path]);
    expect([exit, err]).toEqual([
      1,
      "lectern: This machine has no address no.such.name.invalid: --host takes one that it has, or 0.0.0.0 for all.\n",
    ]);
  });

  test("this machine does not have the address", async () => {
    using folder = temporaryFolder();
    const { exit, err } = await lectern(["--port", "0", "--host", "203.0.113.77", "--data", folder.path]);
    expect([exit, err.trim().split("\n")]).toEqual([1, [expect.stringContaining("--host takes one that it has")]]);
  });

  test("the file of --tls-cert is not a certificate", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "x.pem");
    mkdirSync(join(folder.path, "data"));
    writeFileSync(file, "no certificate");
    const args = ["--port", "0", "--tls-cert", file, "--tls-key", file, "--data", join(folder.path, "data")];
    const { exit, err } = await lectern(args);
    expect([exit, err.trim().split("\n")]).toEqual([1, [expect.stringContaining("are not a certificate and its key")]]);
  });
});

describe("commands on a folder without data say so, and create nothing", () => {
  test.concurrent.each(["user list", "user remove Kim", "session list", "backup copy.db", "status", "healthcheck"])(
    "lectern %s",
    async (line) => {
      using folder = temporaryFolder();
      const data = join(folder.path, "none");
      const { exit, err } = await lectern([...line.split(" "), "--data", data], { cwd: folder.path });
      expect([exit, err]).toEqual([
        1,
        expect.stringMatching(/^lectern: (There is no Lectern data in|No Lectern is running on) .*\n$/),
      ]);
      expect(await Array.fromAsync(new Bun.Glob("**").scan({ cwd: folder.path, onlyFiles: false }))).toEqual([]);
    },
  );
});

test("help and version go to standard output", async () => {
  const { version } = await Bun.file(join(import.meta.dir, "../../package.json")).json();
  expect(await lectern(["--version"])).toEqual({ exit: 0, out: `${version}\n`, err: "" });
  for (const args of [["--help"], ["serve", "-h"], ["user", "add", "--help"], ["import", "lesson", "--help"]]) {
    const { exit, out, err } = await lecternInProcess(args);
    expect([exit, err]).toEqual([0, ""]);
    expect(out).toStartWith(`Usage: ${["lectern", ...args.slice(0, -1)].join(" ")} [options]`);
    expect(out).toContain("Examples:\n  lectern");
    expect(out).not.toInclude("\u001b");
  }
});

test("a group of commands without a command shows its help and exits with 2", async () => {
  const { exit, out, err } = await lecternInProcess(["user"]);
  expect([exit, out, err]).toEqual([2, "", expect.stringMatching(/^Usage: lectern user .*\n {2}add .* <name>/s)]);
});

test("the help of serve names each flag with its default and its environment variable", async () => {
  const { out } = await lecternInProcess(["serve", "--help"]);
  const text = out.replace(/\s+/g, " ");
  expect(text).toContain("--port <number> The port to listen on (default: 8000) (env: LECTERN_PORT, else PORT)");
  for (const name of flagNames) {
    expect(text).toContain(` --${name} `);
    expect(text).toContain(`(env: ${aboutFlag(name).env.join(", else ")})`);
  }
});

test("a flag that is on or off takes a value, and has a form that turns it off", async () => {
  using folder = temporaryFolder();
  const env = { LECTERN_DEV: "true" };
  for (const args of [["--dev=false"], ["--no-dev"]]) {
    await using server = await serving(folder.path, { args, env });
    expect(await (await fetch(`${server.url}/readyz`)).json()).toEqual({ status: "ready" });
  }
});
