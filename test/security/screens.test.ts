/** A projector's credential reads what every student may see of its session, and opens nothing else. */
import { expect, test } from "bun:test";
import { boardDialects, dialects } from "../../src/dialects/index.ts";
import { commands } from "../../src/features/index.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

const screenAt = (url: string, code: string, token: string) => TestSocket.open(`${url}/ws/live/screen/${code}`, token);

test("G3 a projector's credential opens no endpoint, no other door, and no other session's projector", async () => {
  await using server = await openTestServer();
  await using room = await openClass({ server, code: "NEARBY" });
  await openClass({ server, code: "FARAWAY" });
  const { token } = (await room.call("POST", "/api/sessions/NEARBY/screens", room.teacher)).body;

  const { paths } = (await room.call("GET", "/openapi.json")).body;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods as object)
      .filter((method) => ["get", "post", "put", "patch", "delete"].includes(method))
      .map((method) => [method.toUpperCase(), path.replace("{session}", "NEARBY").replace(/\{\w+\}/g, "1")] as const),
  );
  expect(operations.length).toBeGreaterThan(60);
  const different: unknown[] = [];
  for (const [method, path] of operations) {
    // A credential that is none: the endpoint must not distinguish them.
    const [withIt, without] = await Promise.all([
      room.call(method, path, token),
      room.call(method, path, "not-a-token"),
    ]);
    if (withIt.status !== without.status) different.push([method, path, withIt.status, without.status]);
  }
  expect(different).toEqual([]);
  expect((await room.call("GET", "/api/sessions/NEARBY", token)).status).toBe(401);

  const [{ id }] = (await room.call("GET", "/api/sessions/NEARBY/participants", room.teacher)).body;
  for (const { doors, refusals } of [...dialects, ...boardDialects] as { doors: object; refusals?: object }[]) {
    for (const door of Object.keys(doors)) {
      const path = door.replace(":session", "NEARBY").replace(":participant", id).replace(":product", "1");
      const entered = TestSocket.open(room.url + path, token);
      if (refusals) expect([path, await (await entered).closed]).toMatchObject([path, { code: 1008 }]);
      else await expect(entered).rejects.toThrow();
    }
  }
  await using other = await screenAt(room.url, "FARAWAY", token);
  expect([await other.closed, other.texts]).toEqual([{ code: 4401, reason: "credential ended" }, []]);
  // And a person's credential is none of a projector's.
  for (const person of [room.teacher, (await room.join("Ann")).token]) {
    await using socket = await screenAt(room.url, "NEARBY", person);
    expect([await socket.closed, socket.texts]).toEqual([{ code: 4401, reason: "credential ended" }, []]);
  }
});

test("G3 a projector can send no command", async () => {
  await using room = await openClass();
  const { token } = (await room.call("POST", `/api/sessions/${room.session.code}/screens`, room.teacher)).body;
  await using screen = await screenAt(room.url, room.session.code, token);
  await screen.until("welcome");
  for (const type of commands.keys()) screen.send({ type, id: type, data: { content: "x", text: "x", seconds: 60 } });
  for (const type of commands.keys())
    expect(await screen.until("error")).toMatchObject({ id: type, error: { code: "unknown_type" } });
  screen.send({ type: "ping", id: "p" });
  expect(await screen.until("pong")).toMatchObject({ id: "p" });
  const { body } = await room.call("GET", `/api/sessions/${room.session.code}/status`, room.teacher);
  expect(body).toMatchObject({ status: "WAITING", total_participants: 1 });
});

test("G3 a projector receives nothing that some student may not know", async () => {
  await using room = await openClass({
    features: ["steps", "help", "feedback", "questions", "chat", "polls", "practice"],
  });
  const at = (rest: string) => `/api/sessions/${room.session.code}${rest}`;
  const { token } = (await room.call("POST", at("/screens"), room.teacher)).body;
  await using screen = await screenAt(room.url, room.session.code, token);
  await screen.until("welcome");
  const ann = await room.join("Ann");
  const [step] = room.lesson.subtasks;
  const settings = (change: object) => room.call("PATCH", at(""), room.teacher, { settings: change });
  const ask = async (text: string) => (await room.call("POST", at("/questions"), ann.token, { text })).body.question_id;

  await room.call("POST", at("/start"), room.teacher, {});
  await room.call("POST", at("/help"), ann.token, { message: "SECRET call for help" });
  await room.call("POST", at("/messages"), ann.token, { content: "SECRET chat" });
  const failed = { status: "failed", note: "SECRET note" };
  await room.call("POST", at(`/steps/${step?.id}/progress`), ann.token, failed);
  await settings({ anonymous_questions: true });
  await ask("An open question");
  await settings({ questions_visibility: "host" });
  await ask("SECRET question for the teacher");
  await settings({ questions_visibility: "all", questions_approval: true });
  await ask("SECRET question that waits for approval");
  await settings({ questions_approval: false });
  const hidden = await ask("A question that is rude");
  await room.call("POST", at(`/questions/${hidden}/hide`), room.teacher, {});
  const poll = (question: string, open: boolean) =>
    room.call("POST", at("/polls"), room.teacher, {
      ...{ kind: "choice", question, results: "closed", named: true, open },
      options: [{ text: "Yes" }, { text: "No", correct: true }],
    });
  await poll("A poll", true);
  await poll("SECRET draft", false);
  await room.call("PUT", at("/polls/1/vote"), ann.token, { choices: [2] });
  await room.call("POST", at("/feedback"), ann.token, { feedback_type: "HARD" });

  let shown: any;
  do shown = (await screen.until("changed")).data.parts;
  while (shown.feedback?.hard !== 1);
  await using late = await screenAt(room.url, room.session.code, token);
  const { parts } = (await late.until("welcome")).data;
  expect(parts.questions).toEqual({
    top: [{ question_id: 1, like_count: 0, text: "An open question", pinned: false }],
    open: 1,
  });
  // That Ann has voted, and not what: neither her vote nor the right answer.
  expect(parts.polls).toMatchObject({ question: "A poll", votes: 1, counted: null, correct: null, answer: null });
  const all = [...screen.texts, ...late.texts].join("\n");
  expect(all).not.toContain("SECRET");
  expect(all).not.toContain(ann.participant.id);
  expect(late.texts.join("\n")).not.toContain("rude");
  expect(Object.keys(parts).sort()).toEqual([
    ...[
      "feedback",
      "groups",
      "participants",
      "picks",
      "poll_teams",
      "polls",
      "questions",
      "screen",
      "session",
      "steps",
      "timer",
    ],
  ]);
});
