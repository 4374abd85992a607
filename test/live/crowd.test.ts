import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { openDatabase } from "../support/home.ts";
import { TestSocket } from "../support/socket.ts";

test("if 500 students press feedback at once, every press is in the log and reaches the teacher's screens", async () => {
  await using room = await openClass({ code: "TEST001" });
  const names = Array.from({ length: 500 }, (_, n) => `Student ${n}`);
  const tokens = await Promise.all(names.map(async (name) => (await room.join(name)).token));
  await using web = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await using app = await TestSocket.open(`${room.url}/ws/session/TEST001/teacher/`, room.teacher);
  await web.until("welcome");
  await app.until("connected");
  // Every second one by the web page, the others over HTTP as the lecture app does it.
  const sockets = await Promise.all(
    tokens.map((token, n) => (n % 2 ? TestSocket.open(`${room.url}/ws/live/TEST001`, token) : token)),
  );
  for (const socket of sockets) if (typeof socket !== "string") await socket.until("welcome");

  const pressed = await Promise.all(
    sockets.map(async (socket, n) => {
      const data = { feedback_type: n % 4 < 2 ? "HARD" : "OK" };
      if (typeof socket === "string") {
        return (await room.call("POST", "/api/sessions/TEST001/feedback", socket, data)).status === 200;
      }
      socket.send({ type: "feedback.give", id: "press", data });
      return (await socket.until("ok")).id === "press";
    }),
  );
  expect(pressed.filter((ok) => !ok)).toEqual([]);

  const told = await web.all({ type: "ping", id: "end" }, ({ type, id }) => type === "pong" && id === "end");
  const heard = told.filter(({ type }) => type === "feedback.given").map(({ data }) => data.user_name);
  expect(heard.sort()).toEqual(names.toSorted());
  const frames = await app.all({ type: "ping" }, ({ event }) => event === "pong");
  expect(frames.filter(({ event }) => event === "feedback").length).toBe(500);
  const places = told.flatMap(({ seq }) => seq ?? []);
  expect(places).toEqual(places.map((_, n) => places[0] + n));

  using db = await openDatabase(room);
  const log = db.query("SELECT data FROM events WHERE type = 'feedback.given' ORDER BY seq").all() as {
    data: string;
  }[];
  expect(log.map(({ data }) => JSON.parse(data).user_name).sort()).toEqual(names.toSorted());
  const { body } = await room.call("GET", "/api/sessions/TEST001/feedback/summary", room.teacher);
  expect(body).toMatchObject({ ok: 250, hard: 250, now: { ok: 250, hard: 250, ratio: 0.5 } });
  for (const socket of sockets) if (typeof socket !== "string") socket.close();
});
