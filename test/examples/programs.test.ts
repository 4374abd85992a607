/** The programs of examples/ do what their README says, against the compiled server. */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync, readdirSync } from "node:fs";
import { connect as connectTcp, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { buildProgram, findPython, root } from "../../scripts/prepare.ts";
import type * as sdk from "../../src/sdk/index.ts";
import { buildPackage, openProject, type Project } from "../sdk/project.ts";
import { makeClass, openProgram, type RemoteClass } from "../support/program.ts";

setDefaultTimeout(60_000);

const folder = join(root, "examples");
const readme = await Bun.file(join(folder, "README.md")).text();
const python = findPython();
const plainPython = python ?? Bun.which("python3") ?? undefined;

let server: Awaited<ReturnType<typeof openProgram>>;
let room: RemoteClass;
let project: Project;
let product: number;
let connect: typeof sdk.connect;
/** By the program's name in the README. */
const tokens = new Map<string, string>();

beforeAll(async () => {
  ({ connect } = await import(join(await buildPackage(), "index.js")));
  server = await openProgram();
  room = await makeClass(server.url, { code: "CLASS1" });
  const bolt = { code: "BOLT-M10", name: "Bolt", lsl: 9.5, usl: 10.5 };
  product = (await room.call("POST", "/api/spc/products", room.teacher, bolt)).body.id;
  project = await openProject(server.url);
  for (const name of readdirSync(folder)) cpSync(join(folder, name), join(project.path, name));
  const program = await buildProgram();
  const account = (await room.call("GET", "/api/auth/me", room.teacher)).body.user.name;
  for (const [, name = "", options = ""] of readme.matchAll(/^lectern token create (\S+) (.*)$/gm)) {
    const args = [name, ...options.replace("Kim", account).split(" ")];
    tokens.set(name, (await project.run(program, "token", "create", ...args, "--data", server.data)).trim());
  }
}, 120_000);
afterAll(async () => {
  project?.[Symbol.dispose]();
  await server?.[Symbol.asyncDispose]();
});

/** Starts a program as the README says, with a token, at `url`. */
function start(file: string, token: string, url = server.url) {
  const [, line = ""] = new RegExp(`^LECTERN_TOKEN=… (\\w+ ${file}[^>\n]*)`, "m").exec(readme) ?? [];
  const words = line.trim().replace("http://localhost:8000 1 ", `http://localhost:8000 ${product} `).split(" ");
  const [command = "", ...args] = words.map((word) => word.replace("http://localhost:8000", url));
  const env = { LECTERN_TOKEN: tokens.get(token) ?? "" };
  return project.start([command === "python3" ? (plainPython ?? "") : command, ...args], env);
}

/** A proxy to the server whose connections a test can cut; it can lose the first answer. */
async function openProxy({ losesFirstAnswer = false } = {}) {
  const sockets = new Set<Socket>();
  let loses = losesFirstAnswer;
  const proxy = createServer((inner) => {
    const outer = connectTcp(Number(new URL(server.url).port), "127.0.0.1");
    for (const socket of [inner, outer]) socket.on("error", () => {});
    sockets.add(inner);
    inner.pipe(outer);
    if (loses) outer.once("data", () => inner.destroy());
    else outer.pipe(inner);
    loses = false;
    inner.on("close", () => outer.destroy());
    outer.on("close", () => inner.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as { port: number };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const close = () => {
    cut();
    proxy.close();
  };
  return { url: `http://127.0.0.1:${port}`, cut, [Symbol.dispose]: close };
}

test("the README names every program", () => {
  const programs = readdirSync(folder).filter((name) => /\.(mjs|py)$/.test(name));
  expect(programs.filter((name) => !readme.includes(`](${name})`))).toEqual([]);
  expect([...tokens.keys()]).toEqual(["quiz", "attendance", "sensor"]);
});

test("the quiz bot asks each question, shows what is right, and prints who leads", async () => {
  const names = ["Ann", "Ben"];
  const students = await Promise.all(names.map((name) => connect({ url: server.url, code: "CLASS1", name })));
  for (const [n, student] of students.entries()) {
    student.on("poll.opened", ({ poll_id, max_choices }) => {
      // Ann knows both answers.
      const right = max_choices === 1 ? [2] : [1, 2];
      return student.send("poll.vote", { poll_id, choices: n === 0 ? right : [3] });
    });
  }
  await using quiz = start("quiz-bot.mjs", "quiz");
  expect(await quiz.rest()).toEqual([
    "How many strings does a guitar have?",
    "  2 votes, 1 of them right",
    "Which of these are chords?",
    "  2 votes, 2 of them right",
    expect.stringMatching(/^1\. Ann: 1[5-9]\d|^1\. Ann: 200$/),
    "2. Ben: 0",
  ]);
  for (const student of students) student.close();
});

test("the attendance of all classes is a table, without formulas of students", async () => {
  for (const name of ["=1+2", '+"3", 4']) (await connect({ url: server.url, code: "CLASS1", name })).close();
  await using attendance = start("attendance.mjs", "attendance");
  const [head, ...rows] = await attendance.rest();
  expect(head).toBe("class,title,name,role,first_seen_at,last_seen_at,minutes");
  expect(rows).toContainEqual(expect.stringMatching(/^CLASS1,Class,Ann,STUDENT,\d{4}-.*Z,\d{4}-.*Z,\d+$/));
  expect(rows).toContainEqual(expect.stringContaining(",'=1+2,STUDENT,"));
  expect(rows).toContainEqual(expect.stringContaining(`,"'+""3"", 4",STUDENT,`));
});

test.skipIf(!plainPython)("the sensor sends each value once, also if an answer is lost", async () => {
  using proxy = await openProxy({ losesFirstAnswer: true });
  await using sensor = start("sensor.py", "sensor", proxy.url);
  const sent = (await sensor.rest()).map(Number);
  const { body } = await room.call("GET", `/api/spc/measurements?product=${product}&limit=100`, room.teacher);
  expect(sent.length).toBe(20);
  expect(body.map((one: { measurement_value: number }) => one.measurement_value).toReversed()).toEqual(sent);
});

test.skipIf(!plainPython)("the sensor takes the address of a page by name, and reports a missing token", async () => {
  const { port } = new URL(server.url);
  await using sensor = start("sensor.py", "sensor", `http://localhost:${port}/board`);
  expect((await sensor.rest()).length).toBe(20);
  await using nameless = start("sensor.py", "no such token");
  expect(await nameless.rest().catch(({ message }) => message)).toMatch(/: rejected with status 401\n$/);
});

test.skipIf(!python)("the bot in Python tries again after a rate limit, and ends if its token is refused", async () => {
  let requests = 0;
  await using refusing = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: () =>
      ++requests === 1
        ? Response.json({ detail: "too many" }, { status: 429 })
        : Response.json({ detail: "revoked" }, { status: 401 }),
  });
  await using bot = start("faq_bot.py", "quiz", refusing.url.origin);
  expect(await bot.rest()).toEqual(["revoked"]);
});

test.skipIf(!python)(
  "the bot in Python answers questions, also those asked while its connection was lost",
  async () => {
    using proxy = await openProxy();
    await using bot = start("faq_bot.py", "quiz", proxy.url);
    expect(await bot.next()).toBe("listening");
    const student = await connect({ url: server.url, code: "CLASS1", name: "Chung" });
    await student.send("question.ask", { text: "Which wifi is it?" });
    expect(await bot.next()).toBe("Which wifi is it? -> The Wi-Fi is called Classroom.");
    proxy.cut();
    await student.send("question.ask", { text: "Is there homework?" });
    expect(await bot.next()).toBe("Is there homework? -> There is no homework today.");
    if (!(await student.view("questions")).every(({ answer }) => answer !== null))
      await student.once("question.answered");
    expect((await student.view("questions")).map(({ answer }) => answer)).toEqual([
      "There is no homework today.",
      "The Wi-Fi is called Classroom.",
    ]);
    student.close();
    await room.call("POST", "/api/sessions/CLASS1/end", room.teacher, {});
    expect(await bot.rest()).toEqual(["the class has ended"]);
  },
);
