/**
 * Writes the database of an older version: `bun write.ts <checkout> <version>`. The checkout is that version's, with its
 * packages installed. Makes `<version>.db.gz`, and `<version>.json` with what that version answered about it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { temporaryFolder } from "../../support/class.ts";
import { type Asked, asked, startedAt } from "./asked.ts";

const [, , checkout = "", version = ""] = process.argv;
const { openServer } = await import(join(checkout, "src/server.ts"));
using folder = temporaryFolder();
const teacherKey = "a-key-for-this-test";
const begun = Date.now();
const now = () => startedAt + Date.now() - begun;
const server = await openServer({ port: 0, host: "127.0.0.1", teacherKey, rateLimit: 0, data: folder.path, now });

async function call(method: string, path: string, token?: string, body?: unknown): Promise<any> {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const response = await fetch(server.url + path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  const text = await response.text();
  return text && JSON.parse(text);
}

/** Sends commands over one socket and waits for each answer. */
async function send(code: string, token: string, ...commands: { id: string; type: string; data: object }[]) {
  const ws = new WebSocket(`${server.url.replace("http", "ws")}/ws/live/${code}`, {
    headers: { Authorization: `Bearer ${token}` },
  } as never);
  const answers: unknown[] = [];
  const waiting = new Map<string, (answer: unknown) => void>();
  ws.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(String(data));
    if (frame.id) waiting.get(frame.id)?.(frame);
  });
  await new Promise((resolve, reject) => {
    ws.addEventListener("open", resolve);
    ws.addEventListener("error", reject);
  });
  for (const command of commands) {
    const answer = new Promise((resolve) => waiting.set(command.id, resolve));
    ws.send(JSON.stringify(command));
    answers.push(await answer);
  }
  ws.close();
  return answers;
}

const { token: teacher } = await call("POST", "/api/auth/key", undefined, { key: teacherKey });
const steps = ["Open the settings", "Choose a language", "Go back"];
const lesson = await call("POST", "/api/lessons", teacher, {
  title: "First steps",
  subtasks: steps.map((title) => ({ title, guide_text: `${title}, please.` })),
});

/** A class with these students, in which everything happens that there is to happen. */
async function holdClass(code: string, students: number) {
  await call("POST", "/api/sessions", teacher, { title: `Class ${code}`, code, lesson_id: lesson.id });
  const path = `/api/sessions/${code}`;
  const tokens: string[] = [];
  for (let n = 0; n < students; n++) {
    tokens.push((await call("POST", `${path}/join`, undefined, { nickname: `학생 ${n + 1}` })).token);
  }
  const [ann = "", bob = ""] = tokens;
  const answered: Asked["answered"][number][] = [];
  for (const { id } of lesson.subtasks) {
    await call("POST", `${path}/steps/${id}/start`, teacher, {});
    for (const [n, token] of tokens.entries()) {
      const command = { id: `done-${id}`, type: "step.complete", data: { subtask_id: id } };
      const [answer] = await send(code, token, command);
      if (n === 0) answered.push({ code, token, command, answer });
    }
  }
  await call("POST", `${path}/help`, ann, { message: "Where is it?" });
  await call("POST", `${path}/messages`, bob, { content: "Good morning 👋" });
  const { question_id } = await call("POST", `${path}/questions`, bob, { text: "Why is it there?" });
  await call("PUT", `${path}/questions/${question_id}/like`, ann);
  await call("POST", `${path}/questions/${question_id}/answer`, teacher, { text: "It always was." });
  await call("POST", `${path}/feedback`, ann, { feedback_type: "OK" });
  await call("POST", `${path}/important`, teacher, { note: "Save before you close." });
  return { code, tokens, answered };
}

const held = [await holdClass("ENDED1", 5), await holdClass("OPEN22", 4)];
await call("POST", "/api/sessions/ENDED1/end", teacher, {});

let products: { id: number }[] = [];
if (version !== "0.2.0") {
  const product = { code: "BOLT", name: "Bolt", lsl: 9, usl: 11, target: 10, subgroup_size: 1 };
  products = [await call("POST", "/api/spc/products", teacher, product)];
  const values = Array.from({ length: 60 }, (_, n) => Math.round((10 + Math.sin(n * 2.3) / 4) * 1000) / 1000);
  for (const value of [...values.slice(0, 30)]) {
    await call("POST", "/api/spc/measurements", teacher, { product: products[0]?.id, measurement_value: value });
  }
  await call("POST", `/api/spc/products/${products[0]?.id}/limits`, teacher, {});
  for (const value of [...values.slice(30), 11.5]) {
    await call("POST", "/api/spc/measurements", teacher, { product: products[0]?.id, measurement_value: value });
  }
}

const answers: Record<string, unknown> = {};
const paths = asked({ codes: held.map(({ code }) => code), products: products.map(({ id }) => id) });
for (const path of paths) {
  const answer = await call("GET", path, teacher).catch((cause) => console.error(String(cause)));
  if (answer !== undefined) answers[path] = answer;
}
await server.stop();
const file = (ending: string) => join(import.meta.dir, `${version}.${ending}`);
writeFileSync(file("db.gz"), gzipSync(readFileSync(join(folder.path, "lectern.db")), { level: 9 }));
const told: Asked = {
  teacher,
  students: held.map(({ tokens }) => tokens),
  answered: held.flatMap((one) => one.answered),
  answers,
};
writeFileSync(file("json"), `${JSON.stringify(told, null, 1)}\n`);
process.exit(0);
