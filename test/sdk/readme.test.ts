/** Every block of code in the package's README runs, in a project that has installed the package as it says. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/prepare.ts";
import { chromiumPath, launchChromium } from "../browser/chromium.ts";
import { lectern } from "../cli/program.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { buildPackage, openProject, type Project } from "./project.ts";

setDefaultTimeout(60_000);

const readme = await Bun.file(join(root, "src/sdk/README.md")).text();
/** The blocks that name a file. */
const blocks = new Map(
  Array.from(readme.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms), ([, name = "", text = ""]) => [name, text]),
);
const commands = Array.from(readme.matchAll(/^```sh\n(.*?)^```$/gms), ([, text = ""]) => text.trim());

let room: TestClass;
let project: Project;
let token: string;
let page: ReturnType<typeof Bun.serve>;

beforeAll(async () => {
  await buildPackage();
  page = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () => new Response(blockOf("page.html"), { headers: { "Content-Type": "text/html" } }),
  });
  const server = await openTestServer({ allowedOrigins: [`http://127.0.0.1:${page.port}`] });
  room = await openClass({ server, code: "CLASS1" });
  project = await openProject(room.url);
  for (const name of blocks.keys()) project.write(name, blockOf(name));
});
afterAll(async () => {
  project?.[Symbol.dispose]();
  await room?.[Symbol.asyncDispose]();
  await page?.stop(true);
});

/** A block, for the server of this test. */
const blockOf = (name: string) => blocks.get(name)?.replaceAll("http://localhost:8000", room.url) ?? "";
const start = (name: string) => project.start(["node", name], { LECTERN_TOKEN: token });

test("no block is left out", () => {
  expect([...blocks.keys()]).toEqual([
    "bot.mjs",
    "quiz.mjs",
    "board.mjs",
    "errors.mjs",
    "status.mjs",
    "page.html",
    "classes.mjs",
    "types.ts",
  ]);
  expect(commands.map((text) => text.replace(/ .*/, ""))).toEqual(["npm", "lectern"]);
  // `openProject` runs it.
  expect(commands[0]).toBe("npm install http://localhost:8000/client.tgz ws");
});

test("a bot joins, votes and leaves at the end; a program with a token asks, and sees who leads", async () => {
  const [, , ...args] = commands[1]?.split(" ") ?? [];
  token = (await lectern(["token", ...args, "--data", room.data])).out.trim();
  await using bot = start("bot.mjs");
  expect(await bot.next()).toBe('Bot is in the class "Class"');
  await using quiz = start("quiz.mjs");
  expect(await bot.next()).toBe("How many strings does a guitar have? I say: 4");
  expect(await quiz.rest()).toEqual(["1. Bot: 0 points"]);
  await using board = start("board.mjs");
  expect(await board.next()).toBe("1 students");
  await board.rest();
  await room.call("POST", "/api/sessions/CLASS1/end", room.teacher, {});
  expect(await bot.rest()).toEqual(["The end: ended"]);
  await room.call("POST", "/api/sessions/CLASS1/reopen", room.teacher, {});
});

test("errors have a code and a text; the status is reported; HTTP calls are answered", async () => {
  const programs = ["errors.mjs", "status.mjs", "classes.mjs"].map(start);
  expect(await Promise.all(programs.map((program) => program.rest()))).toEqual([
    ["session_not_found Session not found"],
    ["closed"],
    ["CLASS1 Class WAITING"],
  ]);
});

/** What the types must reject. */
const wrong = `
import { connect, createClient } from "@lectern/client";
const room = await connect({ url: "", code: "" });
// @ts-expect-error There is no such command.
room.send("poll.vote_twice", {});
// @ts-expect-error A field is missing.
room.send("poll.vote", { choices: [1] });
// @ts-expect-error There is no such event.
room.on("poll.exploded", () => {});
// @ts-expect-error The event has no such field.
room.on("poll.opened", ({ pol_id }) => pol_id);
// @ts-expect-error There is no such view.
room.view("secrets");
// @ts-expect-error The path has a parameter.
createClient({ url: "" }).call("GET /api/sessions/:session");
const [first] = await room.view("participants");
// @ts-expect-error A nickname is a string.
export const n: number = first!.nickname;
`;

test("TypeScript compiles its block without types of a browser or of Node, and rejects mistakes", async () => {
  project.write("wrong.ts", wrong);
  const compilerOptions = { strict: true, noEmit: true, module: "nodenext", target: "es2022", lib: ["es2022"] };
  const config = { compilerOptions: { ...compilerOptions, types: [] }, files: ["types.ts", "wrong.ts"] };
  project.write("tsconfig.json", JSON.stringify(config));
  await project.run(join(root, "node_modules/.bin/tsc"), "-p", ".");
});

test("a Node without WebSocket says what to install", async () => {
  rmSync(join(project.path, "node_modules/ws"), { recursive: true });
  const isMissing = (await project.run("node", "-p", "typeof WebSocket")) === "undefined\n";
  await using bot = start("bot.mjs");
  if (isMissing) await expect(bot.next()).rejects.toThrow("npm install ws");
  else expect(await bot.next()).toContain("is in the class");
});

test.skipIf(!chromiumPath)("a page follows the class, and returns to its seat after a reload", async () => {
  await using browser = await launchChromium();
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${page.port}`);
  await tab.getByText("Class", { exact: true }).waitFor();
  await room.call("POST", `/api/sessions/CLASS1/steps/${room.lesson.subtasks[1]?.id}/start`, room.teacher, {});
  await tab.getByText("Step 2").waitFor();
  await tab.reload();
  await tab.getByText("Step 2").waitFor();
  const people = (await room.call("GET", "/api/sessions/CLASS1/participants", room.teacher)).body;
  expect(people.filter(({ nickname }: { nickname: string }) => /^Page/.test(nickname)).length).toBe(1);
});
