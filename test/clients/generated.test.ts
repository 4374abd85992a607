/** Clients that generators make of the API documents compile, and work with a running server. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { findPython, root } from "../../scripts/prepare.ts";
import { outcomeOf } from "../support/child-process.ts";
import { openClass, type TestClass, teacherKey, temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { generatePython, generateTypes } from "./generators.ts";

setDefaultTimeout(60_000);

const folder = temporaryFolder();
const python = findPython() ?? Bun.which("python3") ?? undefined;
let room: TestClass;
beforeAll(async () => {
  room = await openClass({ code: "CLASS1" });
  symlinkSync(join(root, "node_modules"), join(folder.path, "node_modules"));
});
afterAll(async () => {
  await room?.[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

/** Runs a command in the folder; throws its output if it fails. */
async function run(...command: string[]): Promise<string> {
  const child = Bun.spawn(command, { cwd: folder.path, stdout: "pipe", stderr: "pipe" });
  const { exit, out, err } = await outcomeOf(child);
  if (exit !== 0) throw new Error(`${command.join(" ")}:\n${out.slice(0, 3000)}${err.slice(0, 3000)}`);
  return out;
}
const write = (name: string, text: string) => Bun.write(join(folder.path, name), text);

const program = `
import createClient from "openapi-fetch";
import type { components, paths } from "./openapi";

const [baseUrl = "", key = ""] = process.argv.slice(2);
const anyone = createClient<paths>({ baseUrl });
const signedIn = await anyone.POST("/api/auth/key", { body: { key } });
if (!signedIn.data) throw new Error(signedIn.error.detail);

const teacher = createClient<paths>({ baseUrl, headers: { Authorization: \`Bearer \${signedIn.data.token}\` } });
const made = await teacher.POST("/api/sessions", { body: { title: "Generated" } });
const session: components["schemas"]["Session"] | undefined = made.data;
const params = { path: { session: session?.code ?? "" } };
await anyone.POST("/api/sessions/{session}/join", { params, body: { nickname: "Ann" } });
const people = await teacher.GET("/api/sessions/{session}/participants", { params });
const wrong = await teacher.POST("/api/sessions/{session}/polls", { params, body: { kind: "choice", question: "", results: "live" } });
// @ts-expect-error There is no such field.
console.log(people.data?.map(({ nickname, nick }) => nickname + (nick ?? "")), wrong.error?.code);
export {};
`;

test("a TypeScript client of openapi-typescript and openapi-fetch compiles by strict rules, and works", async () => {
  const openapi = (await room.call("GET", "/openapi.json")).body;
  await write("openapi.d.ts", await generateTypes(openapi, folder.path));
  await write("program.ts", program);
  const compilerOptions = { strict: true, noEmit: true, module: "preserve", target: "esnext", types: ["bun-types"] };
  await write("tsconfig.json", JSON.stringify({ compilerOptions, files: ["program.ts"] }));
  await run(join(root, "node_modules/.bin/tsc"), "-p", ".");
  expect(await run(process.execPath, "program.ts", room.url, teacherKey)).toBe('[ "Teacher", "Ann" ] does_not_fit\n');
});

const reader = `
import json, sys
from models import *
welcome, opened, answer = [json.loads(line) for line in sys.stdin]
first = LecternFromServerWelcome(welcome)
print(first.data.session.title, first.data.you.nickname, first.data.participants)
event = LecternFromServerPollOpened(opened)
print(event.seq, event.data.question, [option["text"] for option in event.data.options], event.data.kind.value)
print(LecternPollVoteAnswer(answer).data.poll_id)
`;

test.skipIf(!python)("Python classes of Modelina have readable names, compile, and read frames", async () => {
  const asyncapi = (await room.call("GET", "/asyncapi.json")).body;
  const { names, module } = await generatePython(asyncapi);
  expect(names.filter((name) => /anonymous|^(undefined|_|root)?$/i.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  await write("models.py", module);
  await write("reader.py", reader);
  const { token } = await room.join("Ann");
  await using ann = await TestSocket.open(`${room.url}/ws/live/CLASS1`, token);
  const welcome = await ann.until("welcome");
  const poll = {
    kind: "choice",
    question: "2 + 2?",
    options: [{ text: "3" }, { text: "4" }],
    results: "live",
    open: true,
  };
  await room.call("POST", "/api/sessions/CLASS1/polls", room.teacher, poll);
  const opened = await ann.until("poll.opened");
  ann.send({ type: "poll.vote", id: "1", data: { poll_id: 1, choices: [2] } });
  const frames = [welcome, opened, await ann.until("ok")].map((frame) => JSON.stringify(frame)).join("\n");
  await write("frames.jsonl", frames);
  expect(await run("sh", "-c", `${python} reader.py < frames.jsonl`)).toBe(
    ["Class Ann None", `${opened.seq} 2 + 2? ['3', '4'] choice`, "1", ""].join("\n"),
  );
});
