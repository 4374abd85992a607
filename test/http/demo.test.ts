/** The demo class that a teacher starts in the server. */
import { expect, test } from "bun:test";
import { openTestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

test("N2 a teacher's demo class has students who join over the wire, and ends with the class", async () => {
  await using at = await openTestServer();
  const teacher = await at.teacher();
  const { status, body: session } = await at.call("POST", "/api/demo", teacher, { language: "ko" });
  expect([status, session.demo, session.lesson.subtasks.length >= 8]).toEqual([201, true, true]);
  // A second press leads to the same class.
  const again = await at.call("POST", "/api/demo", teacher, { language: "ko" });
  expect([again.status, again.body.id]).toEqual([200, session.id]);

  await using desk = await TestSocket.open(`${at.url}/ws/live/${session.code}`, teacher);
  const { data: arrived } = await desk.until("participant.joined");
  expect(arrived.role).toBe("STUDENT");
  desk.send({ type: "session.end", id: "e", data: {} });
  await desk.closed;

  // The next press opens a new class with the same lesson.
  const next = (await at.call("POST", "/api/demo", teacher, { language: "ko" })).body;
  expect([next.id === session.id, next.lesson.id]).toEqual([false, session.lesson.id]);
});

test("N2 one demo class runs at a time, and only a teacher starts one", async () => {
  await using at = await openTestServer();
  const teacher = await at.teacher();
  const { token } = (
    await at.call("POST", "/api/users", teacher, { name: "Kim", role: "teacher", password: "a password" })
  ).body;
  const kim =
    token ?? (await at.call("POST", "/api/auth/login", undefined, { name: "Kim", password: "a password" })).body.token;
  const [first, second] = await Promise.all([
    at.call("POST", "/api/demo", teacher, { language: "en" }),
    at.call("POST", "/api/demo", teacher, { language: "en" }),
  ]);
  expect(first.body.id).toBe(second.body.id);
  const other = await at.call("POST", "/api/demo", kim, { language: "en" });
  expect([other.status, other.body.type]).toEqual([409, "urn:lectern:fault:demo_running"]);
  expect((await at.call("POST", "/api/demo", undefined, { language: "en" })).status).toBe(401);
});
