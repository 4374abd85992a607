/**
 * One room, many dialects: what happens by any app or over HTTP is received in every dialect that has a frame for it, by
 * its audience and by nobody else.
 */
import { expect, test } from "bun:test";
import { dialects } from "../../src/dialects/index.ts";
import { type CommandName, type EventName, events } from "../../src/features/index.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { rounds } from "../support/rounds.ts";
import { frameOf, TestSocket } from "../support/socket.ts";
import { type App, apps, voices } from "./voices/index.ts";
import { all, type Frame, nameOf, type Voice, type Who } from "./voices/voice.ts";

/**
 * A step of the class. It happens once over HTTP, and once by each frame of each app that maps to this command. The
 * recipients are in the app's own table, `voices/<app>.ts`.
 */
interface Doing {
  readonly by: Who;
  readonly command?: CommandName;
  readonly http?: Call;
  /** A call by the same person before each of them, so that it can succeed again. It may be rejected. */
  readonly before?: Call;
  readonly event: EventName;
  /** The data that every frame of it contains. */
  readonly carries?: string;
}

type Call = readonly [method: string, path: string, body?: object];

const somePoll = {
  kind: "choice",
  question: "Which one?",
  options: [{ text: "A" }, { text: "B", correct: true }],
  results: "hidden",
};

/** The steps of a class from start to end. Each happens once over HTTP, and once by each of its frames. */
const buildSteps = (message: string): Doing[] => [
  { by: "teacher", http: ["PATCH", "", { title: "Another title" }], event: "session.updated" },
  {
    by: "teacher",
    command: "session.pause",
    before: ["POST", "/resume"],
    http: ["POST", "/pause"],
    event: "session.status_changed",
  },
  {
    by: "teacher",
    command: "session.resume",
    before: ["POST", "/pause"],
    http: ["POST", "/resume"],
    event: "session.status_changed",
  },
  { by: "teacher", command: "step.start", http: ["POST", "/steps/1/start"], event: "step.changed", carries: "Step 1" },
  {
    by: "ann",
    command: "progress.update",
    http: ["POST", "/steps/1/progress", { status: "started" }],
    event: "progress.updated",
    carries: "Ann",
  },
  {
    by: "ann",
    command: "step.complete",
    http: ["POST", "/steps/1/complete"],
    event: "progress.updated",
    carries: "Ann",
  },
  {
    by: "ann",
    command: "help.request",
    http: ["POST", "/help", { message: "도와주세요" }],
    event: "help.requested",
    carries: "도와주세요",
  },
  {
    by: "teacher",
    command: "help.acknowledge",
    http: ["POST", "/help/1/acknowledge"],
    event: "help.acknowledged",
  },
  {
    by: "teacher",
    command: "help.resolve",
    http: ["POST", "/help/1/resolve"],
    event: "help.resolved",
  },
  {
    by: "ann",
    command: "feedback.give",
    http: ["POST", "/feedback", { feedback_type: "OK" }],
    event: "feedback.given",
    carries: "OK",
  },
  {
    by: "teacher",
    command: "important.mark",
    http: ["POST", "/important", { note: "꼭 다시" }],
    event: "important.marked",
    carries: "꼭 다시",
  },
  {
    by: "teacher",
    command: "hard_alert.raise",
    http: ["POST", "/hard-alerts", { capture_url: "https://example.com/hard.png" }],
    event: "hard_alert.raised",
    carries: "https://example.com/hard.png",
  },
  { by: "ann", command: "question.intend", http: ["POST", "/question-intents"], event: "question.intended" },
  {
    by: "ann",
    command: "question.ask",
    http: ["POST", "/questions", { text: "왜 그런가요?" }],
    event: "question.asked",
    carries: "왜 그런가요?",
  },
  {
    by: "teacher",
    command: "question.capture",
    http: ["POST", "/questions/3/capture", { capture_url: "https://example.com/3.png" }],
    event: "question.captured",
    carries: "https://example.com/3.png",
  },
  { by: "ann", command: "question.like", http: ["PUT", "/questions/3/like"], event: "question.likes_changed" },
  { by: "ann", command: "question.unlike", http: ["DELETE", "/questions/3/like"], event: "question.likes_changed" },
  {
    by: "teacher",
    command: "question.answer",
    http: ["POST", "/questions/3/answer", { text: "그래서" }],
    event: "question.answered",
  },
  { by: "teacher", command: "question.hide", http: ["POST", "/questions/3/hide"], event: "question.hidden" },
  {
    by: "ann",
    command: "chat.send",
    http: ["POST", "/messages", { content: "안녕하세요" }],
    event: "chat.sent",
    carries: "안녕하세요",
  },
  { by: "teacher", command: "chat.delete", http: ["DELETE", `/messages/${message}`], event: "chat.deleted" },
  { by: "ann", command: "typing.set", event: "typing.changed", carries: "Ann" },
  { by: "ann", command: "participant.announce", event: "participant.announced", carries: "Ann" },
  {
    by: "ann",
    command: "practice.start",
    before: ["POST", "/practice/end"],
    http: ["POST", "/practice/start"],
    event: "practice.updated",
    carries: "started",
  },
  {
    by: "ann",
    command: "practice.end",
    before: ["POST", "/practice/start"],
    http: ["POST", "/practice/end"],
    event: "practice.updated",
    carries: "ended",
  },
  {
    by: "ann",
    command: "chord.change",
    before: ["POST", "/practice/start"],
    http: ["POST", "/practice/chords", { chord: "F#m7" }],
    event: "chord.changed",
    carries: "F#m7",
  },
  { by: "teacher", http: ["POST", "/polls", somePoll], event: "poll.created", carries: "Which one?" },
  { by: "teacher", http: ["POST", "/polls/1/open"], event: "poll.opened", carries: "2" },
  { by: "ann", command: "poll.vote", http: ["PUT", "/polls/1/vote", { choices: [2] }], event: "poll.voted" },
  { by: "teacher", http: ["POST", "/polls/1/close"], event: "poll.closed" },
  { by: "teacher", http: ["POST", "/polls/1/reveal"], event: "poll.revealed" },
  { by: "teacher", http: ["DELETE", "/polls/1"], event: "poll.removed" },
];

/** Events whose recipients are tested elsewhere, with the reason. */
const elsewhere: { readonly [K in EventName]?: string } = {
  "session.created": "nobody is connected yet",
  "participant.joined": "below, with those who come and go",
  "participant.arrived": "below, with those who come and go",
  "participant.activated": "below, with those who come and go",
  "participant.left": "below, with those who come and go",
  "participant.removed": "the dialects' own transcripts",
  "connection.changed": "the person's own: one-room.test.ts",
  "presence.dialect_changed": "below, with those who come and go",
  "presence.teacher_changed": "below, with the teacher who comes",
  "presence.counted": "by the clock: lectern.test.ts",
  "help.moved": "to many others: lectern.test.ts",
  "feedback.hard": "feedback.test.ts",
  "question.shown": "the dialects' own transcripts",
};

/** Commands whose frames are tested elsewhere, with the reason. */
const sentElsewhere: { readonly [K in CommandName]?: string } = {
  "session.end": "below, where the class ends",
  "participant.activate": "below, with those who come and go",
};

/** A person's connection by an app. */
interface Line {
  readonly who: string;
  readonly app: App;
  readonly socket: TestSocket;
}

let signs = 0;

/** Whether a frame is a sample of the state, which is sent by timer. */
const isSample = (frame: Frame) => events.get(String(nameOf(frame)))?.samples !== undefined;

/** The frames that each connection has received so far, by `who app`, except those sent by timer. */
async function heard(room: TestClass, lines: readonly Line[]): Promise<Map<string, Frame[]>> {
  const found = new Map<string, Frame[]>();
  for await (const _ of rounds(room)) {
    for (const { who, app, socket } of lines) {
      const { alive, aside } = voices[app];
      const { send, answer } = alive(++signs);
      const isLast = (frame: Frame) => Bun.deepEquals(frame, { ...answer, ...(frame.at ? { at: frame.at } : {}) });
      const frames = (await socket.all(send, isLast)).filter((frame) => !aside(frame) && !isSample(frame));
      found.set(`${who} ${app}`, [...(found.get(`${who} ${app}`) ?? []), ...frames]);
    }
  }
  return found;
}

async function connect(room: TestClass, who: string, app: App, token: string): Promise<Line> {
  const people = homeOf(room, room.session.id).room.state.participants.people.values();
  const person = Array.from(people).find(({ nickname }) => nickname.toLowerCase() === who);
  if (!person) throw new Error(`${who} has no seat`);
  return { who, app, socket: await TestSocket.open(room.url + voices[app].path("TEST001", person), token) };
}

/** Opens a class in which everybody is connected by every app. */
async function openRoom() {
  const room = await openClass({ code: "TEST001", features: [...featureNames] });
  const tokens = {
    teacher: room.teacher,
    ann: (await room.join("Ann")).token,
    ben: (await room.join("Ben")).token,
  };
  const lines: Line[] = [];
  for (const who of all) for (const app of apps) lines.push(await connect(room, who, app, tokens[who]));
  await heard(room, lines);
  return { room, tokens, lines };
}

const dialectOf = (app: App) => dialects.find(({ name }) => name === app);
const frameNameOf = (app: App, event: EventName) => dialectOf(app)?.says[event]?.name;

/** The recipients of an event in an app's dialect, by the app's table. */
function recipientsOf(app: App, event: EventName): { who: readonly Who[]; carries?: string } {
  const recipients = voices[app].hears[event] ?? [];
  return "who" in recipients ? recipients : { who: recipients };
}

/** The received frames as `who app: name`, sorted. */
const toList = (found: Map<string, Frame[]>) =>
  Array.from(found, ([key, frames]) => frames.map((frame) => `${key}: ${nameOf(frame)}`))
    .flat()
    .sort();

/** The expected recipients of an event among these people, over all apps. */
const expectedOf = (event: EventName, people: readonly string[] = all) =>
  apps
    .flatMap((app) => recipientsOf(app, event).who.map((who) => ({ app, who })))
    .filter(({ who }) => people.includes(who))
    .map(({ app, who }) => `${who} ${app}: ${frameNameOf(app, event)}`)
    .sort();

test("the tables name every event with a frame of an app's own, every dialect with a frame for it, and every such frame that asks for it", () => {
  const list = buildSteps("");
  const shown = new Set<string>(list.map(({ event }) => event));
  // Events that only have frames with their own name are derived: tests of replay and isolation cover those.
  const named = dialects.flatMap(({ says }) => Object.entries(says).filter(([event, { name }]) => name !== event));
  const unnamed = named.map(([event]) => event).filter((event) => !shown.has(event) && !(event in elsewhere));
  expect(unnamed).toEqual([]);
  expect(Object.keys(elsewhere).filter((event) => !events.has(event) || shown.has(event))).toEqual([]);
  for (const { name, says } of dialects) {
    // A dialect with a frame for only some events of this name may not publish this one.
    const heard = list.map(({ event }) => event).filter((event) => says[event] && !says[event].when);
    expect({ name, missing: heard.filter((event) => !(event in voices[name as App].hears)) }).toEqual({
      name,
      missing: [],
    });
  }
  const untried = dialects.flatMap(({ name, hears }) => {
    const sent = new Set(voices[name as App].does.map(({ frame }) => nameOf(frame)));
    return Object.entries(hears)
      .filter(([type, { command }]) => type !== command && !sent.has(type) && !(command in sentElsewhere))
      .map(([type]) => `${name} ${type}`);
  });
  expect(untried).toEqual([]);
});

test("P2 a command by any app or over HTTP reaches its audience in every dialect with a frame for it, and nobody else", async () => {
  const { room, tokens, lines } = await openRoom();
  await using _ = room;
  const path = "/api/sessions/TEST001";
  const { message_id } = (await room.call("POST", `${path}/messages`, room.teacher, { content: "to be taken back" }))
    .body;
  await heard(room, lines);
  for (const doing of buildSteps(message_id)) {
    const { by, http, before, command, event } = doing;
    const call = ([method, rest, body]: Call, who: Who) => room.call(method, path + rest, tokens[who], body);
    const check = async (how: string, carries = "", sender?: { line: Line; confirm: string | undefined }) => {
      const found = await heard(room, lines);
      if (sender?.confirm) {
        const key = `${sender.line.who} ${sender.line.app}`;
        const theirs = found.get(key) ?? [];
        const at = theirs.findIndex((frame) => nameOf(frame) === sender.confirm);
        expect({ how, confirmed: at >= 0 }).toEqual({ how, confirmed: true });
        found.set(key, theirs.toSpliced(at, 1));
      }
      expect({ how, heard: toList(found) }).toEqual({ how, heard: expectedOf(event) });
      for (const { who, app } of lines) {
        const frames = found.get(`${who} ${app}`) ?? [];
        const said = recipientsOf(app, event).carries ?? carries;
        const without = frames.filter((frame) => !JSON.stringify(frame).includes(said));
        expect({ how, app, without }).toEqual({ how, app, without: [] });
      }
    };
    const prepare = async (who: Who) => {
      if (!before) return;
      await call(before, who);
      await heard(room, lines);
    };
    if (http) {
      await prepare(by);
      expect([event, (await call(http, by)).status]).toEqual([event, 200]);
      await check(`${event} by ${by} over HTTP`, doing.carries);
    }
    for (const app of apps) {
      for (const { frame, by: who = by, carries = doing.carries } of (voices[app] as Voice).does.filter(
        (does) => does.command === command,
      )) {
        await prepare(who);
        const line = lines.find((line) => line.who === who && line.app === app);
        const type = String(nameOf(frame));
        const heardAs = dialectOf(app)?.hears[type];
        if (!line) throw new Error("nobody sends this");
        expect([app, type, heardAs?.command]).toEqual([app, type, command]);
        line.socket.send(frame);
        await check(`${event} by ${who} over ${app} ${type}`, carries, { line, confirm: heardAs?.confirm?.name });
      }
    }
  }
});

/** The ways to end a class: over HTTP, or by an app's frame. */
const waysToEnd = [
  { how: "HTTP", end: undefined },
  ...apps.flatMap((app) => {
    const { act } = voices[app].end;
    return "send" in act ? [{ how: app, end: act.send }] : [];
  }),
];

for (const { how, end } of waysToEnd) {
  test(`when the class ends by ${how}, everybody is notified in their dialect, and every connection closes`, async () => {
    const { room, lines } = await openRoom();
    await using _ = room;
    const line = lines.find(({ who, app }) => who === "teacher" && app === how);
    if (end) line?.socket.send(end);
    else await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
    for (const { who, app, socket } of lines) {
      const { code } = await socket.closed;
      const last = frameNameOf(app, "session.status_changed");
      const names = socket.texts.map((text) => nameOf(frameOf(text)));
      const tail = last && names.slice(names.lastIndexOf(last));
      expect({ who, app, code, tail }).toEqual({ who, app, code: 1000, tail: last && [last] });
    }
  });
}

for (const by of apps) {
  /** The frames about this connection in apps that receive events about connections of their dialect. */
  const connection = (people: readonly string[]) =>
    expectedOf("presence.dialect_changed", people).filter((line) => line.split(/[ :]/)[1] === by);

  test(`a student who connects and disconnects by ${by} is announced in every dialect with frames for it`, async () => {
    const { room, lines } = await openRoom();
    await using _ = room;
    const { token } = await room.join("Newcomer");
    expect(toList(await heard(room, lines))).toEqual(expectedOf("participant.joined"));
    const line = await connect(room, "newcomer", by, token);
    const news = await heard(room, lines);
    expect(toList(news)).toEqual([...expectedOf("participant.arrived"), ...connection(all)].sort());
    const waits = dialectOf(by)?.activeOn === "frame";
    const [, arrived] = Array.from(news).find(([key]) => key === "teacher lectern") ?? [];
    expect(arrived?.[0]?.data).toMatchObject({ nickname: "Newcomer", status: waits ? "WAITING" : "ACTIVE" });
    if (waits) {
      const word = voices[by].does.find(({ command }) => command === "participant.activate")?.frame;
      const confirm = dialectOf(by)?.hears[String(word && nameOf(word))]?.confirm?.name;
      line.socket.send(word);
      if (confirm) await line.socket.until(confirm);
      expect(toList(await heard(room, lines))).toEqual(expectedOf("participant.activated"));
    }
    await line.socket[Symbol.asyncDispose]();
    const gone = [...expectedOf("participant.left"), ...connection(all)].sort();
    expect(toList(await heard(room, lines))).toEqual(gone);
  });

  test(`a teacher who connects by ${by} is announced to students in every dialect with a frame for it`, async () => {
    await using room = await openClass({ code: "TEST001", features: [...featureNames] });
    const { token } = await room.join("Ann");
    const lines: Line[] = [];
    for (const app of apps) lines.push(await connect(room, "ann", app, token));
    await heard(room, lines);
    await connect(room, "teacher", by, room.teacher);
    expect(toList(await heard(room, lines))).toEqual(
      [
        ...expectedOf("participant.arrived", ["ann"]),
        ...expectedOf("presence.teacher_changed", ["ann"]),
        ...connection(["ann"]),
      ].sort(),
    );
    await connect(room, "teacher", "lectern", room.teacher);
    expect(toList(await heard(room, lines))).toEqual([]);
  });
}
