/**
 * Runs every block of code of the guide, with the compiled program. The word behind the language says how:
 *
 * - `sh`: runs in the page's folder, in which somebody has taught, while no server runs. Must end with 0.
 * - `sh server`: the same, while a server runs on this folder.
 * - `sh serve`: starts the server, which then stops.
 * - `json`: is parsed. `js server`, `py server`: run with the server's address and a class in the environment.
 * - `… skip="why"`: does not run.
 */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { buildProgram, findPython } from "../../scripts/prepare.ts";
import { type Serving, serving } from "../cli/program.ts";
import { outcomeOf } from "../support/child-process.ts";
import { teacherKey, temporaryFolder } from "../support/class.ts";
import { makeClass } from "../support/program.ts";
import { type Block, guideFiles, readMarkdown } from "./markdown.ts";

setDefaultTimeout(60_000);

const pages = guideFiles("en")
  .map((path) => ({ name: basename(path, ".md"), blocks: readMarkdown(path).blocks }))
  .filter(({ blocks }) => blocks.length > 0);
const python = findPython();

const runnable = /^(?:sh|sh server|sh serve|json|js server|py server)$/;
const skipped = /^skip="[^"]{5,}"$/;

const folder = temporaryFolder();
const bin = join(folder.path, "bin");
/** The data of somebody who has taught, which each page gets a copy of. */
const taught = join(folder.path, "taught");
let program = "";

beforeAll(async () => {
  program = await buildProgram();
  mkdirSync(bin);
  writeFileSync(join(bin, "lectern"), `#!/bin/sh\nexec "${program}" "$@"\n`);
  chmodSync(join(bin, "lectern"), 0o755);
  await using server = await serve(taught);
  const { call, teacher } = await makeClass(server.url, { students: 2, code: "TEST001" });
  await call("POST", "/api/sessions/TEST001/join", undefined, { nickname: "Ann" });
  // What the page on devices measures.
  await call("POST", "/api/spc/products", teacher, { code: "BOLT", name: "Bolt", lsl: 9.9, usl: 10.1 });
});
afterAll(() => folder[Symbol.dispose]());

const serve = (data: string): Promise<Serving> =>
  serving(data, { program, args: ["--host", "127.0.0.1", "--teacher-key", teacherKey] });

function environment(data: string, added: Record<string, string> = {}): Record<string, string> {
  const { PATH = "", HOME = "" } = process.env;
  const quiet = { NO_COLOR: "1", LECTERN_MDNS: "false", LECTERN_OPEN: "false", LECTERN_HOST: "127.0.0.1" };
  return { PATH: `${bin}:${PATH}`, HOME, LECTERN_DATA: data, ...quiet, ...added };
}

/** Runs a command to its end; gives its exit code and what it wrote. */
async function run(command: string[], cwd: string, env: Record<string, string>) {
  const child = Bun.spawn(command, { cwd, env, stdin: "ignore", stdout: "pipe", stderr: "pipe", timeout: 30_000 });
  const { exit, out, err } = await outcomeOf(child);
  return { exit, wrote: exit === 0 ? "" : (out + err).slice(-2000) };
}

/** Starts the server by a block, and stops it as soon as it listens. */
async function startAndStop({ text }: Block, cwd: string, env: Record<string, string>) {
  const free = text.replace(/--port \d+/, "--port 0").replace(/^(?=lectern\b)/m, "exec ");
  const child = Bun.spawn(["sh", "-eu", "-c", free], { cwd, env, stdin: "ignore", stdout: "ignore", stderr: "pipe" });
  let wrote = "";
  for await (const bytes of child.stderr) {
    wrote += new TextDecoder().decode(bytes);
    if (wrote.includes("listens on")) child.kill("SIGTERM");
  }
  const exit = await child.exited;
  return { exit, wrote: exit === 0 && wrote.includes("listens on") ? "" : wrote.slice(-2000) };
}

const interpreters: Record<string, (text: string) => string[]> = {
  sh: (text) => ["sh", "-eu", "-c", text],
  js: (text) => [process.execPath, "-e", text],
  py: (text) => [python ?? "python3", "-c", text],
};

async function runBlock(block: Block, cwd: string): Promise<{ exit: number; wrote: string }> {
  const data = join(cwd, "lectern-data");
  if (block.info === "serve") return startAndStop(block, cwd, environment(data, { LECTERN_PORT: "0" }));
  const command = interpreters[block.language]?.(block.text) ?? [];
  if (block.info !== "server") return run(command, cwd, environment(data));
  await using server = await serve(data);
  return await run(command, cwd, environment(data, { LECTERN_URL: server.url }));
}

test("the program contains the guide", async () => {
  await using server = await serve(join(folder.path, "empty"));
  const page = await (await fetch(`${server.url}/docs/guide/ko/first-class`)).text();
  expect(page).toContain('<h2 id="lectern-켜기">Lectern 켜기</h2>');
  const [, styles = ""] = /rel="stylesheet" href="([^"]+)"/.exec(page) ?? [];
  const [, icon = ""] = /rel="icon"[^>]* href="([^"]+)"/.exec(page) ?? [];
  const [, picture = ""] = /<img src="([^"]+)"/.exec(page) ?? [];
  for (const path of [styles, icon, picture, "/docs/guide/ko/reference/INSTALL"]) {
    const { status } = await fetch(server.url + path);
    expect([path, status]).toEqual([path, 200]);
  }
});

test("each block runs, or says why it does not", () => {
  const wrong = pages.flatMap(({ name, blocks }) =>
    blocks
      .filter(({ language, info }) => !runnable.test(`${language} ${info}`.trim()) && !skipped.test(info))
      .map(({ language, info }) => `${name}: ${language} ${info}`),
  );
  expect(wrong).toEqual([]);
});

describe.skipIf(process.platform === "win32")("the blocks of a page run in their order", () => {
  for (const { name, blocks } of pages) {
    test(name, async () => {
      const cwd = join(folder.path, name);
      cpSync(taught, join(cwd, "lectern-data"), { recursive: true });
      for (const block of blocks.filter(({ info }) => !skipped.test(info))) {
        if (block.language === "json") {
          JSON.parse(block.text);
          continue;
        }
        if (block.language === "py" && !python) continue;
        const { exit, wrote } = await runBlock(block, cwd);
        expect({ name, text: block.text, exit, wrote }).toEqual({ name, text: block.text, exit: 0, wrote: "" });
      }
    });
  }
});
