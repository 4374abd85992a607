import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { lecternInProcess } from "./in-process.ts";
import { lectern } from "./program.ts";

describe("accounts", () => {
  test("are added, listed and removed", async () => {
    using folder = temporaryFolder();
    const data = ["--data", join(folder.path, "made with its first account")];
    const add = (name: string, role: string, password = "long-enough") =>
      lectern(["user", "add", name, "--role", role, "--password-stdin", ...data], { input: `${password}\n` });
    expect(await add("김 선생", "teacher")).toEqual({ exit: 0, out: "김 선생 (teacher) can sign in now.\n", err: "" });
    expect((await add("Bo", "student")).out).toBe("Bo (student) can sign in now.\n");
    expect(await add("bo", "student")).toEqual({
      exit: 1,
      out: "",
      err: "lectern: Another account has this name.\n",
    });
    expect((await lectern(["user", "list", ...data])).out).toBe(
      "Id  Name     Role\n 1  김 선생  teacher\n 2  Bo       student\n",
    );
    expect((await lectern(["user", "remove", "BO", ...data])).out).toBe("Bo (student) is removed.\n");
    expect((await lectern(["user", "remove", "1", "--json", ...data])).out).toBe(
      '{"id":1,"name":"김 선생","role":"teacher"}\n',
    );
    expect(JSON.parse((await lectern(["user", "list", "--json", ...data])).out)).toEqual([]);
    expect(await lectern(["user", "remove", "Bo", ...data])).toEqual({
      exit: 1,
      out: "",
      err: 'lectern: There is no account named "Bo".\n',
    });
  });

  test("are the teacher key's, if they are a teacher's", async () => {
    await using server = await openTestServer();
    const teacher = await server.teacher();
    for (const [name, role] of [
      ["Anna", "teacher"],
      ["Bo", "student"],
    ]) {
      await server.call("POST", "/api/users", teacher, { name, role, password: "long-enough" });
    }
    const choose = (name: string) => lecternInProcess(["user", "key", name, "--data", server.data]);
    expect((await choose("anna")).out).toBe("The teacher key signs in as Anna now.\n");
    expect((await choose("Bo")).err).toBe('lectern: There is no teacher named "Bo".\n');
    const { user } = (await server.call("GET", "/api/auth/me", await server.teacher())).body;
    expect(user.name).toBe("Anna");
  });

  test("sign in at the server that runs on the folder", async () => {
    await using server = await openTestServer();
    const args = ["user", "add", "Kim", "--role", "teacher", "--password-stdin", "--data", server.data];
    expect((await lectern(args, { input: "correct horse" })).exit).toBe(0);
    const { status, body } = await server.call("POST", "/api/auth/login", undefined, {
      name: "kim",
      password: "correct horse",
    });
    expect([status, body.user.role]).toEqual([200, "teacher"]);
  });

  test("need a password of a minimum length, typed or on standard input", async () => {
    using folder = temporaryFolder();
    const args = ["user", "add", "Kim", "--role", "teacher", "--data", folder.path];
    const short = await lectern([...args, "--password-stdin"], { input: "123\n" });
    expect([short.exit, short.err]).toEqual([1, "lectern: A password must have at least 4 characters.\n"]);
    const teacher = ["user", "add", "Lee", "--role", "teacher", "--password-stdin", "--data", folder.path];
    const seven = await lectern(teacher, { input: "1234567\n" });
    expect([seven.exit, seven.err]).toEqual([1, "lectern: A teacher's password must have at least 8 characters.\n"]);
    const none = await lectern(args);
    expect([none.exit, none.err]).toEqual([
      2,
      "lectern: There is no terminal to type a password at: give it on standard input with --password-stdin.\n",
    ]);
  });
});

describe("lectern import lesson reads", () => {
  const title = "스마트폰 첫걸음";
  const imported = async (name: string, text: string) => {
    using folder = temporaryFolder();
    writeFileSync(join(folder.path, name), text);
    return await lectern(["import", "lesson", name, "--json"], { cwd: folder.path });
  };

  test("a JSON file like the body of the HTTP call", async () => {
    const body = { title, subtasks: [{ title: "앱을 연다", guide_text: "초록 단추" }, { title: "보낸다" }] };
    const { exit, out } = await imported("lesson.json", JSON.stringify(body));
    expect([exit, JSON.parse(out)]).toMatchObject([
      0,
      { title, subtasks: [body.subtasks[0], { title: "보낸다", order_index: 2 }] },
    ]);
  });

  test("a Markdown file", async () => {
    const { exit, out } = await imported("lesson.md", `# ${title}\n\n1. 앱을 연다\n   초록 단추\n2. 보낸다\n`);
    expect([exit, JSON.parse(out)]).toMatchObject([
      0,
      {
        title,
        subtasks: [
          { title: "앱을 연다", guide_text: "초록 단추" },
          { title: "보낸다", guide_text: null },
        ],
      },
    ]);
  });

  test("no file that does not fit or does not exist, and says why", async () => {
    expect((await imported("lesson.json", "{")).err).toStartWith("lectern: lesson.json is not JSON: ");
    expect((await imported("lesson.json", '{"title": "x"}')).err).toStartWith("lectern: subtasks: ");
    expect((await imported("lesson.txt", "# \nstep\n")).err).toStartWith("lectern: title: ");
    expect((await imported("lesson.md", "")).err).toBe(
      'lectern: lesson.md has no steps: write one per line, or begin each with "## ".\n',
    );
    expect((await imported("lesson.md", "# Title\n")).err).toBe(
      'lectern: lesson.md has no steps: write one per line, or begin each with "## ".\n',
    );
    expect((await lectern(["import", "lesson", "nowhere.md"])).err).toBe("lectern: nowhere.md cannot be read.\n");
  });

  test("a lesson for the named teacher, and the running server has it at once", async () => {
    await using server = await openTestServer();
    const file = join(server.data, "lesson.txt");
    writeFileSync(file, "Open\nClose\n");
    const { out } = await lectern(["import", "lesson", file, "--data", server.data]);
    expect(out).toMatch(/^Lesson 1, "lesson", is in: 2 steps, for .+\.\n$/);
    const { body } = await server.call("GET", "/api/lessons", await server.teacher());
    expect(body).toMatchObject([{ title: "lesson", subtasks: [{ title: "Open" }, { title: "Close" }] }]);
    const other = await lectern(["import", "lesson", file, "--teacher", "Nobody", "--data", server.data]);
    expect([other.exit, other.err]).toEqual([1, 'lectern: There is no teacher named "Nobody".\n']);
  });
});

test("lectern session list shows the sessions, also while the server runs", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  await server.call("POST", "/api/sessions", teacher, { title: "Monday", code: "MON1" });
  await server.call("POST", "/api/sessions", teacher, { title: "화요일", code: "TUE1" });
  await server.call("POST", "/api/sessions/TUE1/start", teacher, {});
  const { out } = await lectern(["session", "list", "--data", server.data]);
  expect(out.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "<time>")).toBe(
    [
      "Code  Title   Status       Teacher  Made (UTC)",
      "TUE1  화요일  IN_PROGRESS  Teacher  <time>",
      "MON1  Monday  WAITING      Teacher  <time>",
      "",
    ].join("\n"),
  );
  const json = await lectern(["session", "list", "--limit", "1", "--json", "--data", server.data]);
  expect(JSON.parse(json.out)).toMatchObject([{ code: "TUE1", status: "IN_PROGRESS" }]);
});

test("lectern session report prints the report of a class, also while the server runs", async () => {
  await using room = await openClass({ code: "MON1", title: "Monday" });
  const { token } = await room.join("=민준");
  await room.call("POST", "/api/sessions/MON1/feedback", token, { feedback_type: "HARD" });
  const json = await lectern(["session", "report", "mon1", "--data", room.data]);
  expect(JSON.parse(json.out)).toMatchObject({
    session: [{ title: "Monday", code: "MON1", status: "WAITING" }],
    attendance: [{ name: "Teacher" }, { name: "=민준" }],
    feedback: [{ ok: 0, hard: 1 }],
  });
  const csv = await lectern(["session", "report", "MON1", "--csv", "--data", room.data]);
  expect(csv.out).toContain(`\r\n"'=민준","STUDENT",`);
  const none = await lectern(["session", "report", "NONE1", "--data", room.data]);
  expect([none.exit, none.err]).toEqual([1, "lectern: There is no session NONE1: see lectern session list.\n"]);
});
