import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openChance, seed } from "../support/chance.ts";
import { caller, temporaryFolder } from "../support/class.ts";
import { inParallel, LiveClient, prepareClass } from "../support/load.ts";
import { freePort, openProgram, type RemoteClass } from "../support/program.ts";
import { figure, percentile, scaled } from "../support/proof.ts";

setDefaultTimeout(300_000);

const students = scaled(100, 1000);
/** During which all of them vote, in milliseconds. */
const votingMs = scaled(600, 2000);

const poll = {
  kind: "choice",
  question: "7 x 8?",
  options: [{ text: "54" }, { text: "56", correct: true }, { text: "64" }, { text: "72" }],
};

/** Votes in the log of the session, by participant id. */
function votesInLog(data: string, session: string): { actor: string; poll_id: number; choice: number }[] {
  using sqlite = new Database(join(data, databaseFile), { readonly: true });
  return sqlite
    .query<{ actor: string; poll_id: number; choice: number }, [string]>(
      `SELECT actor, json_extract(data, '$.poll_id') AS poll_id, json_extract(data, '$.choices[0]') AS choice
       FROM events WHERE session_id = ? AND type = 'poll.voted'`,
    )
    .all(session);
}

/** A phone that sends each vote twice, and again over every new connection; it votes once in each poll. */
class Voter {
  /** The answers to its vote, over all connections. */
  readonly answers: any[] = [];
  sent = 0;
  /** How often it was sent over the present connection without an answer. */
  pending = 0;
  #client: LiveClient | undefined;
  #vote: { poll_id: number; choices: number[] } | undefined;
  #stopped = false;

  constructor(
    readonly url: string,
    readonly token: string,
    readonly choice: number,
  ) {}

  /** Connects, as often as it takes. */
  async connect(): Promise<void> {
    while (!this.#stopped) {
      const client = new LiveClient(this.url, this.token, (frame) => {
        if (frame.id !== "vote") return;
        this.answers.push(frame);
        this.pending -= 1;
      });
      const connected = await client.welcome.promise.catch(() => undefined);
      if (!connected) {
        await Bun.sleep(50 + Math.random() * 100);
        continue;
      }
      this.#client = client;
      this.pending = 0;
      if (this.#vote) this.#send();
      void client.closed.promise.then(() => this.connect());
      return;
    }
  }

  vote(poll_id: number): void {
    this.#vote = { poll_id, choices: [this.choice] };
    this.#send();
    this.#send();
  }

  #send(): void {
    if (!this.#client?.isOpen || !this.#vote) return;
    this.sent += 1;
    this.pending += 1;
    this.#client.send(JSON.stringify({ type: "poll.vote", id: "vote", data: this.#vote }));
  }

  stop(): void {
    this.#stopped = true;
    this.#client?.terminate();
  }
}

/** The rate of `poll.counted` frames: the most within a second, by the times that the server gave them. */
function mostInASecond(times: readonly number[]): number {
  // A timer of 200 ms that is rounded down to 199: five of them are a second.
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + 995).length));
}

/** Collects the counts that the teacher receives, by the server's own time. */
function countsOf(url: string, { teacher }: RemoteClass, poll_id: number) {
  const times: number[] = [];
  const client = new LiveClient(url, teacher, ({ type, at, data }) => {
    if (type === "poll.counted" && data.poll_id === poll_id) times.push(Date.parse(at));
  });
  return { client, times };
}

test(`C7 every vote is counted once, if each phone sends it twice and the server is killed in the middle (seed ${seed})`, async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students });
  const chance = openChance(seed);
  const port = await freePort();
  const start = () => openProgram({ data: folder.path, args: ["--port", port] });
  let server = await start();
  const url = `http://127.0.0.1:${port}/ws/live/${room.session.code}`;
  const call = caller(`http://127.0.0.1:${port}`);
  const path = `/api/sessions/${room.session.code}/polls`;
  const quiz = { ...poll, results: "hidden", points: 100, open: true };
  const { poll_id } = (await call("POST", path, room.teacher, quiz)).body;
  const voters = room.students.map(({ token }, n) => new Voter(url, token, 1 + (n % 4)));
  await inParallel(voters, 50, (voter) => voter.connect());
  const before = countsOf(url, room, poll_id);
  await before.client.welcome.promise;

  const voting = voters.map(async (voter) => {
    await Bun.sleep(chance() * votingMs);
    voter.vote(poll_id);
  });
  const acknowledged = () => voters.filter(({ answers }) => answers.length > 0).length;
  while (acknowledged() < students * 0.4) await Bun.sleep(1);
  server.signal("SIGKILL");
  await server.exited;
  const killedAfter = acknowledged();
  const kept = new Set(votesInLog(folder.path, room.session.id).map(({ actor }) => actor));
  const lost = voters.filter(
    ({ answers }, n) => answers.length > 0 && !kept.has(room.students[n]?.participant.id ?? ""),
  );
  const returning = performance.now();
  server = await start();
  const after = countsOf(url, room, poll_id);
  await after.client.welcome.promise;
  await Promise.all(voting);
  const isAnswered = ({ answers, pending }: Voter) => answers.length > 0 && pending === 0;
  while (!voters.every(isAnswered)) await Bun.sleep(5);
  const seconds = (performance.now() - returning) / 1000;
  // Once more, after all of it.
  for (const voter of voters) voter.vote(poll_id);
  while (!voters.every(isAnswered)) await Bun.sleep(5);
  const sent = voters.reduce((sum, { sent }) => sum + sent, 0);

  const answers = voters.flatMap(({ answers }) => answers);
  const wrong = answers.filter((answer) => !Bun.deepEquals(answer, { type: "ok", id: "vote", data: { poll_id } }));
  expect({ seed, wrong: wrong.slice(0, 3) }).toEqual({ seed, wrong: [] });
  expect(killedAfter).toBeLessThan(students);
  const [read] = (await call("GET", path, room.teacher)).body;
  const expected = [1, 2, 3, 4].map((of) => ({ of, count: voters.filter(({ choice }) => choice === of).length }));
  expect(read.counted).toEqual({ votes: students, counts: expected, mean: null });
  const inLog = votesInLog(folder.path, room.session.id);
  const wanted = voters.map(({ choice }, n) => ({ actor: room.students[n]?.participant.id ?? "", poll_id, choice }));
  const byActor = (one: { actor: string }, other: { actor: string }) => (one.actor < other.actor ? -1 : 1);
  expect(inLog.sort(byActor)).toEqual(wanted.sort(byActor));
  expect(lost.length).toBe(0);
  const most = Math.max(mostInASecond(before.times), mostInASecond(after.times));
  // After the restart all votes may be counted before the first count is sent to the teacher.
  expect(before.times.length + after.times.length).toBeGreaterThan(0);

  for (const voter of voters) voter.stop();
  for (const { client } of [before, after]) client.terminate();
  await server[Symbol.asyncDispose]();
  figure("C7", { what: "voters", value: students, unit: "students" });
  figure("C7", { what: "votes sent, with repeats", value: sent, unit: "commands" });
  figure("C7", { what: "voters with an answer when the server was killed", value: killedAfter, unit: "students" });
  figure("C7", { what: "all votes are answered, after the restart began", value: seconds, unit: "s", atMost: 8 });
  figure("C7", {
    what: "votes lost or counted twice",
    value: inLog.length - students,
    unit: "votes",
    atMost: 0,
    atLeast: 0,
  });
  figure("C7", { what: "counts that the teacher receives in a second", value: most, unit: "frames", atMost: 5 });
});

test(`E8 the projector shows the last of the votes of a class (seed ${seed})`, async () => {
  using folder = temporaryFolder();
  const room = await prepareClass(folder.path, { students });
  const chance = openChance(seed);
  await using server = await openProgram({ data: folder.path, args: ["--rate-limit", "0"] });
  const url = `${server.url}/ws/live/${room.session.code}`;
  const call = caller(server.url);
  const path = `/api/sessions/${room.session.code}`;
  const clients = await inParallel(room.students, 50, ({ token }) => LiveClient.open(url, token));
  const { token } = (await call("POST", `${path}/screens`, room.teacher)).body;
  /** When the projector showed how many votes, of which poll. */
  const shown = new Map<string, number>();
  using screen = new LiveClient(`${server.url}/ws/live/screen/${room.session.code}`, token, ({ type, data }) => {
    const { poll_id, votes } = (type === "changed" && data.parts.polls) || {};
    if (!shown.has(`${poll_id} ${votes}`)) shown.set(`${poll_id} ${votes}`, performance.now());
  });
  await screen.welcome.promise;
  const delays: number[] = [];
  const acks: number[] = [];
  let most = 0;
  for (let round = 0; round < scaled(1, 15); round++) {
    const results = round % 2 === 0 ? "live" : "closed";
    const { poll_id } = (await call("POST", `${path}/polls`, room.teacher, { ...poll, results, open: true })).body;
    const { client: teacher, times } = countsOf(url, room, poll_id);
    await teacher.welcome.promise;
    let last = 0;
    const took = await Promise.all(
      clients.map(async (client, n) => {
        await Bun.sleep(chance() * votingMs);
        last = performance.now();
        return await client.time("poll.vote", { poll_id, choices: [1 + (n % 4)] });
      }),
    );
    const all = `${poll_id} ${students}`;
    while (!shown.has(all)) await Bun.sleep(5);
    delays.push((shown.get(all) ?? 0) - last);
    acks.push(...took);
    await teacher.ask("ping");
    most = Math.max(most, mostInASecond(times));
    expect(times.length).toBeGreaterThan(0);
    expect(times.length).toBeLessThanOrEqual(Math.ceil((Date.now() - (times[0] ?? 0)) / 199) + 1);
    teacher.terminate();
  }
  for (const client of clients) client.terminate();
  figure("E8", {
    what: `from the last of ${students} votes to the projector, p99`,
    value: percentile(delays, 99),
    unit: "ms",
    atMost: 400,
  });
  figure("E8", { what: "the same, median", value: percentile(delays, 50), unit: "ms" });
  figure("E8", { what: "acknowledgement of a vote, p99", value: percentile(acks, 99), unit: "ms", atMost: 250 });
  figure("E8", { what: "counts that the teacher receives in a second", value: most, unit: "frames", atMost: 5 });
});
