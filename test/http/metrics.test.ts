import { expect, test } from "bun:test";
import { openClass } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { lintMetrics, parseMetrics } from "../support/prometheus.ts";
import { TestSocket } from "../support/socket.ts";

async function figures(room: { call: any; teacher: string }) {
  return parseMetrics((await room.call("GET", "/metrics", room.teacher)).body);
}

test("every series has a name, a type and a help text as Prometheus wants them", async () => {
  await using room = await openClass({ code: "TEST001" });
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await socket.until("welcome");
  const all = await figures(room);
  expect(lintMetrics(all)).toEqual([]);
  const types = Object.fromEntries(Array.from(all.values(), ({ name, type }) => [name, type]));
  expect(types).toMatchObject({
    lectern_commits_total: "counter",
    lectern_events_total: "counter",
    lectern_faults_total: "counter",
    lectern_encodings_total: "counter",
    lectern_rejections_total: "counter",
    lectern_http_responses_total: "counter",
    lectern_disconnects_total: "counter",
    process_cpu_seconds_total: "counter",
    process_resident_memory_bytes: "gauge",
    process_start_time_seconds: "gauge",
    lectern_connections: "gauge",
    lectern_build_info: "gauge",
  });
  expect(all.get("lectern_connections")?.samples).toEqual([{ labels: 'dialect="lectern"', value: 1 }]);
  expect(all.get("lectern_build_info")?.samples).toEqual([
    { labels: expect.stringMatching(/^version="\d+\.\d+\.\d+",bun="\d+\.\d+\.\d+"$/), value: 1 },
  ]);
});

test("rejections are counted by reason and disconnects by code; a client's own codes are one series", async () => {
  await using room = await openClass({ code: "TEST001" });
  await room.call("POST", "/api/auth/key", undefined, { key: "wrong-key-1234" });
  await room.call("POST", "/api/auth/key", undefined, { key: "wrong-key-1234" });
  expect((await knock(`${room.url}/ws/live/NOSUCH`, room.teacher)).status).toBe(404);
  for (const code of [1000, 4000, 4777]) {
    const ws = new WebSocket(`${room.url.replace("http", "ws")}/ws/live/TEST001`, {
      headers: { Authorization: `Bearer ${room.teacher}` },
    } as never);
    await new Promise((resolve) => ws.addEventListener("message", resolve, { once: true }));
    const closed = new Promise((resolve) => ws.addEventListener("close", resolve));
    if (code === 1000) ws.send(JSON.stringify({ type: "nothing", id: "1" }));
    ws.close(code);
    await closed;
  }
  const all = await figures(room);
  expect(new Set(all.get("lectern_rejections_total")?.samples)).toEqual(
    new Set([
      { labels: 'reason="wrong_key"', value: 2 },
      { labels: 'reason="session_not_found"', value: 1 },
      { labels: 'reason="unknown_type"', value: 1 },
    ]),
  );
  expect(all.get("lectern_http_responses_total")?.samples).toContainEqual({ labels: 'status="4xx"', value: 3 });
  expect(new Set(all.get("lectern_disconnects_total")?.samples)).toEqual(
    new Set([
      { labels: 'code="1000"', value: 1 },
      { labels: 'code="other"', value: 2 },
    ]),
  );
});
