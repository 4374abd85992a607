import { expect, test } from "bun:test";
import { toSnapshot } from "../../src/domain/lesson.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { problem } from "../support/knock.ts";

const step = (id: number, order_index: number, title: string, rest: object = {}) => ({
  id,
  title,
  order_index,
  target_action: null,
  guide_text: null,
  voice_guide_text: null,
  ...rest,
});
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
/** The fields of a new lesson besides its title and its steps. */
const kept = { tags: [], archived: false, created_at: time, updated_at: time };
const unknown = problem(404, "lesson_not_found", "There is no such lesson.");

test("a lesson is created with its steps in the given order", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const { status, body } = await server.call("POST", "/api/lessons/", teacher, {
    title: "  Phones  ",
    subtasks: [
      { title: "Open", target_action: "CLICK", guide_text: "Please open", voice_guide_text: "열어 주세요" },
      { title: "Close", guide_text: "" },
    ],
  });
  const lesson = {
    id: 1,
    title: "Phones",
    subtasks: [
      step(1, 1, "Open", { target_action: "CLICK", guide_text: "Please open", voice_guide_text: "열어 주세요" }),
      step(2, 2, "Close"),
    ],
    ...kept,
  };
  expect([status, body]).toEqual([201, lesson]);
  for (const path of ["/api/lessons/1", "/api/lessons/1/"]) {
    expect((await server.call("GET", path, teacher)).body).toEqual(lesson);
  }
  const empty = await server.call("POST", "/api/lessons", teacher, { title: "Empty", subtasks: [] });
  expect([empty.status, empty.body]).toEqual([201, { id: 2, title: "Empty", subtasks: [], ...kept }]);
  expect((await server.call("GET", "/api/lessons/", teacher)).body).toEqual([empty.body, lesson]);
});

test("steps with an id keep it, steps without one are new, and missing ones are deleted", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const subtasks = ["A", "B", "C"].map((title) => ({ title }));
  await server.call("POST", "/api/lessons", teacher, { title: "First", subtasks });
  await server.call("POST", "/api/lessons", teacher, { title: "Another", subtasks: [{ title: "Z" }] });
  const { status, body } = await server.call("PUT", "/api/lessons/1/", teacher, {
    title: "Second",
    subtasks: [{ id: 3, title: "C first" }, { title: "New" }, { id: 1, title: "A last" }, { id: 4, title: "Not mine" }],
  });
  expect([status, body]).toEqual([
    200,
    {
      id: 1,
      title: "Second",
      subtasks: [step(3, 1, "C first"), step(5, 2, "New"), step(1, 3, "A last"), step(6, 4, "Not mine")],
      ...kept,
    },
  ]);
  expect((await server.call("GET", "/api/lessons/2", teacher)).body.subtasks).toEqual([step(4, 1, "Z")]);
  const twice = {
    title: "T",
    subtasks: [
      { id: 3, title: "x" },
      { id: 3, title: "y" },
    ],
  };
  expect((await server.call("PUT", "/api/lessons/1", teacher, twice)).status).toBe(422);
  expect((await server.call("GET", "/api/lessons/1", teacher)).body.title).toBe("Second");
});

test("after a lesson is deleted, a class that uses it continues with its own copy", async () => {
  await using room = await openClass({ code: "TEST001" });
  const path = `/api/lessons/${room.lesson.id}`;
  const { status, body } = await room.call("DELETE", `${path}/`, room.teacher);
  expect([status, body]).toEqual([204, ""]);
  for (const method of ["GET", "DELETE"]) {
    const gone = await room.call(method, path, room.teacher);
    expect([gone.status, gone.body]).toEqual([404, unknown]);
  }
  expect((await room.call("PUT", path, room.teacher, { title: "T", subtasks: [] })).body).toEqual(unknown);
  expect((await room.call("GET", "/api/sessions/TEST001", room.teacher)).body.lesson).toEqual(toSnapshot(room.lesson));
});

test("only teachers can access lessons, and an invalid lesson is rejected", async () => {
  await using room = await openClass();
  const { token } = await room.join("Ann");
  const lesson = { title: "T", subtasks: [{ title: "x" }] };
  for (const [method, path, body] of [
    ["GET", "/api/lessons", undefined],
    ["POST", "/api/lessons", lesson],
    ["GET", "/api/lessons/1", undefined],
    ["PUT", "/api/lessons/1", lesson],
    ["DELETE", "/api/lessons/1", undefined],
  ] as const) {
    expect([method, (await room.call(method, path, token, body)).status]).toEqual([method, 403]);
    expect([method, (await room.call(method, path, undefined, body)).status]).toEqual([method, 401]);
  }
  for (const wrong of [
    {},
    { title: "T" },
    { title: "", subtasks: [] },
    { title: "x".repeat(201), subtasks: [] },
    { title: "T", subtasks: {} },
    { title: "T", subtasks: [{}] },
    { title: "T", subtasks: [{ title: "x", guide_text: 7 }] },
    { title: "T", subtasks: [{ title: "x", id: "1" }] },
    { title: "T", subtasks: Array.from({ length: 201 }, () => ({ title: "x" })) },
  ]) {
    const { status, body } = await room.call("POST", "/api/lessons", room.teacher, wrong);
    expect([JSON.stringify(wrong).slice(0, 60), status, body.code]).toEqual([
      JSON.stringify(wrong).slice(0, 60),
      422,
      "does_not_fit",
    ]);
  }
  for (const id of ["0", "-1", "1.5", "abc", "99999", "1e3", "9".repeat(30), "%00"]) {
    expect([id, (await room.call("GET", `/api/lessons/${id}`, room.teacher)).body]).toEqual([id, unknown]);
  }
});

test("a lesson has at most 512 KiB of text: it is part of every session's card", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const write = (steps: number) => {
    const subtasks = Array.from({ length: steps }, () => ({ title: "Step", guide_text: "가".repeat(4000) }));
    return server.call("POST", "/api/lessons", teacher, { title: "Long", subtasks });
  };
  expect((await write(43)).status).toBe(201);
  const { status, body } = await write(44);
  expect([status, body.detail]).toEqual([422, "A lesson can have at most 512 KiB of text. Split it into two lessons."]);
});

test("a step's content is Markdown, and its guide text is the same text without markup", async () => {
  await using server = await openTestServer();
  const teacher = await server.teacher();
  const content = "Type **this**:\n\n```python\nprint('a < b')\n```\n\n- [ ] it runs";
  const guide_text = "Type this:\n\nprint('a < b')\n\n☐ it runs";
  const steps = [
    { title: "Both", content, guide_text: "ignored" },
    { title: "Text", guide_text: "**as typed**" },
  ];
  const made = await server.call("POST", "/api/lessons", teacher, { title: "Rich", subtasks: steps });
  const lesson = {
    id: 1,
    title: "Rich",
    subtasks: [step(1, 1, "Both", { content, guide_text }), step(2, 2, "Text", { guide_text: "**as typed**" })],
  };
  expect([made.status, made.body]).toEqual([201, expect.objectContaining(lesson)]);

  const again = await server.call("PUT", "/api/lessons/1", teacher, {
    title: "Rich",
    subtasks: made.body.subtasks.map(({ order_index: _, ...input }: { order_index: number }) => input),
  });
  expect([again.status, again.body]).toEqual([200, expect.objectContaining(lesson)]);
  const text = { id: 1, title: "Both", content: null, guide_text: "Only text" };
  const without = await server.call("PUT", "/api/lessons/1", teacher, { title: "Rich", subtasks: [text] });
  expect(without.body.subtasks).toEqual([step(1, 1, "Both", { guide_text: "Only text" })]);

  const long = { title: "x", subtasks: [{ title: "x", content: "x".repeat(20_001) }] };
  expect((await server.call("POST", "/api/lessons", teacher, long)).status).toBe(422);
  const much = {
    title: "x",
    subtasks: Array.from({ length: 14 }, () => ({ title: "x", content: "x".repeat(20_000) })),
  };
  expect((await server.call("POST", "/api/lessons", teacher, much)).body.detail).toContain("at most 512 KiB");
});

test("a class gets the contents with its lesson, and what refers to a step comes without", async () => {
  await using room = await openClass();
  const subtasks = [
    { title: "One", content: "**One**" },
    { title: "Two", content: "`Two`" },
  ];
  const made = await room.call("POST", "/api/lessons", room.teacher, { title: "Rich", subtasks });
  const id = made.body.id;
  const path = `/api/sessions/${room.session.id}`;
  await room.call("PATCH", path, room.teacher, { lesson_id: id });
  const { body } = await room.call("POST", `${path}/steps/${made.body.subtasks[0].id}/start`, room.teacher, {});
  expect(body.subtask).toEqual(step(made.body.subtasks[0].id, 1, "One", { guide_text: "One" }));
  // The lesson is changed while the class is on its first step.
  await room.call("PATCH", path, room.teacher, { lesson_id: id });
  const session = (await room.call("GET", path, room.teacher)).body;
  expect(session.lesson.subtasks.map((each: { content: string }) => each.content)).toEqual(["**One**", "`Two`"]);
  expect(session.current_subtask).toEqual(body.subtask);
  const controls = (await room.call("GET", `${path}/step-controls`, room.teacher)).body;
  expect(controls.map((each: { subtask: object }) => each.subtask)).toEqual([body.subtask]);
});
