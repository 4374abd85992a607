/** One person's data: exported completely, and erased so that nothing of it is left in the data folder. */
import { beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { fromZip } from "../../src/domain/zip.ts";
import { events } from "../../src/features/index.ts";
import { nameFields } from "../../src/live/person.ts";
import { openStore } from "../../src/store/open.ts";
import { accountColumns } from "../../src/store/persons.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { png } from "../support/picture.ts";
import { lecternInProcess } from "./in-process.ts";

const words = {
  chat: "a chat of Zaphod",
  help: "a call of Zaphod",
  question: "a question of Zaphod?",
  word: "zaphodword",
  long: "zaphodlong ".repeat(60).trim(),
};
const nicknames = ["Zaphod", "Beeblebrox"];

/** A class in which Zaphod, a guest, and Kim, with an account, do the same. Returns the names of Zaphod's pictures. */
async function openPast(data: string) {
  await using room = await openClass({
    code: "TEST001",
    features: ["chat", "polls", "hands", "help", "questions"],
    settings: { questions_approval: true },
    server: await openTestServer({ data }),
  } as never);
  const { call, teacher } = room;
  const at = "/api/sessions/TEST001";
  await call("POST", "/api/users", teacher, { name: "Kim", role: "student", password: "password-of-kim" });
  await call("POST", `${at}/start`, teacher, {});
  const zaphod = await room.join("Zaphod");
  const kim = (await call("POST", "/api/auth/login", undefined, { name: "Kim", password: "password-of-kim" })).body;
  await call("POST", `${at}/join`, kim.token, { nickname: "Kim" });
  const poll = await call("POST", `${at}/polls`, teacher, {
    kind: "words",
    question: "A word?",
    results: "live",
    open: true,
  });
  expect([poll.status, poll.body]).toEqual([200, { poll_id: 1 }]);
  const pictures: string[] = [];
  for (const [token, of] of [
    [zaphod.token, (text: string) => text],
    [kim.token, (text: string) => text.replaceAll(/zaphod/gi, "Kim")],
  ] as const) {
    const done = [
      await call("POST", `${at}/messages`, token, { content: of(words.chat) }),
      await call("POST", `${at}/help`, token, { message: of(words.help) }),
      await call("POST", `${at}/questions`, token, { text: of(words.question) }),
      await call("PUT", `${at}/polls/${poll.body.poll_id}/vote`, token, { words: [of(words.word)] }),
      await call("POST", `${at}/hands`, token, {}),
    ];
    expect(done.map(({ status, body }) => [status, status === 200 ? 0 : body])).toEqual(done.map(() => [200, 0]));
    const form = new FormData();
    form.set("file", new File([new Uint8Array(png(2, 2, () => [1, 2, 3]))], "x.png", { type: "image/png" }));
    const headers = { Authorization: `Bearer ${token}` };
    const uploaded = await fetch(`${room.url}/api/uploads?session=TEST001`, { method: "POST", headers, body: form });
    expect(uploaded.status).toBe(201);
    pictures.push(((await uploaded.json()) as { url: string }).url.split("/").at(-1) ?? "");
  }
  expect((await call("POST", `${at}/questions`, zaphod.token, { text: words.long })).status).toBe(200);
  const asked = (await call("GET", `${at}/questions`, teacher)).body;
  for (const { question_id } of asked) {
    expect((await call("POST", `${at}/questions/${question_id}/approve`, teacher, {})).status).toBe(200);
  }
  // As the teacher's page does that asks the class a student's question.
  for (const { cleaned_text } of asked) {
    const question = cleaned_text.slice(0, 500);
    const copied = { kind: "words", question, results: "live", open: true };
    expect((await call("POST", `${at}/polls`, teacher, copied)).status).toBe(200);
  }
  const { id } = zaphod.participant;
  expect((await call("PUT", `${at}/participants/${id}/nickname`, teacher, { nickname: "Beeblebrox" })).status).toBe(
    200,
  );
  await call("POST", `${at}/messages`, zaphod.token, { content: words.chat });
  await call("POST", `${at}/end`, teacher, {});
  expect((await call("POST", `${at}/again`, teacher, {})).status).toBe(201);
  return { pictures, participant: id };
}

/** The bytes of all files of a folder, as text. */
const everythingIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");

describe("a guest", () => {
  let data = "";
  let past: Awaited<ReturnType<typeof openPast>>;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), "lectern-test-"));
    past = await openPast(data);
    return () => rmSync(data, { recursive: true, force: true });
  });
  const run = (...args: string[]) => lecternInProcess(["user", ...args, "--class", "TEST001", "--data", data]);

  test("is exported with everything that they wrote and did, and with nobody else's", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "person.zip");
    const { exit, out } = await run("export", "Beeblebrox", file);
    expect([exit, out]).toEqual([0, `${file}: Zaphod, 1 classes, 1 pictures.\n`]);
    const files = fromZip(readFileSync(file), { maxFiles: 10, maxBytes: 1e7 });
    expect([...files.keys()]).toEqual(["person.json", `pictures/${past.pictures[0]}`]);
    const text = Buffer.from(files.get("person.json") ?? []).toString();
    for (const mine of [...Object.values(words), ...nicknames])
      expect([mine, text.includes(mine)]).toEqual([mine, true]);
    expect(text).not.toMatch(/of Kim|Kimword|"hash"|password/);
    const record = JSON.parse(text);
    expect(Object.keys(record.tables).sort()).toEqual(["activity", "credentials", "seats", "uploads", "users"]);
    expect(record.classes).toMatchObject([{ code: "TEST001", participant: past.participant }]);
  });

  test("is erased only with --yes; then nothing of them is left, and the class is as it was for everybody else", async () => {
    const asked = await run("erase", "Beeblebrox");
    expect(asked.out).toBe(
      "This would erase Zaphod (guest), in 1 classes, with 1 pictures. Nothing is changed yet: add --yes.\n",
    );
    expect(everythingIn(data)).toContain(words.chat);
    const { exit, err } = await run("erase", "Beeblebrox", "--yes");
    expect([exit, err]).toEqual([0, ""]);
    const left = everythingIn(data);
    for (const mine of [...Object.values(words), ...nicknames, "zaphodlong"])
      expect([mine, left.includes(mine)]).toEqual([mine, false]);
    expect(readdirSync(join(data, "uploads"))).toEqual([past.pictures[1] ?? ""]);

    await using server = await openTestServer({ data });
    const teacher = await server.teacher();
    const report = JSON.stringify((await server.call("GET", "/api/sessions/TEST001/report", teacher)).body);
    const alias = `#${past.participant.slice(-4)}`;
    for (const there of ["a chat of Kim", "a call of Kim", "a question of Kim?", "Kimword", alias]) {
      expect([there, report.includes(there)]).toEqual([there, true]);
    }
    const { body: again } = await server.call("GET", "/api/sessions?limit=1", teacher);
    const expected = await server.call("GET", `/api/sessions/${again[0].code}/expected`, teacher);
    expect(JSON.stringify(expected.body)).toContain("Kim");
  });
});

test("an erased account's name is in no entry of the audit log", async () => {
  using folder = temporaryFolder();
  const data = join(folder.path, "data");
  const run = async (...args: string[]) => {
    const { exit, err } = await lecternInProcess([...args, "--data", data]);
    expect([args, exit, err]).toEqual([args, 0, expect.any(String)]);
  };
  {
    await using server = await openTestServer({ data });
    const teacher = await server.teacher();
    const account = { name: "Zarquon", password: "password-of-zarquon" };
    expect((await server.call("POST", "/api/users", teacher, { ...account, role: "teacher" })).status).toBe(201);
    await server.call("POST", "/api/auth/login", undefined, { ...account, password: "wrong" });
    const session = await server.call("POST", "/api/sessions", teacher, { code: "TEST001", title: "A class" });
    expect(session.status).toBe(201);
    const at = "/api/sessions/TEST001/co-teachers";
    const invited = await server.call("POST", at, teacher, { name: "Zarquon" });
    expect(invited.status).toBe(201);
    expect((await server.call("DELETE", `${at}/${invited.body.co_teacher.id}`, teacher)).status).toBe(204);
  }
  const lesson = join(folder.path, "lesson.txt");
  await Bun.write(lesson, "One step\n");
  await run("import", "lesson", lesson, "--teacher", "Zarquon");
  await run("token", "create", "bot", "--for", "account", "--account", "Zarquon");
  await run("backup", join(folder.path, "Zarquon.tar"));
  await run("user", "erase", "Zarquon", "--yes");
  expect(everythingIn(data)).not.toMatch(/zarquon/i);
});

test("an account that has classes is not erased, and a server that runs is named", async () => {
  await using room = await openClass({ code: "TEST001" });
  const run = (...args: string[]) => lecternInProcess(["user", "erase", ...args, "--data", room.data]);
  expect((await run("Teacher", "--yes")).err).toMatch(/^lectern: Lectern is running on .*: stop it first\.\n$/);
  expect((await run("Nobody")).err).toBe(
    'lectern: There is no account "Nobody". For somebody without an account, name a --class.\n',
  );
  await room.server.stop();
  const { exit, err } = await run("Teacher", "--yes");
  expect([exit, err]).toEqual([
    1,
    "lectern: The teacher key signs in to this account. Choose another with lectern user key.\n",
  ]);
});

/** The names of the fields of a JSON schema that hold any text. */
function textFields(schema: any, field = ""): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const { type, format, pattern, properties = {}, items, anyOf = [], oneOf = [], allOf = [] } = schema;
  const isText = type === "string" && !format && !pattern && !schema.enum && schema.const === undefined;
  return [
    ...(isText ? [field] : []),
    ...Object.entries(properties).flatMap(([name, each]) => textFields(each, name)),
    ...[...anyOf, ...oneOf, ...allOf, items].flatMap((each) => textFields(each, field)),
  ];
}

test("every text in an event is erased, a name, or no text of one person", () => {
  /** Texts of the teacher, who has the class: lessons, polls and answers; or of nobody in particular. */
  const notPersonal = [
    ..."code title content text message pair chord capture_url timestamp".split(" "),
    // A word of a cloud that is hidden or merged is everybody's who wrote it.
    ..."word ko en".split(" "),
  ];
  const writtenByStudents = ["help.requested", "chat.sent", "poll.voted", "question.asked", "question.shown"];
  for (const [type, { data, kept, personal = [], quotes = [] }] of events) {
    if (kept === false) continue;
    const fields = textFields(z.toJSONSchema(data, { io: "output", unrepresentable: "any", reused: "inline" }));
    const allowed = writtenByStudents.includes(type) ? [] : notPersonal;
    const known = [...personal, ...quotes, ...nameFields, ...allowed];
    expect([type, fields.filter((name) => !known.includes(name))]).toEqual([type, []]);
  }
});

test("every column of the database that names an account is known", () => {
  using folder = temporaryFolder();
  using store = openStore(folder.path);
  const columns = store.persons.columns();
  const naming = columns.filter(
    (name) => /user|owner|instructor|account|_by$/.test(name) && !/^(user|owner)_?(name|key)?$/.test(name),
  );
  expect([...new Set(naming)].sort()).toEqual([...accountColumns].sort());
});
