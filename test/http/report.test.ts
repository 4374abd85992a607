import { expect, test } from "bun:test";
import { fromZip } from "../../src/domain/zip.ts";
import { features } from "../../src/features/index.ts";
import { classWords, reportWords } from "../../src/features/report-words.ts";
import { toCsv } from "../../src/http/report.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { TestSocket } from "../support/socket.ts";
import { until } from "../support/until.ts";

const path = "/api/sessions/TEST001";

/** Reads CSV as RFC 4180 has it: rows of cells. */
function parse(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const form = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (let found = form.exec(csv); found; found = form.exec(csv)) {
    const [, quoted, plain = "", after] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (after === ",") continue;
    rows.push(row);
    row = [];
    if (after === "") return rows;
  }
  throw new Error(`this is no CSV from ${form.lastIndex} on`);
}

/** The tables of a report's CSV by name: a row of columns, then the rows. */
function tablesOf(csv: string): Record<string, string[][]> {
  const tables: Record<string, string[][]> = {};
  let name: string | undefined;
  for (const row of parse(csv.replace(/^\uFEFF/, ""))) {
    if (row.length === 1 && row[0] === "") name = undefined;
    else if (name === undefined) {
      name = row[0] ?? "";
      tables[name] = [];
    } else tables[name]?.push(row);
  }
  return tables;
}

/** The features of the class whose report is compared as a whole. */
const inReport = ["steps", "help", "feedback", "questions", "chat"] as const;

/** A class of twenty minutes in which everything has happened once. */
async function openLecture() {
  const began = Date.parse("2026-03-02T09:00:00.000Z");
  const clock = { now: began };
  const minutes = (n: number) => {
    clock.now = began + n * 60_000;
  };
  const server = await openTestServer({ now: () => clock.now });
  const room = await openClass({ server, code: "TEST001", title: '수업, "첫째"', steps: 2, features: [...inReport] });
  const ann = await room.join('김"철수"');
  const ben = await room.join("=1+1");
  const [first] = room.lesson.subtasks;
  const does = async (method: string, what: string, token: string, body?: unknown) => {
    const { status } = await room.call(method, path + what, token, body);
    if (status !== 200) throw new Error(`${method} ${what}: ${status}`);
  };
  minutes(1);
  await does("POST", "/start", room.teacher);
  const socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, ann.token);
  await socket.until("welcome");
  minutes(2);
  await does("POST", `/steps/${first?.id}/complete`, ann.token);
  await does("POST", "/help", ben.token, { message: "첫 줄\n둘째 줄, 쉼표" });
  await does("POST", "/help/1/resolve", room.teacher);
  await does("POST", "/feedback", ann.token, { feedback_type: "OK" });
  minutes(3);
  await does("POST", "/feedback", ben.token, { feedback_type: "HARD" });
  await does("POST", "/important", room.teacher, { note: "=NOW() is important" });
  await does("POST", "/questions", ann.token, { text: "@SUM(A1)" });
  await does("PUT", "/questions/1/like", ben.token);
  await does("POST", "/questions/1/answer", room.teacher, { text: "-2+3" });
  await does("POST", "/messages", ben.token, { content: "＝cmd|' /C calc'!A0" });
  await does("POST", "/messages", ann.token, { content: "안녕 👩‍👩‍👧" });
  minutes(6);
  await socket[Symbol.asyncDispose]();
  await until(() => homeOf(room, "TEST001").room.connections.size === 0);
  minutes(20);
  return { room, ann, ben, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
}

test("the JSON report contains the whole class", async () => {
  await using lecture = await openLecture();
  const { room } = lecture;
  const { status, body, headers } = await room.call("GET", `${path}/report`, room.teacher);
  expect([status, headers.get("Content-Type")]).toEqual([200, "application/json"]);
  const at = (minute: number) => `2026-03-02T09:${String(minute).padStart(2, "0")}:00.000Z`;
  const { lesson: _, settings: __, ...session } = (await room.call("GET", path, room.teacher)).body;
  expect(body).toEqual({
    session,
    breaks: [],
    made_at: at(20),
    attendance: [
      {
        name: "Teacher",
        role: "INSTRUCTOR",
        status: "WAITING",
        joined_at: at(0),
        first_seen_at: null,
        last_seen_at: null,
        minutes: 0,
      },
      {
        name: '김"철수"',
        role: "STUDENT",
        status: "DISCONNECTED",
        joined_at: at(0),
        first_seen_at: at(1),
        last_seen_at: at(6),
        minutes: 5,
      },
      {
        name: "=1+1",
        role: "STUDENT",
        status: "WAITING",
        joined_at: at(0),
        first_seen_at: null,
        last_seen_at: null,
        minutes: 0,
      },
    ],
    steps: [
      { step: 1, title: "Step 1", completed: 1, failed: 0 },
      { step: 2, title: "Step 2", completed: 0, failed: 0 },
    ],
    progress: [{ name: '김"철수"', step: 1, status: "completed", note: null, at: at(2) }],
    help: [{ name: "=1+1", step: null, message: "첫 줄\n둘째 줄, 쉼표", created_at: at(2), resolved_at: at(2) }],
    feedback: [
      { at: at(2), ok: 1, hard: 0 },
      { at: at(3), ok: 0, hard: 1 },
    ],
    important: [{ at: at(3), note: "=NOW() is important", capture_url: null }],
    questions: [
      {
        question: 1,
        name: '김"철수"',
        text: "@SUM(A1)",
        likes: 1,
        status: "answered",
        answer: "-2+3",
        asked_at: at(3),
      },
    ],
    messages: [
      { name: "=1+1", content: "＝cmd|' /C calc'!A0", sent_at: at(3) },
      { name: '김"철수"', content: "안녕 👩‍👩‍👧", sent_at: at(3) },
    ],
  });
});

test("the CSV report has the same content in tables, which a spreadsheet reads as text and never as formulas", async () => {
  await using lecture = await openLecture();
  const { room } = lecture;
  const json = (await room.call("GET", `${path}/report?format=json`, room.teacher)).body;
  const { status, headers } = await room.call("GET", `${path}/report?format=csv`, room.teacher);
  expect([status, headers.get("Content-Type"), headers.get("Content-Disposition")]).toEqual([
    200,
    "text/csv; charset=utf-8",
    'attachment; filename="lectern-TEST001.csv"',
  ]);
  const authorization = { Authorization: `Bearer ${room.teacher}` };
  const bytes = await (await fetch(`${room.url}${path}/report?format=csv`, { headers: authorization })).bytes();
  // By these three bytes Excel knows UTF-8.
  expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
  const csv = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  expect(csv.replaceAll("\r\n", "").includes("\r")).toBe(false);
  const tables = tablesOf(csv);
  expect(Object.keys(tables)).toEqual([
    "session",
    "attendance",
    "steps",
    "progress",
    "help",
    "feedback",
    "important",
    "questions",
    "messages",
  ]);
  expect(tables.session).toEqual([
    ["title", "code", "instructor", "started_at", "ended_at"],
    ['수업, "첫째"', "TEST001", "Teacher", "2026-03-02T09:01:00.000Z", ""],
  ]);
  const bare = (cell: string) => cell.replace(/^'/, "");
  for (const name of ["attendance", "steps", "progress", "help", "feedback", "important", "questions", "messages"]) {
    const [columns = [], ...rows] = tables[name] ?? [];
    const read = rows.map((row) => Object.fromEntries(row.map((cell, n) => [columns[n], bare(cell)])));
    const said = json[name].map((row: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? "")])),
    );
    expect([name, read]).toEqual([name, said]);
  }
  const cells = Object.values(tables).flat(2);
  expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
  expect(cells).toContain("'=1+1");
  expect(cells).toContain("'@SUM(A1)");
  expect(cells).toContain("'-2+3");
  expect(cells).toContain("'＝cmd|' /C calc'!A0");
  expect(cells).toContain("첫 줄\n둘째 줄, 쉼표");
});

/** The files of the report as a zip: rows of cells, without the byte order mark. */
async function filesOf(room: TestClass, query: string): Promise<Record<string, string[][]>> {
  const headers = { Authorization: `Bearer ${room.teacher}` };
  const answer = await fetch(`${room.url}${path}/report?format=zip${query}`, { headers });
  expect([answer.status, answer.headers.get("Content-Type"), answer.headers.get("Content-Disposition")]).toEqual([
    200,
    "application/zip",
    'attachment; filename="lectern-TEST001.zip"',
  ]);
  const files = fromZip(await answer.bytes(), { maxFiles: 20, maxBytes: 1_000_000 });
  return Object.fromEntries(
    Array.from(files, ([name, bytes]) => {
      expect(Array.from(bytes.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
      return [name, parse(new TextDecoder().decode(bytes).replace(/\r\n$/, ""))];
    }),
  );
}

test("the zip has a CSV per table, with local times and words instead of the names of the program", async () => {
  await using lecture = await openLecture();
  const files = await filesOf(lecture.room, "&lang=ko&tz=Asia/Seoul");
  expect(files["수업.csv"]).toEqual([
    [
      "제목",
      "수업 코드",
      "선생님",
      "시작한 시각 (Asia/Seoul)",
      "끝난 시각 (Asia/Seoul)",
      "보고서를 만든 시각 (Asia/Seoul)",
      "시간대",
    ],
    ['수업, "첫째"', "TEST001", "Teacher", "2026-03-02 18:01:00", "", "2026-03-02 18:20:00", "Asia/Seoul"],
  ]);
  expect(files["참가한 사람.csv"]?.slice(1)).toEqual([
    ["Teacher", "선생님", "대기 중", "2026-03-02 18:00:00", "", "", "0"],
    ['김"철수"', "학생", "나감", "2026-03-02 18:00:00", "2026-03-02 18:01:00", "2026-03-02 18:06:00", "5"],
    ["'=1+1", "학생", "대기 중", "2026-03-02 18:00:00", "", "", "0"],
  ]);
  expect(files["학생별 진행.csv"]?.slice(1)).toEqual([['김"철수"', "1", "완료", "", "2026-03-02 18:02:00"]]);
  expect(files["질문.csv"]).toEqual([
    ["번호", "이름", "질문", "공감", "상태", "답변", "질문한 시각 (Asia/Seoul)"],
    ["1", '김"철수"', "'@SUM(A1)", "1", "답변 완료", "'-2+3", "2026-03-02 18:03:00"],
  ]);
  expect(Object.keys(files)).toEqual([
    "수업.csv",
    "참가한 사람.csv",
    "단계별 진행.csv",
    "학생별 진행.csv",
    "도움 요청.csv",
    "이해도.csv",
    "중요하다고 알린 내용.csv",
    "질문.csv",
    "채팅.csv",
  ]);
});

test("the zip is in English and in the server's time zone by default; its zone follows the rules of summer time", async () => {
  await using lecture = await openLecture();
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const { "Class.csv": head } = await filesOf(lecture.room, "");
  expect(head?.[1]?.at(-1)).toBe(timeZone);
  const { "Chat.csv": chat } = await filesOf(lecture.room, "&tz=America/New_York");
  expect(chat?.[1]).toEqual(["'=1+1", "'＝cmd|' /C calc'!A0", "2026-03-02 04:03:00"]);
  const { status } = await lecture.room.call("GET", `${path}/report?format=zip&tz=Mars/Olympus`, lecture.room.teacher);
  expect(status).toBe(422);
});

test("every table of the report has a file of its own, with a heading for each column in both languages", () => {
  const tables = Object.entries(reportWords);
  expect(tables.map(([name]) => name).toSorted()).toEqual(
    features.flatMap((feature) => Object.keys(("report" in feature && feature.report) || {})).toSorted(),
  );
  for (const language of ["ko", "en"] as const) {
    const titles = [classWords, ...Object.values(reportWords)].map(({ title }) => title[language]);
    expect(titles).toEqual([...new Set(titles)]);
    expect(titles.filter((title) => /[\\/:*?"<>|]/.test(title))).toEqual([]);
  }
});

const cells: [string, string | number | boolean | null, string][] = [
  ["a text", "x", '"x"'],
  ["nothing", null, ""],
  ["an empty text", "", ""],
  ["a negative number", -1, "-1"],
  ["yes", true, "true"],
  ["a comma", "a,b", '"a,b"'],
  ["quotes", 'a"b', '"a""b"'],
  ["a line break", "a\nb", '"a\nb"'],
  ["a carriage return", "a\rb", '"a\rb"'],
  ["signs within the text", "1+1=2, a-b; me@home", '"1+1=2, a-b; me@home"'],
  ["an equals sign", "=A1", '"\'=A1"'],
  ["a plus", "+1", '"\'+1"'],
  ["a minus", "-1+1", '"\'-1+1"'],
  ["an at", "@A1", '"\'@A1"'],
  ["a tab", "\t=A1", '"\t\'=A1"'],
  ["a space", "  =A1", '"  \'=A1"'],
  ["a line break before a formula", "\n=A1", '"\n\'=A1"'],
  ["a formula on a later line", "ok\n=1+3", '"ok\n\'=1+3"'],
  ["a formula where semicolons separate", "hi;=1+2;", '"hi;\'=1+2;"'],
  ["two formulas where semicolons separate", "x;=1+1;;-1", "\"x;'=1+1;;'-1\""],
  ["a formula where tabs separate", "x\t@SUM(A1)", '"x\t\'@SUM(A1)"'],
  ["a formula after a comma", "x,+1", '"x,\'+1"'],
  ["a full-width sign where semicolons separate", "x;＝A1", '"x;\'＝A1"'],
  ["a wide equals sign, which some spreadsheets take for one", "＝A1", '"\'＝A1"'],
  ["a formula with a comma", '=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
];
test.each(cells)("a cell with %s", (_, value, cell) => {
  expect(Array.from(toCsv([["table", [{ column: value }]]])).join("")).toBe(`\uFEFFtable\r\ncolumn\r\n${cell}\r\n`);
});

test("only the session's teacher can read the report, in two formats", async () => {
  await using lecture = await openLecture();
  const { room, ann } = lecture;
  const other = { name: "Other", role: "teacher", password: "correct horse" };
  await room.call("POST", "/api/users", room.teacher, other);
  const { token } = (
    await room.call("POST", "/api/auth/login", undefined, { name: other.name, password: other.password })
  ).body;
  const answers = [];
  for (const [who, query] of [
    [undefined, ""],
    [ann.token, ""],
    [ann.token, "?format=csv"],
    [token, ""],
    [token, "?format=csv"],
    [room.teacher, "?format=pdf"],
  ]) {
    const { status, body } = await room.call("GET", `${path}/report${query}`, who);
    answers.push([status, body.code]);
  }
  expect(answers).toEqual([
    [401, "no_credential"],
    [403, "not_allowed"],
    [403, "not_allowed"],
    [403, "not_allowed"],
    [403, "not_allowed"],
    [422, "does_not_fit"],
  ]);
  expect((await room.call("GET", "/api/sessions/NOSUCH/report", room.teacher)).status).toBe(404);
});

test("an unused feature has no table in the report, and a used one without entries has an empty table", async () => {
  await using room = await openClass({ code: "TEST001", features: ["chat"] });
  const { body } = await room.call("GET", `${path}/report`, room.teacher);
  expect(Object.keys(body)).toEqual(["session", "breaks", "made_at", "attendance", "messages"]);
  expect(body.messages).toEqual([]);
  const csv = String((await room.call("GET", `${path}/report?format=csv`, room.teacher)).body);
  expect(Object.keys(tablesOf(csv))).toEqual(["session", "attendance", "messages"]);
});

test("a removed student is listed in the report and not counted", async () => {
  await using room = await openClass({ code: "TEST001" });
  const [first] = room.lesson.subtasks;
  for (const nickname of ["Ann", "Ben"]) {
    const { token } = await room.join(nickname);
    await room.call("POST", `${path}/steps/${first?.id}/complete`, token);
  }
  const people = (await room.call("GET", `${path}/report`, room.teacher)).body;
  expect(people.steps[0].completed).toBe(2);
  const ben = (await room.call("GET", `${path}/participants`, room.teacher)).body.find(
    ({ nickname }: { nickname: string }) => nickname === "Ben",
  );
  expect((await room.call("POST", `${path}/participants/${ben.id}/remove`, room.teacher, {})).status).toBe(200);
  const { attendance, steps } = (await room.call("GET", `${path}/report`, room.teacher)).body;
  expect(attendance.map(({ name, status }: { name: string; status: string }) => [name, status])).toEqual([
    ["Teacher", "WAITING"],
    ["Ann", expect.any(String)],
    ["Ben", "REMOVED"],
  ]);
  expect(steps[0]).toMatchObject({ completed: 1 });
});

test("the time to write a cell of many line breaks is linear in its length", () => {
  const text = `a${"\n".repeat(1_000_000)}=1`;
  const csv = Array.from(toCsv([["table", [{ column: text }]]])).join("");
  expect(csv.endsWith(`\n'=1"\r\n`)).toBe(true);
});
