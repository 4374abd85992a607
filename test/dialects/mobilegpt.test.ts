import { expect, test } from "bun:test";
import { openClass, openTestServer } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { TestSocket } from "../support/socket.ts";

test("a heartbeat updates last_active_at immediately, without an event or a commit", async () => {
  let now = Date.parse("2026-03-02T09:00:00.000Z");
  await using server = await openTestServer({ now: () => now });
  await using room = await openClass({ server, code: "TEST001" });
  const { token } = await room.join("Ann");
  await using phone = await TestSocket.open(`${room.url}/ws/sessions/TEST001/`, token);
  phone.send({ type: "join" });
  await phone.until("join_confirmed");
  const seen = async () => (await room.call("GET", "/api/sessions/TEST001/participants", room.teacher)).body[1];
  expect((await seen()).last_active_at).toBe("2026-03-02T09:00:00.000Z");

  const counts = () => homeOf(room, "TEST001").live.kernel.counts;
  const before = { ...counts() };
  expect(before.commits).toBeGreaterThan(0);
  now += 30_000;
  phone.send({ type: "heartbeat", data: { timestamp: 1 } });
  await phone.until("heartbeat_ack");
  expect((await seen()).last_active_at).toBe("2026-03-02T09:00:30.000Z");
  expect(counts()).toMatchObject({ commits: before.commits, events: before.events });
});
