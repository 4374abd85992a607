/**
 * Every script of package.json works as the first command on a fresh clone: without node_modules and dist, and with
 * Bun on the PATH only the way npx puts it there. `bun run test` starts one of them on a fresh clone, runs others after it
 * there, and checks that no script imports a package before it installs them; `bun run prove F9` gives each script its
 * own fresh clone. `.ci/run` runs `test` as the first command on a fresh clone, and the rest after it.
 */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { scripts } from "../package.json";
import { outcomeOf } from "./support/child-process.ts";
import { temporaryFolder } from "./support/class.ts";
import { proving } from "./support/proof.ts";

const root = join(import.meta.dir, "..");
const withGit = existsSync(join(root, ".git")) && Bun.which("git") !== null;
const release =
  process.platform === "darwin" ? "macos-arm64" : process.platform === "win32" ? "windows-x64" : "linux-x64";

type Script = keyof typeof scripts;

const npx = temporaryFolder();
const pictures = join(npx.path, "pictures");

/** Cheap arguments for each script, and what its output must contain. */
const runs: Record<Script, { readonly args: readonly string[]; readonly says: RegExp }> = {
  start: { args: [], says: /listens on/ },
  dev: { args: [], says: /listens on/ },
  test: { args: ["test/domain/roles.test.ts"], says: / 0 fail/ },
  prove: { args: ["A3"], says: /1 of 1 rows pass/ },
  lint: { args: [], says: /Checked \d+ files/ },
  format: { args: [], says: /No fixes applied/ },
  types: { args: ["--listFilesOnly"], says: /node_modules.bun-types/ },
  "build:client": { args: [], says: /dist\/client/ },
  build: { args: [], says: /dist\/lectern.*MiB/ },
  release: { args: [release], says: /dist\/release/ },
  pictures: { args: [pictures, "--only=^start$", "--language=en", "--widths=390"], says: /2 pictures, 0 problems/ },
  bench: { args: ["commits"], says: /one commit of one event/ },
  smoke: { args: [], says: / 0 fail/ },
  migration: { args: [], says: /No schema changes/ },
};

/** What `bun run test` runs after the first command, in the same clone. */
const others = ["dev", "build:client", "migration", "prove", "pictures", "release", "bench"] as const;

const timeoutMs = 120_000;

symlinkSync(process.execPath, join(npx.path, "bun"));
afterAll(() => npx[Symbol.dispose]());

test("every script has a case here", () => {
  expect(Object.keys(runs).sort()).toEqual(Object.keys(scripts).sort());
});

test("no script imports a package before it installs the packages", () => {
  const transpiler = new Bun.Transpiler({ loader: "ts" });
  const seen = new Set<string>();
  const packages: string[] = [];
  const follow = (file: string): void => {
    if (seen.has(file) || !file.endsWith(".ts")) return;
    seen.add(file);
    for (const { kind, path } of transpiler.scanImports(readFileSync(file))) {
      if (kind !== "import-statement") continue;
      if (path.startsWith(".")) follow(join(dirname(file), path));
      else if (!/^(node:|bun$|bun:)/.test(path)) packages.push(`${relative(root, file)}: ${path}`);
    }
  };
  for (const command of Object.values(scripts)) {
    const [, file = ""] = /^bun (?:test )?(\S+\.ts)/.exec(command) ?? [];
    expect({ command, exists: existsSync(join(root, file)) && file !== "" }).toEqual({ command, exists: true });
    follow(join(root, file));
  }
  expect(packages).toEqual([]);
});

/** Runs a script in a clone, and expects what it must print. */
async function works(clone: string, name: Script): Promise<void> {
  const { args, says } = runs[name];
  const starts = name === "start" || name === "dev";
  const { output, code } = starts ? await serves(clone, name) : await ends(clone, [name, ...args]);
  expect(output).toMatch(says);
  expect({ name, code }).toEqual({ name, code: 0 });
}

describe.skipIf(!withGit)("a fresh clone", () => {
  let clone: ReturnType<typeof freshClone>;
  beforeAll(() => {
    clone = freshClone();
  });
  afterAll(() => clone[Symbol.dispose]());

  test("bun run start is the first command", () => works(clone.path, "start"), timeoutMs);

  for (const name of others) test(`bun run ${name} works after it`, () => works(clone.path, name), timeoutMs);
});

test.skipIf(!withGit || !proving)(
  "F9 every script is the first command on a fresh clone",
  async () => {
    for (const name of Object.keys(runs) as Script[]) {
      using clone = freshClone();
      await works(clone.path, name);
    }
  },
  4 * timeoutMs,
);

/** A copy of the working tree with everything that Git tracks or would track, and nothing else. */
function freshClone() {
  const folder = temporaryFolder();
  const listed = Bun.spawnSync(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root });
  for (const file of listed.stdout.toString().split("\0")) {
    if (file === "" || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(folder.path, file)), { recursive: true });
    cpSync(join(root, file), join(folder.path, file));
  }
  return folder;
}

/** The environment of `npx bun`, without variables that configure the server. */
function environment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !/^(LECTERN_|PORT$|npm_|BUN_|NODE_PATH$)/.test(name));
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => !existsSync(join(folder, "bun")));
  return { ...Object.fromEntries(kept), PATH: [npx.path, ...path].join(delimiter), NO_COLOR: "1" };
}

const options = (cwd: string) =>
  ({ cwd, env: environment(), stdin: "ignore", stdout: "pipe", stderr: "pipe" }) as const;

/** Runs a script to its end. */
async function ends(cwd: string, args: readonly string[]): Promise<{ output: string; code: number }> {
  const child = Bun.spawn(["bun", "run", ...args], options(cwd));
  const { exit, out, err } = await outcomeOf(child);
  return { output: out + err, code: exit };
}

/** Runs a script that starts a server, until the server listens; 0 if it does. */
async function serves(cwd: string, name: string): Promise<{ output: string; code: number }> {
  const data = join(cwd, "lectern-data");
  const child = Bun.spawn(["bun", "run", name, "--port", "0", "--host", "127.0.0.1", "--data", data], {
    ...options(cwd),
    // Its own process group, so that the shell and the server end together.
    detached: true,
  });
  let output = "";
  for await (const bytes of child.stderr) {
    output += new TextDecoder().decode(bytes);
    if (output.includes("listens on")) break;
  }
  const listening = existsSync(join(data, "running.json"));
  if (child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  await child.exited;
  return { output, code: listening ? 0 : 1 };
}
