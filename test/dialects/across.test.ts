/**
 * One room, many dialects: whatever is done, by whichever app or over HTTP, is heard in every dialect that has a frame
 * for it, by those it is for, and by nobody and in no dialect else.
 */
import { expect, test } from "bun:test";
import { dialects } from "../../src/dialects/index.ts";
import { featureNames } from "../../src/domain/feature-names.ts";
import { commands, type EventName, events } from "../../src/features/index.ts";
import { openClass, type TestClass } from "../support/class.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";
import { type Frame, nameOf, type Voice, voices } from "./voices.ts";

type App = keyof typeof voices;
type Who = "teacher" | "ann" | "ben";
const apps = Object.keys(voices) as App[];

const all: readonly Who[] = ["teacher", "ann", "ben"];
const teacher: readonly Who[] = ["teacher"];
const students: readonly Who[] = ["ann", "ben"];
const teacherAndAnn: readonly Who[] = ["teacher", "ann"];

/** Something that is done in the class, and who hears it, by dialect. What is not named is silent. */
interface Doing {
  readonly by: Who;
  readonly command?: string;
  readonly http?: readonly [method: string, path: string, body?: object];
  /** The same as a frame, in every app that has one. */
  readonly frames?: { readonly [A in App]?: readonly Frame[] };
  readonly event: EventName;
  readonly heard: { readonly [A in App]?: readonly Who[] };
  /** What every frame of it says. */
  readonly carries?: string;
}

/** A practice that begins or ends. */
const practised = (what: "start" | "end", how: Pick<Doing, "http" | "frames">): Doing => ({
  by: "ann",
  command: `practice.${what}`,
  ...how,
  event: "practice.updated",
  heard: { lectern: all, virtutune: all },
  carries: `${what}ed`,
});

/** A class from its beginning to its end. Each is done once over HTTP, and once by each of its frames. */
const doings = (message: string): Doing[] => [
  {
    by: "teacher",
    http: ["PATCH", "", { title: "Another title" }],
    event: "session.updated",
    heard: { lectern: all },
  },
  {
    by: "teacher",
    command: "session.pause",
    http: ["POST", "/pause"],
    event: "session.status_changed",
    heard: { lectern: all, mobilegpt: all },
  },
  {
    by: "teacher",
    command: "session.resume",
    frames: { lectern: [{ type: "session.resume" }] },
    event: "session.status_changed",
    heard: { lectern: all, mobilegpt: all },
  },
  {
    by: "teacher",
    command: "session.pause",
    frames: { lectern: [{ type: "session.pause" }] },
    event: "session.status_changed",
    heard: { lectern: all, mobilegpt: all },
  },
  {
    by: "teacher",
    command: "session.resume",
    http: ["POST", "/resume"],
    event: "session.status_changed",
    heard: { lectern: all, mobilegpt: all },
  },
  {
    by: "teacher",
    command: "session.pause",
    frames: { mobilegpt: [{ type: "pause_session" }] },
    event: "session.status_changed",
    heard: { lectern: all, mobilegpt: all },
  },
  {
    by: "teacher",
    command: "session.resume",
    frames: { mobilegpt: [{ type: "resume_session" }] },
    event: "session.status_changed",
    heard: { lectern: all, mobilegpt: all },
  },
  {
    by: "teacher",
    command: "step.start",
    http: ["POST", "/steps/1/start"],
    frames: {
      lectern: [{ type: "step.start", data: { subtask_id: 1 } }],
      mobilegpt: [{ type: "next_step", data: { subtask_id: 1 } }],
    },
    event: "step.changed",
    heard: { lectern: all, mobilegpt: all },
    carries: "Step 1",
  },
  {
    by: "ann",
    command: "progress.update",
    http: ["POST", "/steps/1/progress", { status: "started" }],
    frames: {
      lectern: [{ type: "progress.update", data: { subtask_id: 1, status: "started" } }],
      mobilegpt: [{ type: "progress_update", data: { subtask_id: 1, status: "started" } }],
    },
    event: "progress.updated",
    heard: { lectern: teacherAndAnn, mobilegpt: teacher },
    carries: "Ann",
  },
  {
    by: "ann",
    command: "step.complete",
    http: ["POST", "/steps/1/complete"],
    frames: {
      lectern: [{ type: "step.complete", data: { subtask_id: 1 } }],
      mobilegpt: [{ type: "step_complete", data: { subtask_id: 1 } }],
    },
    event: "progress.updated",
    heard: { lectern: teacherAndAnn, mobilegpt: teacher },
    carries: "Ann",
  },
  {
    by: "ann",
    command: "help.request",
    http: ["POST", "/help", { message: "도와주세요" }],
    frames: {
      lectern: [{ type: "help.request", data: { message: "도와주세요" } }],
      mobilegpt: [
        { type: "request_help", data: { message: "도와주세요" } },
        { type: "help_request", data: { message: "도와주세요" } },
      ],
    },
    event: "help.requested",
    heard: { lectern: teacherAndAnn, mobilegpt: teacher },
    carries: "도와주세요",
  },
  {
    by: "teacher",
    command: "help.resolve",
    http: ["POST", "/help/1/resolve"],
    frames: { lectern: [{ type: "help.resolve", data: { help_id: 2 } }] },
    event: "help.resolved",
    heard: { lectern: teacherAndAnn },
  },
  {
    by: "ann",
    command: "feedback.give",
    http: ["POST", "/feedback", { feedback_type: "OK" }],
    frames: { lectern: [{ type: "feedback.give", data: { feedback_type: "OK" } }] },
    event: "feedback.given",
    heard: { lectern: teacher, inthon: teacher },
    carries: "OK",
  },
  {
    by: "teacher",
    command: "important.mark",
    http: ["POST", "/important", { note: "꼭 다시" }],
    frames: { lectern: [{ type: "important.mark", data: { note: "꼭 다시" } }] },
    event: "important.marked",
    heard: { lectern: all, inthon: students },
    carries: "꼭 다시",
  },
  {
    by: "teacher",
    command: "hard_alert.raise",
    http: ["POST", "/hard-alerts", { capture_url: "https://example.com/hard.png" }],
    frames: { lectern: [{ type: "hard_alert.raise", data: { capture_url: "https://example.com/hard.png" } }] },
    event: "hard_alert.raised",
    heard: { lectern: all, inthon: students },
    carries: "https://example.com/hard.png",
  },
  {
    by: "ann",
    command: "question.intend",
    http: ["POST", "/question-intents"],
    frames: { lectern: [{ type: "question.intend" }] },
    event: "question.intended",
    heard: { lectern: teacher, inthon: teacher },
  },
  {
    by: "ann",
    command: "question.ask",
    http: ["POST", "/questions", { text: "왜 그런가요?" }],
    frames: {
      lectern: [{ type: "question.ask", data: { text: "왜 그런가요?" } }],
      chatroom: [{ type: "question", content: "왜 그런가요?" }],
    },
    event: "question.asked",
    heard: { lectern: all, inthon: all, chatroom: all },
    carries: "왜 그런가요?",
  },
  {
    by: "teacher",
    command: "question.capture",
    http: ["POST", "/questions/3/capture", { capture_url: "https://example.com/3.png" }],
    frames: {
      lectern: [{ type: "question.capture", data: { question_id: 3, capture_url: "https://example.com/3.png" } }],
    },
    event: "question.captured",
    heard: { lectern: all, inthon: students },
    carries: "https://example.com/3.png",
  },
  {
    by: "ann",
    command: "question.like",
    http: ["PUT", "/questions/3/like"],
    frames: { lectern: [{ type: "question.like", data: { question_id: 4 } }] },
    event: "question.likes_changed",
    heard: { lectern: all, inthon: all },
  },
  {
    by: "ann",
    command: "question.unlike",
    http: ["DELETE", "/questions/3/like"],
    frames: { lectern: [{ type: "question.unlike", data: { question_id: 4 } }] },
    event: "question.likes_changed",
    heard: { lectern: all, inthon: all },
  },
  {
    by: "teacher",
    command: "question.answer",
    http: ["POST", "/questions/3/answer", { text: "그래서" }],
    frames: { lectern: [{ type: "question.answer", data: { question_id: 3, text: "그래서" } }] },
    event: "question.answered",
    heard: { lectern: all },
  },
  {
    by: "teacher",
    command: "question.hide",
    http: ["POST", "/questions/3/hide"],
    frames: { lectern: [{ type: "question.hide", data: { question_id: 4 } }] },
    event: "question.hidden",
    heard: { lectern: all },
  },
  {
    by: "ann",
    command: "chat.send",
    http: ["POST", "/messages", { content: "안녕하세요" }],
    frames: {
      lectern: [{ type: "chat.send", data: { content: "안녕하세요" } }],
      chatroom: [{ type: "chat_message", content: "안녕하세요" }],
    },
    event: "chat.sent",
    heard: { lectern: all, chatroom: all },
    carries: "안녕하세요",
  },
  {
    by: "teacher",
    command: "chat.delete",
    http: ["DELETE", `/messages/${message}`],
    event: "chat.deleted",
    heard: { lectern: all },
  },
  {
    by: "ann",
    command: "typing.set",
    frames: {
      lectern: [{ type: "typing.set", data: { is_typing: true } }],
      chatroom: [{ type: "typing", is_typing: true }],
    },
    event: "typing.changed",
    heard: { lectern: ["teacher", "ben"], chatroom: ["teacher", "ben"] },
    carries: "Ann",
  },
  {
    by: "ann",
    command: "participant.announce",
    frames: { lectern: [{ type: "participant.announce" }], chatroom: [{ type: "participant_update" }] },
    event: "participant.announced",
    heard: { chatroom: all },
    carries: "Ann",
  },
  practised("start", { http: ["POST", "/practice/start"] }),
  practised("end", { frames: { lectern: [{ type: "practice.end" }] } }),
  practised("start", { frames: { lectern: [{ type: "practice.start" }] } }),
  practised("end", { frames: { virtutune: [{ type: "practice_end" }] } }),
  practised("start", { frames: { virtutune: [{ type: "practice_start", data: { timestamp: 7 } }] } }),
  practised("end", { http: ["POST", "/practice/end"] }),
  {
    by: "ann",
    command: "chord.change",
    http: ["POST", "/practice/chords", { chord: "F#m7" }],
    frames: {
      lectern: [{ type: "chord.change", data: { chord: "F#m7" } }],
      virtutune: [{ type: "chord_change", data: { chord: "F#m7" } }],
    },
    event: "chord.changed",
    heard: { lectern: all, virtutune: all },
    carries: "F#m7",
  },
];

/** Events whose hearers are shown elsewhere: with the reason. */
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
  "feedback.hard": "feedback.test.ts",
};

/** Somebody's connection by an app. */
interface Line {
  readonly who: string;
  readonly app: App;
  readonly socket: TestSocket;
}

let signs = 0;

/** What each connection has heard by now, by `who app`; what comes of itself is left out. */
async function heard({ server }: TestClass, lines: readonly Line[]): Promise<Map<string, Frame[]>> {
  const found = new Map<string, Frame[]>();
  for await (const _ of rounds(server)) {
    for (const { who, app, socket } of lines) {
      const { alive, aside }: Voice = voices[app];
      const { send, answer } = alive(++signs);
      const isLast = (frame: Frame) => Bun.deepEquals(frame, { ...answer, ...(frame.at ? { at: frame.at } : {}) });
      const frames = (await socket.all(send, isLast)).filter((frame) => !aside(frame));
      found.set(`${who} ${app}`, [...(found.get(`${who} ${app}`) ?? []), ...frames]);
    }
  }
  return found;
}

async function connect(room: TestClass, who: string, app: App, token: string): Promise<Line> {
  const people = room.server.live.rooms.find(room.session.id)?.state.participants.people.values() ?? [];
  const person = Array.from(people).find(({ nickname }) => nickname.toLowerCase() === who);
  if (!person) throw new Error(`${who} has no seat`);
  return { who, app, socket: await TestSocket.open(room.url + voices[app].path("TEST001", person), token) };
}

/** A class in which everybody is connected by every app. */
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

const frameNameOf = (app: App, event: EventName) => dialects.find(({ name }) => name === app)?.says[event]?.name;

/** Who hears which frames: `who app: name`, sorted. */
const toList = (found: Map<string, Frame[]>) =>
  Array.from(found, ([key, frames]) => frames.map((frame) => `${key}: ${nameOf(frame)}`))
    .flat()
    .sort();

function expectedOf({ event, heard }: Pick<Doing, "event" | "heard">): string[] {
  return Object.entries(heard)
    .flatMap(([app, people]) => people.map((who) => `${who} ${app}: ${frameNameOf(app as App, event)}`))
    .sort();
}

test("the tables name every event, every dialect with a frame for it, and every frame that asks for it", () => {
  const list = doings("");
  const shown = new Set<string>(list.map(({ event }) => event));
  expect(Array.from(events.keys()).filter((event) => !shown.has(event) && !(event in elsewhere))).toEqual([]);
  expect(
    Object.keys(elsewhere).filter((event) => !events.has(event) || list.some((doing) => doing.event === event)),
  ).toEqual([]);
  for (const { event, heard } of list) {
    // One that has a frame for some of these events alone may be silent at this one.
    const having = dialects.filter(({ says }) => says[event] && !says[event].when).map(({ name }) => name);
    expect({ event, heard: Object.keys(heard).filter((app) => having.includes(app as App)) }).toEqual({
      event,
      heard: having,
    });
  }
  const sent = new Set(
    list.flatMap(({ frames = {} }) =>
      Object.entries(frames).flatMap(([app, all]) => all.map((frame) => `${app} ${frame.type}`)),
    ),
  );
  const known = dialects.flatMap(({ name, hears }) => Object.keys(hears).map((type) => `${name} ${type}`));
  const untried = known.filter((frame) => !sent.has(frame));
  // The native names of these are HTTP calls above; the rest of them is below.
  expect(untried).toEqual([
    "lectern session.start",
    "lectern session.end",
    "lectern participant.activate",
    "lectern participant.remove",
    "lectern chat.delete",
    "mobilegpt join",
    "mobilegpt end_session",
  ]);
});

test("what is done by one app, or over HTTP, is heard in every dialect with a frame for it by those it is for, and by no one else", async () => {
  const { room, tokens, lines } = await openRoom();
  await using _ = room;
  const path = "/api/sessions/TEST001";
  const { message_id } = (await room.call("POST", `${path}/messages`, room.teacher, { content: "to be taken back" }))
    .body;
  await heard(room, lines);
  for (const doing of doings(message_id)) {
    const { by, http, frames = {}, command, carries } = doing;
    const wanted = expectedOf(doing);
    const check = async (how: string, sender?: { line: Line; confirm: string | undefined }) => {
      const found = await heard(room, lines);
      if (sender?.confirm) {
        const key = `${sender.line.who} ${sender.line.app}`;
        const theirs = found.get(key) ?? [];
        const at = theirs.findIndex((frame) => nameOf(frame) === sender.confirm);
        expect({ how, confirmed: at >= 0 }).toEqual({ how, confirmed: true });
        found.set(key, theirs.toSpliced(at, 1));
      }
      expect({ how, heard: toList(found) }).toEqual({ how, heard: wanted });
      const without = Array.from(found.values())
        .flat()
        .filter((frame) => !JSON.stringify(frame).includes(carries ?? ""));
      expect({ how, without }).toEqual({ how, without: [] });
    };
    if (http) {
      const [method, rest, body] = http;
      const { status } = await room.call(method, path + rest, tokens[by], body);
      expect([doing.event, status]).toEqual([doing.event, 200]);
      await check(`${doing.event} by ${by} over HTTP`);
    }
    for (const app of apps) {
      for (const frame of frames[app] ?? []) {
        const line = lines.find((line) => line.who === by && line.app === app);
        const heardAs = dialects.find(({ name }) => name === app)?.hears[String(frame.type)];
        if (!line) throw new Error("nobody sends this");
        expect([app, frame.type, heardAs?.command]).toEqual([app, frame.type, commands.get(command ?? "")?.name]);
        line.socket.send(frame);
        await check(`${doing.event} by ${by} over ${app} ${frame.type}`, { line, confirm: heardAs?.confirm?.name });
      }
    }
  }
});

for (const [how, end] of [
  ["HTTP", undefined],
  ["lectern", { type: "session.end" }],
  ["mobilegpt", { type: "end_session" }],
] as const) {
  test(`when the class ends by ${how} everybody hears it in their dialect, and every connection closes`, async () => {
    const { room, lines } = await openRoom();
    await using _ = room;
    const line = lines.find(({ who, app }) => who === "teacher" && app === how);
    if (end) line?.socket.send(end);
    else await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
    for (const { who, app, socket } of lines) {
      const { code } = await socket.closed;
      const last = frameNameOf(app, "session.status_changed");
      const names = socket.texts.map((text) => nameOf(JSON.parse(text)));
      const tail = last && names.slice(names.lastIndexOf(last));
      expect({ who, app, code, tail }).toEqual({ who, app, code: 1000, tail: last && [last] });
    }
  });
}

for (const by of apps) {
  test(`who comes and goes by ${by} is heard of in every dialect that tells it`, async () => {
    const { room, lines } = await openRoom();
    await using _ = room;
    const { token } = await room.join("Newcomer");
    expect(toList(await heard(room, lines))).toEqual(
      expectedOf({ event: "participant.joined", heard: { lectern: teacher } }),
    );
    const line = await connect(room, "newcomer", by, token);
    const comes = { lectern: teacher, mobilegpt: all, chatroom: all };
    const news = await heard(room, lines);
    const connection =
      by === "virtutune" ? expectedOf({ event: "presence.dialect_changed", heard: { virtutune: all } }) : [];
    expect(toList(news)).toEqual([...expectedOf({ event: "participant.arrived", heard: comes }), ...connection].sort());
    const waits = dialects.find(({ name }) => name === by)?.activeOn === "word";
    const [, arrived] = Array.from(news).find(([key]) => key === "teacher lectern") ?? [];
    expect(arrived?.[0]?.data).toMatchObject({ nickname: "Newcomer", status: waits ? "WAITING" : "ACTIVE" });
    if (waits) {
      line.socket.send({ type: "join" });
      await line.socket.until("join_confirmed");
      expect(toList(await heard(room, lines))).toEqual(
        expectedOf({ event: "participant.activated", heard: { lectern: teacher } }),
      );
    }
    await line.socket[Symbol.asyncDispose]();
    const gone = [...expectedOf({ event: "participant.left", heard: comes }), ...connection].sort();
    expect(toList(await heard(room, lines))).toEqual(gone);
  });

  test(`a teacher who comes by ${by} is there for students of every dialect that tells it`, async () => {
    await using room = await openClass({ code: "TEST001", features: [...featureNames] });
    const { token } = await room.join("Ann");
    const lines: Line[] = [];
    for (const app of apps) lines.push(await connect(room, "ann", app, token));
    await heard(room, lines);
    await connect(room, "teacher", by, room.teacher);
    const connection =
      by === "virtutune" ? expectedOf({ event: "presence.dialect_changed", heard: { virtutune: ["ann"] } }) : [];
    expect(toList(await heard(room, lines))).toEqual(
      [
        ...expectedOf({ event: "participant.arrived", heard: { mobilegpt: ["ann"], chatroom: ["ann"] } }),
        ...expectedOf({ event: "presence.teacher_changed", heard: { inthon: ["ann"] } }),
        ...connection,
      ].sort(),
    );
    await connect(room, "teacher", "lectern", room.teacher);
    expect(toList(await heard(room, lines))).toEqual([]);
  });
}
