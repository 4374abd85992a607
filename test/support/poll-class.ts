/** A class with polls in which anybody tries anything, and every frame and answer is checked by `poll-model.ts`. */
import { type App, apps, voices } from "../dialects/voices/index.ts";
import type { Chance } from "./chance.ts";
import type { TestClass } from "./class.ts";
import { leakIn, type ModelPoll, type PollKind, type PollModel, type Reader } from "./poll-model.ts";
import { settled } from "./rounds.ts";
import { TestSocket } from "./socket.ts";

/** Somebody at the class: a person with sockets, or a projector. */
export interface Client extends Reader {
  readonly name: string;
  readonly token: string;
  /** The sockets, and how many of their frames were checked. */
  readonly lines: { readonly app: App | "screen"; readonly socket: TestSocket; checked: number }[];
}

const ping = (app: App | "screen", n: number) =>
  app === "screen"
    ? { send: { type: "ping", id: `alive ${n}` }, answer: { type: "pong", id: `alive ${n}` } }
    : voices[app].alive(n);

/** A class with polls, and what may be known of it. */
/** Some votes, by the kind of poll that they are for. */
const votes: Readonly<Record<PollKind, readonly object[]>> = {
  choice: [{ choices: [1] }, { choices: [2] }, { choices: [3] }],
  scale: [{ value: 1 }, { value: 4 }],
  rank: [{ ranking: [1, 2, 3] }, { ranking: [3, 1, 2] }],
  words: [{ words: ["Sun"] }, { words: ["sun"] }, { words: ["rain"] }, { words: ["damn"] }],
  number: [{ value: 42 }, { value: 41.5 }],
};

/** What is read of polls, and of one of them. */
const polls = (poll_id: number) => [
  ...["/polls", "/polls", "/polls?limit=2", "/polls/standings", "/polls/standings", "/polls/hidden-words"],
  ...[`/polls/votes?poll_id=${poll_id}`, `/polls/votes?poll_id=${poll_id}`, `/polls/words?poll_id=${poll_id}`],
];
/** Other reads of a class, which may have something of its polls in them. */
const elsewhere = [
  ...["", "/screen", "/participants", "/messages", "/questions", "/events", "/events?before=40&limit=200"],
  ...["/report", "/report?format=csv", "/report?format=zip"],
];

export class PollClass {
  readonly polls = new Map<number, ModelPoll>();
  readonly removed = new Map<number, ModelPoll>();
  readonly clients: Client[] = [];
  /** The votes that were answered with ok, by the client's own id for the command. */
  readonly accepted = new Map<string, { poll_id: number; who: string }>();
  readonly wrong: unknown[] = [];
  checks = 0;
  #made = 0;
  #signs = 0;
  #ids = 0;

  constructor(
    readonly room: TestClass,
    readonly chance: Chance,
  ) {}

  at = (rest: string) => `/api/sessions/${this.room.session.code}${rest}`;

  /** What may be known now; a copy, because frames that were sent before a change may arrive after it. */
  now = (): PollModel => ({
    polls: new Map(Array.from(this.polls, ([id, poll]) => [id, { ...poll, votes: new Map(poll.votes) }])),
    removed: new Map(this.removed),
    people: new Map(this.clients.flatMap(({ id, name }) => (id === undefined ? [] : [[id, name]]))),
  });

  /** Connects a client, by an app or as the projector that it is. */
  async connect(client: Client): Promise<void> {
    const { room, chance } = this;
    const { code } = room.session;
    const app = client.role === "screen" ? "screen" : chance.of(["lectern" as const, "lectern" as const, ...apps]);
    const who = {
      id: client.id ?? "",
      role: client.role === "instructor" ? ("INSTRUCTOR" as const) : ("STUDENT" as const),
    };
    const since = chance.of(["", "?since=0", "?since=7"]);
    const path = app === "screen" ? `/ws/live/screen/${code}` : voices[app].path(code, who) + since;
    client.lines.push({ app, socket: await TestSocket.open(room.url + path, client.token), checked: 0 });
  }

  /** Makes a poll of any kind. Its options, words and question have its own word in them. */
  async make(by: Client): Promise<void> {
    const { chance } = this;
    const word = `Q${++this.#made}-${this.room.session.code}`;
    const kind = chance.of(["choice", "choice", "choice", "scale", "rank", "words", "number"] as const);
    const results = chance.of(["live", "closed", "hidden"] as const);
    const hasSolution = (kind === "choice" || kind === "number") && chance() < 0.8;
    const options = [
      { text: `a ${word}` },
      { text: `b ${word}`, correct: hasSolution || undefined },
      { text: `c ${word}` },
    ];
    const poll = {
      ...{ kind, results, question: `${word}?`, named: chance() < 0.5 },
      ...((kind === "choice" || kind === "rank") && { options }),
      ...(kind === "choice" && { max_choices: chance.of([1, 2]) }),
      ...(kind === "scale" && { scale: { min: 1, max: 5 } }),
      ...(kind === "number" && hasSolution && { answer: { value: 42 } }),
      ...(kind === "words" && { approve_first: chance() < 0.5 }),
      ...(hasSolution && chance() < 0.7 && { points: 100, seconds: 3600, speed_bonus: chance() < 0.5 }),
      open: chance() < 0.6,
    };
    const { status, body } = await this.send(by, "POST", "/polls", poll);
    if (!this.isAllowed(by, "instructor", status, "poll.create")) return;
    if (poll.open) this.closeOpen();
    this.polls.set(body.poll_id, {
      ...{ poll_id: body.poll_id, kind, results, word, named: poll.named, isQuiz: "points" in poll },
      ...{ status: poll.open ? "open" : "draft", wasOpened: poll.open, wasClosed: false, votes: new Map() },
    });
  }

  /** Gives the class a lesson with a prepared quiz question: a draft until it is opened. */
  async prepare(teacher: Client): Promise<void> {
    const { lesson, call } = this.room;
    const word = `Q${++this.#made}-${this.room.session.code}`;
    const options = [{ text: `a ${word}` }, { text: `b ${word}`, correct: true }, { text: `c ${word}` }];
    const poll = { kind: "choice", question: word, results: "closed", options, points: 100 } as const;
    const subtasks = lesson.subtasks.map(({ id, title }) => ({ id, title, polls: [poll] })).slice(0, 1);
    await call("PUT", `/api/lessons/${lesson.id}`, teacher.token, { title: lesson.title, subtasks });
    await this.send(teacher, "PATCH", "", { lesson_id: lesson.id });
    const [{ poll_id }] = (await this.send(teacher, "GET", "/polls")).body;
    this.polls.set(poll_id, {
      ...{ poll_id, kind: "choice", results: "closed", word, named: false, isQuiz: true },
      ...{ status: "draft", wasOpened: false, wasClosed: false, votes: new Map() },
    });
  }

  closeOpen(): void {
    for (const poll of this.polls.values())
      if (poll.status === "open") Object.assign(poll, { status: "closed", wasClosed: true });
  }

  /** Calls the HTTP API and checks the answer. */
  async send(by: Client, method: string, rest: string, body?: unknown) {
    const before = this.now();
    const answer = await this.room.call(method, this.at(rest), by.token, body);
    this.check(
      typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body),
      by,
      [before, this.now()],
      `${method} ${rest}`,
    );
    return answer;
  }

  /** Notes if somebody could do what their role may not. Returns whether it was done. */
  isAllowed(by: Client, role: Reader["role"], status: number, what: string): boolean {
    if (status < 300 && by.role !== role) this.wrong.push(["above the role", by.name, what]);
    return status < 300;
  }

  /** Opens, closes, reveals or removes a poll. */
  async steer(by: Client, poll_id: number): Promise<void> {
    await this.steerTo(by, poll_id, this.chance.of(["open", "open", "close", "reveal", "reveal", "remove"] as const));
  }

  async steerTo(by: Client, poll_id: number, how: "open" | "close" | "reveal" | "remove"): Promise<void> {
    const [method, path] = how === "remove" ? ["DELETE", ""] : ["POST", `/${how}`];
    const { status } = await this.send(by, method, `/polls/${poll_id}${path}`);
    const poll = this.polls.get(poll_id);
    if (!this.isAllowed(by, "instructor", status, how) || !poll) return;
    if (how === "open" || (how === "close" && poll.status === "open")) this.closeOpen();
    if (how === "open") Object.assign(poll, { status: "open", wasOpened: true });
    if (how === "reveal") {
      Object.assign(poll, { status: "revealed", wasClosed: true });
      // As the phones do.
      await Promise.all(this.clients.map((client) => this.readPath(client, "/polls/standings")));
    }
    if (how === "remove") {
      this.polls.delete(poll_id);
      this.removed.set(poll_id, poll);
    }
  }

  /** Votes, by HTTP or by a native frame; sometimes with the id of an earlier vote. */
  async vote(by: Client, poll_id: number): Promise<void> {
    const { chance } = this;
    const kind = this.polls.get(poll_id)?.kind;
    const vote = chance() < 0.9 && kind ? chance.of<object>(votes[kind]) : chance.of(Object.values(votes).flat());
    // Sometimes an id that was used before, by the same person.
    const id = `${by.name} ${chance() < 0.7 ? ++this.#ids : chance.below(this.#ids + 1)}`;
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${by.token}`, "Idempotency-Key": id };
    const line = by.lines.findLast(({ app }) => app === "lectern");
    const path = this.room.url + this.at(`/polls/${poll_id}/vote`);
    const sent = line && chance() < 0.5 ? await this.voteByFrame(line, id, { poll_id, ...vote }) : undefined;
    const answered =
      sent ?? (await fetch(path, { method: "PUT", headers, body: JSON.stringify(vote) }).then((r) => r.json()));
    const isAccepted = sent ? sent.type === "ok" : "poll_id" in answered;
    if (!isAccepted) return;
    const poll = this.polls.get(poll_id);
    // A repeated id is answered as the first time, and changes nothing.
    if (this.accepted.has(id)) return;
    this.accepted.set(id, { poll_id, who: by.id ?? "" });
    if (by.role !== "student" || poll?.status !== "open")
      this.wrong.push(["a vote that is not allowed", by.name, poll]);
    else if (poll.isQuiz && poll.votes.has(by.id ?? "")) this.wrong.push(["a second vote in a quiz", by.name, poll]);
    else poll.votes.set(by.id ?? "", vote);
  }

  /** Sends a vote as a native frame; gives its answer. The frames before it are checked later. */
  async voteByFrame(line: Client["lines"][number], id: string, data: object): Promise<any> {
    line.socket.send({ type: "poll.vote", id, data });
    for (;;) {
      const frame = await line.socket.next();
      if (frame.id === id && ["ok", "error"].includes(frame.type)) return frame;
    }
  }

  /** Reads what may have polls in it. */
  async read(by: Client, poll_id: number): Promise<void> {
    await this.readPath(by, this.chance.of(this.chance() < 0.6 ? polls(poll_id) : elsewhere));
  }

  async readPath(by: Client, path: string): Promise<void> {
    const { status, body } = await this.send(by, "GET", path);
    const forTeachers = /report|events|votes|words/.test(path);
    if (forTeachers && status < 300 && by.role !== "instructor") this.wrong.push(["a teacher's read", by.name, path]);
    if (by.role === "screen" && status < 300) this.wrong.push(["a projector's read", path]);
    if (path === "/polls/standings" && by.role === "student" && status < 300) {
      const others = body.filter(
        ({ participant_id, place }: any) => participant_id !== by.id && !(this.podium && place <= 3),
      );
      if (others.length > 0) this.wrong.push(["others' points", by.name, body]);
    }
    if (path !== "/polls" || by.role !== "instructor") return;
    for (const { poll_id, counted } of body)
      if (counted.votes !== this.polls.get(poll_id)?.votes.size) this.wrong.push(["a wrong count", poll_id, counted]);
  }

  podium = false;

  async moderate(by: Client, poll_id: number): Promise<void> {
    const { chance } = this;
    const word = chance.of(["Sun", "rain", "damn"]);
    const [path, body] = chance.of<[string, object]>([
      [`/polls/${poll_id}/words`, { word, status: chance.of(["shown", "hidden", null]) }],
      [`/polls/${poll_id}/merged-words`, { word, into: chance.of(["Sun", "rain", null]) }],
      ["/polls/hidden-words", { ko: [], en: chance.of([["damn"], ["sun"]]) }],
    ]);
    const { status } = await this.send(by, "PUT", path, body);
    this.isAllowed(by, "instructor", status, path);
  }

  async changeSettings(by: Client): Promise<void> {
    const podium = this.chance() < 0.5;
    const { status } = await this.room.call("PATCH", this.at(""), by.token, { settings: { podium } });
    if (this.isAllowed(by, "instructor", status, "settings")) this.podium = podium;
  }

  /** Checks a text that a client received, while the class was as in one of `models`. */
  check(text: string, client: Client, models: readonly PollModel[], where: string): void {
    this.checks += 1;
    const leaks = models.map((model) => leakIn(text, client, model));
    if (leaks.every((leak) => leak !== undefined)) this.wrong.push([leaks[0], client.name, where, text.slice(0, 600)]);
  }

  /** Waits until everybody has received what was done, and checks it. */
  async receive(before: PollModel): Promise<void> {
    await settled(this.room);
    const models = [before, this.now()];
    const pinged = this.clients.flatMap((client) => client.lines.map((line) => ({ client, line, n: ++this.#signs })));
    for (const { line, n } of pinged) line.socket.send(ping(line.app, n).send);
    for (const { client, line, n } of pinged) {
      const { answer } = ping(line.app, n);
      for (
        let frame = await line.socket.next();
        !Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) });
      )
        frame = await line.socket.next();
      for (const text of line.socket.texts.slice(line.checked)) this.check(text, client, models, line.app);
      line.checked = line.socket.texts.length;
    }
  }
}
