/**
 * The feature of CONTRIBUTING.md and the dialect of docs/BUZZER.md, followed to the letter in a copy of the working tree:
 * the blocks of code are read from the pages themselves, so that a page that is not true any more fails here.
 */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { outcomeOf } from "./support/child-process.ts";
import { temporaryFolder } from "./support/class.ts";

setDefaultTimeout(600_000);

const root = join(import.meta.dir, "..");
const withGit = existsSync(join(root, ".git")) && Bun.which("git") !== null;

/** A block of code that names its file: the whole file, or lines to replace in it. */
interface Block {
  readonly language: string;
  readonly file: string;
  readonly text: string;
}

const pages = ["CONTRIBUTING.md", "docs/BUZZER.md"];
const page = (await Promise.all(pages.map((path) => Bun.file(join(root, path)).text()))).join("\n");
const blocks = Array.from(page.matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms), ([, language, file, text]): Block => {
  return { language: language ?? "", file: file ?? "", text: text ?? "" };
});

/** The lines of a diff that begin with one of `marks`, without it. */
const linesOf = (text: string, marks: string) =>
  text
    .split("\n")
    .filter((line) => line !== "" && marks.includes(line.charAt(0)))
    .map((line) => line.slice(1))
    .join("\n");

function follow(folder: string, { language, file, text }: Block): void {
  const path = join(folder, file);
  if (language !== "diff") return writeFileSync(path, text);
  const [before, old, fresh] = [readFileSync(path, "utf8"), linesOf(text, " -"), linesOf(text, " +")];
  expect({ file, old, found: before.split(old).length - 1 }).toEqual({ file, old, found: 1 });
  writeFileSync(
    path,
    before.replace(old, () => fresh),
  );
}

const copy = temporaryFolder();
afterAll(() => copy[Symbol.dispose]());
beforeAll(() => {
  if (!withGit) return;
  const listed = Bun.spawnSync(["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root });
  for (const file of listed.stdout.toString().split("\0").filter(Boolean)) {
    if (!existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(copy.path, file)), { recursive: true });
    cpSync(join(root, file), join(copy.path, file));
  }
  symlinkSync(join(root, "node_modules"), join(copy.path, "node_modules"));
  for (const block of blocks) follow(copy.path, block);
});

/** Runs Bun in the copy; returns the exit code and what it printed. */
async function runs(...args: string[]): Promise<{ code: number; said: string }> {
  // Few random classes: each suite has its full number when it runs by itself.
  const env = { ...process.env, LECTERN_RUNS: "0.25" };
  const child = Bun.spawn([process.execPath, ...args], { cwd: copy.path, env, stdout: "pipe", stderr: "pipe" });
  const { exit, out, err } = await outcomeOf(child);
  return { code: exit, said: out + err };
}

/** Runs tests in the copy, and shows their errors if one fails; returns what they printed. */
async function expectPass(...args: string[]): Promise<string> {
  const { code, said } = await runs("test", "--timeout", "300000", ...args);
  const lines = said.split("\n");
  const failed = lines.filter((line) => line.startsWith("(fail)"));
  // The errors of a test are printed before its line.
  if (code !== 0) console.error(lines.filter((line) => !/^\((pass|skip|todo)\)/.test(line)).join("\n"));
  expect({ code, failed }).toEqual({ code: 0, failed: [] });
  return said;
}

test("the pages have both examples", () => {
  expect([...new Set(blocks.map(({ file }) => file))]).toEqual([
    "src/features/bell.ts",
    "src/features/registry.ts",
    "src/web/features/bell.ts",
    "src/web/features/index.ts",
    "src/client/fold/bell.ts",
    "src/client/fold/index.ts",
    "src/client/api.ts",
    "src/web/room/bell.tsx",
    "src/web/room/texts.ts",
    "src/web/room/room.tsx",
    "src/dialects/buzzer.ts",
    "src/dialects/index.ts",
    "test/dialects/voices/buzzer.ts",
    "test/dialects/voices/index.ts",
    "test/dialects/transcripts/buzzer.transcript",
  ]);
});

test.skipIf(!withGit)(
  "with the bell of CONTRIBUTING.md and the buzzer of docs/BUZZER.md, types and formatting are right",
  async () => {
    // One checker: each further one checks the shared types again, and the other test process uses the other core.
    const types = await runs("node_modules/.bin/tsc", "--noEmit", "--checkers", "1");
    expect(types).toEqual({ code: 0, said: "" });
    const files = [...new Set(blocks.map(({ file }) => file))].filter((file) => /\.tsx?$/.test(file));
    const lint = await runs("node_modules/.bin/biome", "check", ...files);
    expect({ code: lint.code, said: lint.code === 0 ? "" : lint.said }).toEqual({ code: 0, said: "" });
  },
);

test.skipIf(!withGit)("with them, the suites that run over the registries pass", async () => {
  expect((await runs("scripts/coverage.ts")).code).toBe(0);
  const overRegistries = ["across", "registry"].map((name) => `test/dialects/${name}.test.ts`);
  const others = ["live/fan-out", "live/replay", "live/once", "security/isolation", "docs/coverage", "docs/documents"];
  const pages = ["web/features", "web/texts", "features/registry"];
  const files = [...overRegistries, ...[...others, ...pages].map((name) => `test/${name}.test.ts`)];
  await expectPass(...files);
  const said = await expectPass("test/dialects/contract.test.ts", "-t", "^(P1 )?buzzer");
  const scenes = blocks.flatMap(({ text }) => Array.from(text.matchAll(/^## (.+)$/gm), ([, title]) => title));
  expect(scenes.length).toBeGreaterThan(1);
  for (const scene of scenes) expect(said).toContain(`P1 buzzer speaks its transcript, letter for letter > ${scene}`);
});

test.skipIf(!withGit)("the API document has the buzzer's lines, with their values", async () => {
  const print = `
    import { asyncapi } from "./src/docs/asyncapi.ts";
    const { messages, schemas } = asyncapi({ version: "0", url: "http://localhost" }).components;
    for (const [title, { contentType }] of Object.entries(messages)) {
      if (title.startsWith("Buzzer")) console.log(contentType, ...schemas[title].examples);
    }
  `;
  const { code, said } = await runs("-e", print);
  expect({ code, said: said.trim().split("\n").toSorted() }).toEqual({
    code: 0,
    said: [
      "ERROR <text>",
      "GO <options>",
      "OVER",
      "PING <value>",
      "PONG <value>",
      "PRESS <value>",
      "READY",
      "RIGHT <options>",
      "SAVED <options>",
      "STOP",
    ].map((line) => `text/plain ${line}`),
  });
});

for (const [what, right, wrong] of [
  ["decide changes the state", 'emit("bell.rung"', 'Object.assign(state, { asked: 1 });\n      emit("bell.rung"'],
  ["evolve uses chance", "state.rung = rung", "state.rung = rung + Math.random()"],
] as const) {
  test.skipIf(!withGit)(`a feature whose ${what} fails in a suite over the registry`, async () => {
    const file = join(copy.path, "src/features/bell.ts");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace(right, wrong));
    const { code, said } = await runs(
      "test",
      "--timeout",
      "300000",
      "test/live/replay.test.ts",
      "-t",
      "moments, joins",
    );
    writeFileSync(file, before);
    expect(code).toBe(1);
    expect(said).toContain('"bell"');
  });
}
