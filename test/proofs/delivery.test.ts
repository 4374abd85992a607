import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openChance, seed } from "../support/chance.ts";
import { caller, temporaryFolder } from "../support/class.ts";
import { openLinks } from "../support/links.ts";
import { inParallel, LiveClient, prepareClass } from "../support/load.ts";
import { fillLog } from "../support/long-log.ts";
import { freePort, openProgram } from "../support/program.ts";
import { figure, percentile, scaled } from "../support/proof.ts";

setDefaultTimeout(300_000);

/** Events of a log, by type, with what a checker compares. */
interface Logged {
  readonly seq: number;
  readonly type: string;
  readonly participant_id: string | null;
  readonly note: string | null;
}

function readLog(data: string, session: string): Logged[] {
  using sqlite = new Database(join(data, databaseFile), { readonly: true });
  return sqlite
    .query<Logged, [string]>(
      `SELECT seq, type, json_extract(data, '$.participant_id') AS participant_id, json_extract(data, '$.note') AS note
       FROM events WHERE session_id = ? ORDER BY seq`,
    )
    .all(session);
}

/** A student who resumes after every lost connection, and sends again what was not acknowledged. */
class Student {
  /** The `seq` of every event that was applied, in the order of arrival. */
  readonly applied: number[] = [];
  readonly acknowledged = new Set<string>();
  readonly #unanswered = new Set<string>();
  client: LiveClient | undefined;
  /** Where its history begins. */
  first = 0;
  wrong = "";
  losses = 0;
  #epoch = "";
  #sent = 0;

  constructor(
    readonly url: string,
    readonly token: string,
    readonly id: string,
  ) {}

  async connect(): Promise<void> {
    const last = this.applied.at(-1) ?? this.first;
    const query = this.#epoch === "" ? "" : `?since=${last}&epoch=${this.#epoch}`;
    const client = new LiveClient(this.url + query, this.token, ({ seq }) => {
      if (seq === undefined || this.client !== client) return;
      if (seq <= (this.applied.at(-1) ?? this.first)) this.wrong ||= `${seq} came after ${this.applied.at(-1)}`;
      this.applied.push(seq);
    });
    this.client = client;
    const { epoch, seq, resumed } = await client.welcome.promise;
    if (this.#epoch === "") this.first = seq;
    else if (!resumed) this.wrong ||= "not resumed";
    this.#epoch = epoch;
    for (const mark of this.#unanswered) void this.#ask(mark);
  }

  answer(): void {
    const mark = `${this.id}/${++this.#sent}`;
    this.#unanswered.add(mark);
    if (this.client?.isOpen) void this.#ask(mark);
  }

  async #ask(mark: string): Promise<void> {
    const data = { subtask_id: 1, status: "in_progress", note: mark };
    const answer = await this.client?.ask("progress.update", data, mark);
    if (answer?.type === "error") this.wrong ||= `${mark}: ${answer.error.code}`;
    this.#unanswered.delete(mark);
    this.acknowledged.add(mark);
  }

  /** Loses its TCP connection and comes back. */
  async lose(pause: number): Promise<void> {
    this.losses += 1;
    this.client?.terminate();
    await Bun.sleep(pause);
    await this.connect();
  }

  get waiting(): number {
    return this.#unanswered.size;
  }
}

test(`C1 clients that keep losing their connection apply every event once, and no acknowledged command is lost (seed ${seed})`, async () => {
  const {
    students: count,
    seconds,
    every,
  } = scaled({ students: 40, seconds: 6, every: 2 }, { students: 300, seconds: 60, every: 5 });
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: count });
  const chance = openChance(seed);
  let students: Student[] = [];
  {
    await using server = await openProgram({ data: folder.path });
    const url = `${server.url}/ws/live/${room.session.code}`;
    students = room.students.map(({ token, participant }) => new Student(url, token, participant.id));
    using teacher = await LiveClient.open(url, room.teacher);
    await inParallel(students, 50, (student) => student.connect());

    const end = performance.now() + seconds * 1000;
    const losing = students.map(async (student) => {
      while (performance.now() < end) {
        await Bun.sleep(every * 1000 * (0.5 + chance()));
        await student.lose(chance() * 200);
      }
    });
    const answering = setInterval(() => {
      for (let n = 0; n < count / 20; n++) chance.of(students).answer();
    }, 100);
    for (let n = 0; performance.now() < end; n++) {
      await teacher.time("step.start", { subtask_id: 1 + (n % 3) });
      await Bun.sleep(50);
    }
    clearInterval(answering);
    await Promise.all(losing);
    while (students.some(({ waiting }) => waiting > 0)) await Bun.sleep(20);
    await teacher.time("step.start", { subtask_id: 1 });
    // Everything that was published is before the answer to a ping.
    await Promise.all(students.map(({ client }) => client?.ask("ping")));
  }
  const log = readLog(folder.path, room.session.id);
  const public_ = new Set(["step.changed", "session.status_changed"]);
  const kept = log.flatMap(({ type, note }) => (type === "progress.updated" && note !== null ? [note] : []));
  const doubled = kept.length - new Set(kept).size;
  let [lost, wrong, applied, losses] = [0, 0, 0, 0];
  for (const student of students) {
    const expected = log.filter(
      ({ seq, type, participant_id }) =>
        seq > student.first && (public_.has(type) || (type === "progress.updated" && participant_id === student.id)),
    );
    const got = student.applied.filter((seq) => {
      const entry = log[seq - 1];
      return entry !== undefined && (public_.has(entry.type) || entry.type === "progress.updated");
    });
    if (
      student.wrong ||
      !Bun.deepEquals(
        got,
        expected.map(({ seq }) => seq),
      )
    )
      wrong += 1;
    applied += student.applied.length;
    losses += student.losses;
    for (const mark of student.acknowledged) if (!kept.includes(mark)) lost += 1;
  }
  expect({ seed, lost, doubled, wrong, because: students.find(({ wrong }) => wrong)?.wrong }).toEqual({
    seed,
    lost: 0,
    doubled: 0,
    wrong: 0,
    because: undefined,
  });
  expect(losses).toBeGreaterThan(count);
  figure("C1", { what: "clients", value: count, unit: "clients" });
  figure("C1", { what: "lost connections", value: losses, unit: "times" });
  figure("C1", { what: "events applied", value: applied, unit: "events" });
  figure("C1", { what: "acknowledged commands", value: kept.length, unit: "commands" });
  figure("C1", { what: "clients with a gap, a double or a wrong order", value: wrong, unit: "clients", atMost: 0 });
  figure("C1", { what: "acknowledged commands lost or doubled", value: lost + doubled, unit: "commands", atMost: 0 });
});

describe("C3 a client that was away over a restart", () => {
  test("while the log grew by 10,000 events has exactly the events that a fresh client reads", async () => {
    using folder = temporaryFolder();
    const room = await prepareClass(folder.path, { students: 1 });
    const token = room.students[0]?.token ?? "";
    const path = `/ws/live/${room.session.code}`;
    const { epoch, seq } = await (async () => {
      await using server = await openProgram({ data: folder.path });
      using client = await LiveClient.open(server.url + path, token);
      return await client.welcome.promise;
    })();
    fillLog(folder.path, room.session.id, room.lesson, seq + 10_000);
    await using server = await openProgram({ data: folder.path });
    const read = async (since: number) => {
      const events: any[] = [];
      const last = Promise.withResolvers<void>();
      const url = `${server.url + path}?since=${since}&epoch=${epoch}`;
      const client = await LiveClient.open(url, token, (frame) => {
        if (frame.seq !== undefined) events.push(frame);
        if (frame.type === "session.status_changed") last.resolve();
      });
      expect((await client.welcome.promise).resumed).toBe(true);
      return { events, last: last.promise };
    };
    const began = performance.now();
    const back = await read(seq);
    const fresh = await read(0);
    // The last event that both hear.
    await caller(server.url)("POST", `/api/sessions/${room.session.code}/pause`, room.teacher);
    await Promise.all([back.last, fresh.last]);
    expect(back.events.length).toBeGreaterThan(10);
    expect(back.events).toEqual(fresh.events.filter((event) => event.seq > seq));
    figure("C3", { what: "resumed after 10,000 events and a restart", value: performance.now() - began, unit: "ms" });
  });
});

test("C5 clients that lose the server by kill -9 are all back when it returns", async () => {
  const count = scaled(100, 1000);
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students: count });
  const port = await freePort();
  let server = await openProgram({ data: folder.path, args: ["--port", port] });
  const links = openLinks(room, port);
  const { live, connecting, everyone } = links;
  await everyone();
  connecting.length = 0;
  server.signal("SIGKILL");
  await server.exited;
  while (live.size > 0) await Bun.sleep(5);
  const restarting = performance.now();
  server = await openProgram({ data: folder.path, args: ["--port", port] });
  const returned = performance.now();
  await everyone();
  const seconds = (performance.now() - returned) / 1000;
  links.close();
  await server[Symbol.asyncDispose]();
  expect(connecting.length).toBe(count);
  figure("C5", { what: "start of the server", value: returned - restarting, unit: "ms" });
  figure("C5", { what: `all ${count} are back after`, value: seconds, unit: "s", atMost: 5 });
  figure("C5", {
    what: "p99 of connecting, to the welcome",
    value: percentile(connecting, 99),
    unit: "ms",
    atMost: 500,
  });
});
