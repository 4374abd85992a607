/** Every list of a class over HTTP: its order, its pages, and how large an answer gets. */
import { expect, test } from "bun:test";
import { featureNames } from "../../src/features/whole-session.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { TestSocket } from "../support/socket.ts";

const base = "/api/sessions/TEST001";

/** A list read page by page, as the header `Link` leads; each page's length. */
async function readAll(
  room: TestClass,
  path: string,
  token = room.teacher,
): Promise<{ items: any[]; sizes: number[] }> {
  const items: any[] = [];
  const sizes: number[] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const { status, body, headers } = await room.call("GET", next, token);
    expect([next, status]).toEqual([next, 200]);
    items.push(...body);
    sizes.push(body.length);
    next = /^<(.+)>; rel="next"$/.exec(headers.get("Link") ?? "")?.[1];
  }
  return { items, sizes };
}

/** A class with five of everything. */
async function openFullClass() {
  const room = await openClass({
    code: "TEST001",
    features: [...featureNames],
  });
  const people = [];
  for (let n = 1; n <= 4; n++) people.push(await room.join(`Student ${n}`));
  const step = room.lesson.subtasks[0]?.id;
  for (const [n, { token }] of people.entries()) {
    await room.call("POST", `${base}/help`, token, { message: `${n + 1}` });
    await room.call("POST", `${base}/questions`, token, { text: `${n + 1}?` });
    await room.call("POST", `${base}/messages`, token, { content: `${n + 1}` });
    await room.call("POST", `${base}/steps/${step}/complete`, token);
    await room.call("POST", `${base}/practice/chords`, token, { chord: "C" });
  }
  for (const what of ["pause", "resume", "pause", "resume"]) await room.call("POST", `${base}/${what}`, room.teacher);
  await room.call("PUT", `${base}/questions/2/like`, people[0]?.token);
  await room.call("POST", `${base}/help/2/resolve`, room.teacher);
  return { room, people, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

test("every list is ordered, and its pages have no gaps or duplicates", async () => {
  await using class_ = await openFullClass();
  const { room } = class_;
  const table: [path: string, of: (item: any) => unknown, all: unknown[]][] = [
    ["/messages", ({ content }) => content, ["4", "3", "2", "1"]],
    ["/messages?types=chat,question", ({ content }) => content, ["4", "4?", "3", "3?", "2", "2?", "1", "1?"]],
    ["/messages?types=question", ({ question_id }) => question_id, [4, 3, 2, 1]],
    ["/questions", ({ question_id }) => question_id, [4, 3, 2, 1]],
    ["/questions?sort=new", ({ question_id }) => question_id, [4, 3, 2, 1]],
    ["/questions?sort=likes", ({ question_id }) => question_id, [2, 4, 3, 1]],
    ["/help", ({ help_id }) => help_id, [4, 3, 2, 1]],
    ["/help?resolved=false", ({ help_id }) => help_id, [4, 3, 1]],
    [
      "/step-controls",
      ({ id, action }) => [id, action],
      [
        [4, "RESUME"],
        [3, "PAUSE"],
        [2, "RESUME"],
        [1, "PAUSE"],
      ],
    ],
    ["/participants", ({ nickname }) => nickname, ["Teacher", "Student 1", "Student 2", "Student 3", "Student 4"]],
    ["/progress", ({ participant_id }) => participant_id, class_.people.map(({ participant }) => participant.id)],
    ["/practice/players", ({ nickname }) => nickname, ["Student 1", "Student 2", "Student 3", "Student 4"]],
  ];
  for (const [path, of, all] of table) {
    const sign = path.includes("?") ? "&" : "?";
    for (const limit of [1, 2, 3, 200]) {
      const { items, sizes } = await readAll(room, `${base}${path}${sign}limit=${limit}`);
      expect({ path, limit, list: items.map(of) }).toEqual({ path, limit, list: all });
      expect({ path, limit, pages: sizes.length }).toEqual({ path, limit, pages: Math.ceil(all.length / limit) });
    }
    for (const wrong of ["limit=0", "limit=201", "limit=x", "limit=-1", "limit=1.5", "before=x", "before="]) {
      const { status, body } = await room.call("GET", `${base}${path}${sign}${wrong}`, room.teacher);
      expect({ path, wrong, status, code: body.code }).toEqual({ path, wrong, status: 422, code: "does_not_fit" });
    }
    const nobody = /messages|participants|progress|players/.test(path) ? room.session.id : "99";
    const { status, body } = await room.call("GET", `${base}${path}${sign}before=${nobody}`, room.teacher);
    expect({ path, status, errors: body.errors }).toEqual({
      path,
      status: 422,
      errors: [{ path: "before", message: "No item of this list has this id." }],
    });
  }
  const { status } = await room.call("GET", `${base}/messages?types=chat,poem`, room.teacher);
  expect(status).toBe(422);
});

test("a message that arrives between two pages does not shift them", async () => {
  await using class_ = await openFullClass();
  const { room } = class_;
  const first = await room.call("GET", `${base}/messages?limit=2`, room.teacher);
  await room.call("POST", `${base}/messages`, room.teacher, { content: "5" });
  const second = await room.call("GET", `${base}/messages?limit=2&before=${first.body[1].message_id}`, room.teacher);
  expect([...first.body, ...second.body].map(({ content }) => content)).toEqual(["4", "3", "2", "1"]);
});

test("the teacher's sessions and lessons are paginated, newest first", async () => {
  await using room = await openClass({ code: "TEST001" });
  for (const title of ["B", "C"]) {
    await room.call("POST", "/api/sessions", room.teacher, { title });
    await room.call("POST", "/api/lessons", room.teacher, { title, subtasks: [{ title: "One" }] });
  }
  for (const [path, titles] of [
    ["/api/sessions", ["C", "B", "Class"]],
    ["/api/lessons", ["C", "B", "Lesson"]],
  ] as const) {
    for (const limit of [1, 2, 200]) {
      const { items, sizes } = await readAll(room, `${path}?limit=${limit}`);
      expect([path, limit, items.map(({ title }) => title)]).toEqual([path, limit, [...titles]]);
      expect(sizes.length).toBe(Math.ceil(3 / limit));
    }
    for (const wrong of ["limit=0", "limit=201", "before=x"]) {
      expect([path, wrong, (await room.call("GET", `${path}?${wrong}`, room.teacher)).status]).toEqual([
        path,
        wrong,
        422,
      ]);
    }
  }
});

test("no page exceeds 1 MiB, whatever the limit: it ends early, and Link has the next one", async () => {
  const features = ["steps", "help", "feedback", "questions", "chat"] as const;
  await using room = await openClass({ code: "TEST001", steps: 0, features: [...features] });
  const tokens: string[] = [];
  for (let n = 0; n < 3; n++) tokens.push((await room.join(`Student ${n}`)).token);
  const content = "한".repeat(4000);
  const sent = Array.from({ length: 150 }, (_, n) => room.call("POST", `${base}/messages`, tokens[n % 3], { content }));
  expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([200]));
  const response = await fetch(`${room.url}${base}/messages?limit=200`, {
    headers: { Authorization: `Bearer ${room.teacher}` },
  });
  const bytes = (await response.arrayBuffer()).byteLength;
  expect(bytes).toBeLessThanOrEqual(1024 * 1024);
  const { items, sizes } = await readAll(room, `${base}/messages?limit=200`);
  expect([items.length, new Set(items.map(({ message_id }) => message_id)).size, sizes.length]).toEqual([150, 150, 2]);
  expect((await readAll(room, `${base}/messages`)).sizes).toEqual([50, 50, 50]);

  // The report is streamed, whole.
  const report = await room.call("GET", `${base}/report`, room.teacher);
  expect([report.body.messages.length, report.headers.get("Content-Length")]).toEqual([150, null]);
  expect(Object.keys(report.body)).toEqual([
    "session",
    "breaks",
    "made_at",
    ...["attendance", "steps", "progress", "help"],
    ...["feedback", "important", "questions", "messages"],
  ]);
  const csv = await room.call("GET", `${base}/report?format=csv`, room.teacher);
  expect([csv.body.split(content).length - 1, csv.body.length > 500_000]).toEqual([150, true]);

  const guide_text = "가".repeat(4000);
  const subtasks = Array.from({ length: 20 }, (_, n) => ({
    title: `Step ${n}`,
    guide_text,
    voice_guide_text: guide_text,
  }));
  const { body: lesson } = await room.call("POST", "/api/lessons", room.teacher, { title: "Long", subtasks });
  for (let n = 0; n < 3; n++) {
    await room.call("POST", "/api/sessions", room.teacher, { title: `${n}`, lesson_id: lesson.id });
  }
  const list = await readAll(room, "/api/sessions");
  expect([list.items.length, list.sizes]).toEqual([4, [2, 2]]);
});

test("a welcome has the first 500 of a large class's roster, and the rest is read over HTTP", async () => {
  await using room = await openClass({ code: "TEST001", steps: 0 });
  const home = homeOf(room, "TEST001");
  const seat = (nickname: string) => home.live.sessions.seat(home.room, { nickname });
  await Promise.all(Array.from({ length: 520 }, (_, n) => seat(`Student ${n}`)));
  await using teacher = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  const { data } = await teacher.until("welcome");
  expect([data.participants.length, data.participants[0].role]).toEqual([500, "INSTRUCTOR"]);
  const { items, sizes } = await readAll(room, `${base}/participants`);
  expect([items.length, sizes]).toEqual([521, [200, 200, 121]]);
  expect(items.slice(0, 500)).toMatchObject(data.participants.map(({ id }: any) => ({ id })));
  const { token } = await room.join("Ann");
  await using ann = await TestSocket.open(`${room.url}/ws/live/TEST001`, token);
  const welcome = await ann.until("welcome");
  expect(welcome.data.participants).toBeNull();
});
