import { expect, test } from "bun:test";
import { createApi, toApi } from "../../src/client/api.ts";
import { createFetcher } from "../../src/client/http.ts";
import { openReplay } from "../../src/client/replay.ts";
import { openClass } from "../support/class.ts";

/** The API of a class as its teacher calls it, and how many pages of events were read. */
function apiOf(room: { url: string; teacher: string }) {
  const reads = { count: 0 };
  const fetcher = createFetcher(room.url, (url, init) => {
    if (url.includes("/events")) reads.count += 1;
    return fetch(url, { ...init, headers: { ...init.headers, Authorization: `Bearer ${room.teacher}` } });
  });
  return { api: toApi(fetcher), reads };
}

test("M5 a past class is replayed as it was at each moment, also a long one, with few pages in memory", async () => {
  await using room = await openClass({ code: "REPLAY" });
  const ann = await room.join("Ann");
  const call = (path: string, token: string, body: object = {}) =>
    room.call("POST", `/api/sessions/REPLAY${path}`, token, body);
  const [first, second] = room.lesson.subtasks;
  await call(`/steps/${first?.id}/start`, room.teacher);
  await call("/help", ann.token, { message: "Which side?" });
  await call("/help/1/resolve", room.teacher);
  await call(`/steps/${first?.id}/complete`, ann.token);
  // More than one page of events.
  const press = (_: unknown, n: number) => call("/feedback", ann.token, { feedback_type: n % 2 ? "OK" : "HARD" });
  await Promise.all(Array.from({ length: 450 }, press));
  await call(`/steps/${second?.id}/start`, room.teacher);
  await call("/end", room.teacher);

  const { api, reads } = apiOf(room);
  const counts: number[] = [];
  const replay = await openReplay(api, "REPLAY", { onRead: (count) => counts.push(count) });
  expect(counts.at(-1)).toBeGreaterThan(450);
  expect(reads.count).toBe(counts.length);
  expect(replay.next).toBeUndefined();
  const others = replay.moments.filter(({ kind }) => kind !== "mood");
  expect(others.map(({ kind }) => kind)).toEqual(["step", "help", "help", "progress", "step", "class"]);
  expect(replay.moments.length).toBe(others.length + 450);

  const seqOf = (n: number) => others[n]?.seq ?? 0;
  const stuck = await replay.at(seqOf(1));
  expect([stuck.session.current_subtask?.id, stuck.help[0]?.resolved_at]).toEqual([first?.id, null]);
  expect(stuck.progress.size).toBe(0);
  const helped = await replay.at(seqOf(2));
  expect(helped.help[0]?.resolved_at).not.toBeNull();
  const ended = await replay.at(seqOf(5));
  expect(ended.session).toMatchObject({ status: "ENDED", current_subtask: { id: second?.id } });
  expect(ended.feedback.course.reduce((sum, { ok, hard }) => sum + ok + hard, 0)).toBe(450);
  // Back to the beginning: what is shown does not depend on where one comes from.
  expect(await replay.at(seqOf(1))).toEqual(stuck);

  // The same in parts: every moment is in one of them, with the class as it was.
  const parts = [await openReplay(api, "REPLAY", { maxEvents: 200 })];
  for (let next = parts[0]?.next; next; next = parts.at(-1)?.next) {
    parts.push(await openReplay(api, "REPLAY", { start: next, maxEvents: 200 }));
  }
  expect(parts.length).toBe(3);
  expect(parts.flatMap(({ moments }) => moments)).toEqual([...replay.moments]);
  for (const part of parts) {
    for (const { seq } of [part.moments[0], part.moments.at(-1)].filter((moment) => moment !== undefined)) {
      expect(await part.at(seq)).toEqual(await replay.at(seq));
    }
  }
});

test("a class that is not the caller's cannot be replayed", async () => {
  await using room = await openClass({ code: "REPLAY" });
  await expect(openReplay(createApi(room.url), "REPLAY")).rejects.toThrow();
});
