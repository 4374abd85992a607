import { expect, test } from "bun:test";
import { countLogRecord, logCounts } from "../../src/domain/log-counts.ts";
import { Timing } from "../../src/live/timings.ts";
import { testAlone } from "../support/alone.ts";
import { openClass } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { lintMetrics, parseMetrics } from "../support/prometheus.ts";
import { TestSocket } from "../support/socket.ts";

async function figures(room: { call: any; teacher: string }) {
  return parseMetrics((await room.call("GET", "/metrics", room.teacher)).body);
}

const ofOne = testAlone("each node has figures of its own");

ofOne("every series has a name, a type and a help text as Prometheus wants them", async () => {
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
  const connections = all.get("lectern_connections")?.samples ?? [];
  expect(connections.filter(({ value }) => value > 0)).toEqual([{ labels: 'dialect="lectern"', value: 1 }]);
  // Those without a connection are there, too: an alert on a missing series cannot fire.
  expect(connections.map(({ labels }) => labels)).toContain('dialect="virtutune"');
  expect(all.get("lectern_build_info")?.samples).toEqual([
    { labels: expect.stringMatching(/^version="\d+\.\d+\.\d+",bun="\d+\.\d+\.\d+"$/), value: 1 },
  ]);
});

test("a histogram is there before its first value, so that a rate includes that one", async () => {
  await using room = await openClass({ code: "TEST001" });
  const all = await figures(room);
  const labelsOf = (name: string) =>
    (all.get(name)?.samples ?? []).filter(({ suffix }) => suffix === "_count").map(({ labels }) => labels);
  for (const name of ["lectern_commit_duration_seconds", "lectern_fan_out_duration_seconds"]) {
    expect(labelsOf(name).slice(0, 2)).toEqual(['of="rooms"', 'of="board"']);
  }
  expect(labelsOf("lectern_http_request_duration_seconds")).toEqual(['of="api"', 'of="other"']);
  expect(labelsOf("lectern_join_duration_seconds")).toContain('dialect="virtutune"');
});

ofOne("rejections are counted by reason and disconnects by code; a client's own codes are one series", async () => {
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

ofOne("commits, fan-out, requests and joins are timed once each: a batch, not a frame", async () => {
  await using room = await openClass({ code: "TEST001" });
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, room.teacher);
  await socket.until("welcome");
  const countOf = (all: Awaited<ReturnType<typeof figures>>, name: string, labels: string) =>
    all.get(name)?.samples.find(({ suffix, labels: theirs }) => suffix === "_count" && theirs === labels)?.value ?? 0;
  const before = await figures(room);
  expect(countOf(before, "lectern_join_duration_seconds", 'dialect="lectern"')).toBe(1);
  await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { title: "Another" });
  const after = await figures(room);
  const grown = (name: string, labels: string) => countOf(after, name, labels) - countOf(before, name, labels);
  const commits = (all: typeof after) => all.get("lectern_commits_total")?.samples[0]?.value ?? 0;
  expect(grown("lectern_commit_duration_seconds", 'of="rooms"')).toBe(commits(after) - commits(before));
  expect(grown("lectern_fan_out_duration_seconds", 'of="rooms"')).toBe(commits(after) - commits(before));
  // Reading the metrics is routine, like a health check.
  expect(grown("lectern_http_request_duration_seconds", 'of="api"')).toBe(1);
  expect(grown("lectern_http_request_duration_seconds", 'of="other"')).toBe(1);
  const [sum] = after.get("lectern_commit_duration_seconds")?.samples.filter(({ suffix }) => suffix === "_sum") ?? [];
  expect(sum?.value).toBeGreaterThan(0);
});

test("a duration is counted in the first bucket that is large enough", () => {
  const timing = new Timing();
  for (const ms of [0, 0.5, 0.51, 10_000, 99_999]) timing.observe(ms);
  expect([timing.counts[0], timing.counts[1], timing.counts.at(-2), timing.counts.at(-1)]).toEqual([2, 1, 1, 1]);
  expect(timing.sum).toBeCloseTo(110.00001, 4);
});

test("warnings and errors are counted by the part of the program that logs them", () => {
  const countOf = (logger: string) => logCounts.get(`error ${logger}`)?.count ?? 0;
  const before = countOf("commit");
  countLogRecord({ level: "error", category: ["lectern", "commit"] });
  countLogRecord({ level: "info", category: ["lectern", "commit"] });
  expect(countOf("commit") - before).toBe(1);
  expect(logCounts.has("info commit")).toBe(false);
});
