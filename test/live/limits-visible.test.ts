/** The operator sees who is over a limit, and what was rejected. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { metric } from "../support/prometheus.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

test("somebody over the rate limit is listed with name, session, dialect and since when; rejections are counted", async () => {
  await using server = await openTestServer({ rateLimit: 5 });
  await using room = await openClass({ server, code: "TEST001" });
  const [ann, bob] = [await room.join("Ann"), await room.join("Bob")];
  await using socket = await RawSocket.open(`${room.url}/ws/live/TEST001`, { token: ann.token });
  await socket.next();
  socket.send(...Array.from({ length: 100 }, (_, n) => ({ type: "ping", id: `${n}` })));
  let refused = 0;
  for (let n = 0; n < 100; n++) if ((await socket.next()).type === "error") refused += 1;
  expect(refused).toBeGreaterThan(0);
  await room.call("GET", "/api/sessions/TEST001", bob.token);
  const { body } = await room.call("GET", "/api/status", room.teacher);
  const { since } = body.limited[0];
  const person = { nickname: "Ann", session_code: "TEST001", dialect: "lectern", reason: "rate_limited" };
  expect(body.limited).toEqual([{ ...person, since, rejections: refused }]);
  expect(Math.abs(Date.parse(since) - Date.now())).toBeLessThan(60_000);
  expect(await metric(room.url, room.teacher, 'lectern_rejections_total{reason="rate_limited"}')).toBe(refused);
});

test("a used-up quota is counted as a quota hit, over sockets and HTTP", async () => {
  await using room = await openClass({ code: "TEST001" });
  await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { settings: { max_participants: 1 } });
  const ann = await room.join("Ann");
  await room.join("Bob");
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, ann.token);
  for (let n = 0; n < 51; n++) socket.send({ type: "question.ask", id: `${n}`, data: { text: "Why?" } });
  const { error } = await socket.until("error");
  expect(error.code).toBe("too_many_questions");
  expect(await metric(room.url, room.teacher, 'lectern_quota_hits_total{quota="too_many_questions"}')).toBe(1);
  expect(await metric(room.url, room.teacher, 'lectern_quota_hits_total{quota="session_full"}')).toBe(1);
});

const atHome = testAlone("each node counts the sockets of its classes");

atHome("a socket that reads too slowly is counted; one that closes is not", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  await using slow = await RawSocket.open(`${room.url}/ws/live/TEST001`, { token: ann.token, paused: true });
  const bob = await room.join("Bob");
  const quick = await RawSocket.open(`${room.url}/ws/live/TEST001`, { token: bob.token });
  await quick[Symbol.asyncDispose]();
  await using host = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  const { sockets } = room.server.live;
  await host.until("welcome");
  const message = "x".repeat(1000);
  // Bit by bit, as a class does: a buffer that fills within a tenth of a second may not be seen.
  while (sockets.open.size > 1) {
    for (let n = 0; n < 50; n++) host.send({ type: "step.start", data: { subtask_id: 1, message } });
    for (let n = 0; n < 50; n++) await host.until("step.changed");
    await Bun.sleep(10);
  }
  slow.resume();
  expect(await metric(room.url, room.teacher, "lectern_slow_closes_total")).toBe(1);
});
