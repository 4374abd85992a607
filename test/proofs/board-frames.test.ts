/** How long the teacher's board works on a frame while 50 updates per second arrive. */
import { expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { type Classroom, openClassroom } from "../browser/classroom.ts";
import { chromiumPath, openStage, type Stage } from "../browser/stage.ts";
import { figure, percentile, scaled } from "../support/proof.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(180_000);

const perSecond = 50;
const seconds = scaled(2, 10);
const senders = 25;
const categories = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "disabled-by-default-devtools.timeline.frame",
];

interface TraceEvent {
  readonly name: string;
  readonly ts: number;
  readonly dur?: number;
  /** Of it, what the thread had the processor, in µs. */
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
  readonly args?: { readonly name?: string };
}

/** How long the page's main thread had the processor between the begin of a frame and that of the next, in ms. */
function framesOf(trace: readonly TraceEvent[]): number[] {
  const busiest = Map.groupBy(
    trace.filter(({ name }) => name === "BeginMainThreadFrame"),
    ({ pid, tid }) => `${pid} ${tid}`,
  );
  const [begins = []] = Array.from(busiest.values()).sort((a, b) => b.length - a.length);
  const [first] = begins;
  const times = begins.map(({ ts }) => ts).sort((a, b) => a - b);
  const busy = times.map(() => 0);
  let at = 0;
  const tasks = trace.filter(({ name, pid, tid }) => name === "RunTask" && pid === first?.pid && tid === first.tid);
  for (const { ts, dur = 0, tdur = dur } of tasks.sort((a, b) => a.ts - b.ts)) {
    while (at + 1 < times.length && (times[at + 1] ?? 0) <= ts) at++;
    if (ts >= (times[0] ?? 0)) busy[at] = (busy[at] ?? 0) + tdur / 1000;
  }
  return busy;
}

/** Lets students report Done and take it back, 50 times a second; gives how many reports the server accepted. */
async function report(stage: Stage, room: Classroom): Promise<number> {
  const url = `${stage.at.url}/ws/live/${room.session.code}`;
  const sockets = await Promise.all(
    room.students.slice(-senders - 1, -1).map(({ token }) => TestSocket.open(url, token)),
  );
  const subtask_id = room.lesson.subtasks[2]?.id;
  const began = performance.now();
  let sent = 0;
  for (; sent < perSecond * seconds; sent++) {
    const socket = sockets[sent % senders];
    const isDone = Math.floor(sent / senders) % 2 === 0;
    socket?.send(
      isDone
        ? { type: "step.complete", id: `frame-${sent}`, data: { subtask_id } }
        : { type: "progress.update", id: `frame-${sent}`, data: { subtask_id, status: "in_progress" } },
    );
    const due = began + ((sent + 1) * 1000) / perSecond;
    await Bun.sleep(Math.max(0, due - performance.now()));
  }
  let accepted = 0;
  for (const [n, socket] of sockets.entries()) {
    const last = sent - senders + n;
    const frames = await socket.all({ type: "ping", id: "end" }, ({ type, id }) => type === "pong" && id === "end");
    accepted += frames.filter(({ type, id }) => type === "ok" && String(id).startsWith("frame-")).length;
    expect(frames.some(({ type, id }) => type === "ok" && id === `frame-${last}`)).toBe(true);
    socket.close();
  }
  return accepted;
}

/** What the page did in frames while the reports came. */
async function measure(stage: Stage, room: Classroom, page: Page): Promise<{ frames: number[]; intervals: number[] }> {
  await page.evaluate(() => {
    const times: number[] = [];
    const frame = (time: number) => {
      times.push(time);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    Object.assign(window, { frameTimes: times });
  });
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, { categories });
  expect(await report(stage, room)).toBe(perSecond * seconds);
  const trace = JSON.parse((await browser.stopTracing()).toString());
  const times = await page.evaluate(() => (window as unknown as { frameTimes: number[] }).frameTimes);
  const intervals = times.slice(1).map((time, n) => time - (times[n] ?? 0));
  return { frames: framesOf(trace.traceEvents), intervals };
}

test.skipIf(chromiumPath === undefined)(
  "I3 60 students on a laptop and 300 on a projector: 50 updates per second, and every frame is in time",
  async () => {
    await using stage = await openStage();
    const token = await stage.at.teacher();
    const laptop = [60, 1440, 900] as const;
    for (const [size, width, height] of scaled([laptop], [laptop, [300, 1920, 1080]])) {
      await using room = await openClassroom(stage.at, size);
      const { context, page } = await stage.seat({ viewport: { width, height } });
      await context.addCookies([{ name: "lectern_session", value: token, url: stage.origin }]);
      await page.goto(`${stage.origin}/teach/${room.session.code}`);
      await page.getByText("3 ask").waitFor();
      const { frames, intervals } = await measure(stage, room, page);
      expect(frames.length).toBeGreaterThan(seconds);
      const what = `${size} students at ${width}x${height}`;
      const ms = { unit: "ms" };
      figure("I3", { what: `${what}: work per frame, median`, value: percentile(frames, 50), ...ms });
      figure("I3", { what: `${what}: work per frame, p95`, value: percentile(frames, 95), ...ms, atMost: 16 });
      figure("I3", { what: `${what}: longest work in a frame`, value: Math.max(...frames), ...ms });
      figure("I3", { what: `${what}: time between frames, median`, value: percentile(intervals, 50), ...ms });
      figure("I3", { what: `${what}: time between frames, p95`, value: percentile(intervals, 95), ...ms });
      await context.close();
    }
  },
);
