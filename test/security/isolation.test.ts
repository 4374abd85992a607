/** PROOFS G3: over random doings, no student hears what is the teacher's, nobody hears another class, and no command above a role has an effect. */
import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { featureNames } from "../../src/domain/feature-names.ts";
import { nameOf, type Voice, voices } from "../dialects/voices.ts";
import { type Chance, openChance, seed } from "../support/chance.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { scaled } from "../support/proof.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";

const doings = scaled(3000, 10_000);

type App = keyof typeof voices;
const apps = Object.keys(voices) as App[];
const voiceOf = (app: App): Voice => voices[app];

/** Somebody in a class: who they are there, and every connection they had, open or not. */
interface Person {
  readonly id: string;
  readonly user_id: number;
  readonly token: string;
  readonly role: "INSTRUCTOR" | "STUDENT";
  removed?: true;
  readonly lines: { readonly app: App; readonly socket: TestSocket; open: boolean }[];
}

interface Room {
  /** Whether its questions are for the teacher and who asked. */
  readonly private: boolean;
  /** A word that stands in everything that is said in this class, and in no other's. */
  readonly word: string;
  readonly class: TestClass;
  readonly people: Person[];
  /** Who asked which question, as the log has it at the end. */
  readonly authors: Map<number, string>;
}

async function enter(room: Room, person: Person, chance: Chance): Promise<void> {
  const app = chance.of(apps);
  const since = chance.of(["", "?since=0", "?since=3"]);
  const url = room.class.url + voiceOf(app).path(room.class.session.code, person) + since;
  person.lines.push({ app, socket: await TestSocket.open(url, person.token), open: true });
}

async function newcomer(room: Room, chance: Chance): Promise<void> {
  const { token, participant } = await room.class.join(`Student ${room.word}`);
  const person: Person = { ...participant, token, lines: [] };
  room.people.push(person);
  await enter(room, person, chance);
  await enter(room, person, chance);
}

/** A frame of an app's, right or not for the one who is to send it. */
function frame(app: App, room: Room, others: Room, chance: Chance): object {
  const step = chance.of(chance.of([room, room, others]).class.lesson.subtasks)?.id;
  const message = `said ${room.word}`;
  const subtask_id = chance.of([step, step, undefined, 99_999]);
  if (app === "inthon") return { type: chance.of(["ping", "feedback", "question", "important"]), feedback_type: "OK" };
  if (app === "virtutune") {
    const type = chance.of(["chord_change", "practice_start", "practice_end", "ping", "nothing"]);
    // Someone else's id in it is nobody's concern either.
    return { type, data: { chord: chance.of(["C", "H"]), timestamp: message, user_id: room.people[0]?.user_id } };
  }
  if (app === "chatroom") {
    const type = chance.of(["chat_message", "question", "typing", "participant_update", "nothing"]);
    return { type, content: message, is_typing: true, participant_id: chance.of(others.people).id };
  }
  if (app === "mobilegpt") {
    const data = { subtask_id, message, note: message, status: chance.of(["started", "completed", "failed"]) };
    const types = ["join", "heartbeat", "step_complete", "request_help", "help_request", "progress_update"];
    return { type: chance.of([...types, "next_step", "pause_session", "resume_session", "nothing"]), data };
  }
  const id = chance.of([undefined, `id ${chance.below(200)}`]);
  const data = {
    subtask_id,
    message,
    note: message,
    status: chance.of(["started", "completed", "failed"]),
    help_id: 1 + chance.below(50),
    question_id: chance.of([undefined, 1 + chance.below(30)]),
    text: message,
    content: message,
    feedback_type: "HARD",
    timestamp: message,
    chord: "C",
    is_typing: true,
    message_id: chance.of(others.people).id,
    participant_id: chance.of(others.people).id,
  };
  const types = ["session.start", "session.pause", "session.resume", "step.start", "step.complete", "progress.update"];
  return {
    type: chance.of([
      ...types,
      "help.request",
      "help.resolve",
      "participant.activate",
      "participant.remove",
      "subscribe",
      ...["feedback.give", "important.mark", "hard_alert.raise", "question.intend", "question.ask", "question.like"],
      ...["question.unlike", "question.answer", "question.hide", "chat.send", "chat.delete", "typing.set"],
      ...["practice.start", "practice.end", "chord.change"],
    ]),
    id,
    data,
    // What a client might say of itself is nobody's concern.
    role: "INSTRUCTOR",
    participant_id: room.people[0]?.id,
    session: others.class.session.id,
  };
}

/** Why a student should not have heard this; undefined where it is fine. */
function wrongFor(student: Person, room: Room, app: App, frame: any): string | undefined {
  const { type, data, ...rest } = frame;
  const asked = (id: number) =>
    room.private && room.authors.get(id) !== student.id ? "a private question" : undefined;
  // What the guitar app tells, it tells everybody.
  if (app === "virtutune") return undefined;
  if (app === "inthon") {
    const name = String(nameOf(frame));
    if (["feedback", "question_intent"].includes(name)) return "the teacher's";
    return name.includes("question") ? asked(frame.question_id) : undefined;
  }
  if (app === "chatroom") {
    if (type === "typing" && rest.participant_id === student.id) return "one's own typing";
    return type === "question" && room.private && rest.participant_id !== student.id ? "a private question" : undefined;
  }
  if (app === "mobilegpt") {
    if (["progress_updated", "help_requested"].includes(type)) return "the teacher's";
    if (type === "join_confirmed" && rest.user_id !== student.user_id) return "another's";
    return undefined;
  }
  const open = ["ok", "error", "pong", "session.created", "session.updated", "session.status_changed", "step.changed"];
  const talk = [
    "important.marked",
    "hard_alert.raised",
    "chat.sent",
    "chat.deleted",
    "practice.updated",
    "chord.changed",
  ];
  if ([...open, ...talk, "presence.counted"].includes(type)) return undefined;
  if (type === "typing.changed") return data.participant_id === student.id ? "one's own typing" : undefined;
  if (type.startsWith("question.") && type !== "question.intended") return asked(data.question_id);
  if (type === "welcome") return data.participants === null && data.you.id === student.id ? undefined : "the roster";
  const own = [
    ...["progress.updated", "help.requested", "help.resolved"],
    ...["participant.removed", "connection.changed"],
  ].includes(type);
  return own && data.participant_id === student.id ? undefined : "the teacher's, or another's";
}

test(`G3 no student hears what is not theirs, and nobody acts above their role, whatever they do (seed ${seed})`, async () => {
  const chance = openChance(seed);
  await using server = await openTestServer();
  const rooms: Room[] = [];
  for (const word of ["NEARBY", "FARAWAY"]) {
    const hidden = word === "NEARBY";
    const settings = { questions_visibility: hidden ? ("host" as const) : ("all" as const) };
    const at = await openClass({ server, title: `Class ${word}`, code: word, settings, features: [...featureNames] });
    const teacher = (await at.call("GET", `/api/sessions/${word}/participants`, at.teacher)).body[0];
    const people = [{ ...teacher, token: at.teacher, lines: [] }];
    const room: Room = { private: hidden, word, class: at, people, authors: new Map() };
    rooms.push(room);
    for (const person of room.people) await enter(room, person, chance);
    for (let n = 0; n < 3; n++) await newcomer(room, chance);
  }
  const [near, far] = rooms as [Room, Room];

  for (let n = 0; n < doings; n++) {
    const [room, others] = chance.of([[near, far] as const, [far, near] as const]);
    const person = chance.of(room.people.filter(({ removed }) => !removed));
    const open = person.lines.filter((line) => line.open);
    const line = open.length > 0 ? chance.of(open) : undefined;
    const what = chance();
    if (what < 0.9) {
      if (line) line.socket.send(frame(line.app, room, others, chance));
    } else if (what < 0.93) {
      if (open.length < 5) await enter(room, person, chance);
    } else if (what < 0.95) {
      if (line && open.length > 1) {
        await line.socket[Symbol.asyncDispose]();
        line.open = false;
      }
    } else if (what < 0.99) {
      // Over HTTP, in one's own class or in the other's.
      const there = chance.of([room, others]);
      const read = chance.of(["", "/participants", "/status", "/help", "/progress", "/questions", "/messages"]);
      const write = chance.of(["/start", "/pause", "/resume", "/end", "/steps/1/start", "/participants/x/remove"]);
      const [method, path] = chance.of([["GET", read] as const, ["POST", write] as const, ["DELETE", ""] as const]);
      const as = person.role === "STUDENT" ? person.token : undefined;
      const { status, body } = await there.class.call(method, `/api/sessions/${there.word}${path}`, as);
      const stranger = there === room ? others.word : room.word;
      const refused = there === others || method !== "GET";
      expect({ seed, method, path, refused: status >= 400 || !refused }).toEqual({ seed, method, path, refused: true });
      expect({ seed, path, leaks: JSON.stringify(body).includes(stranger) }).toEqual({ seed, path, leaks: false });
    } else {
      const students = room.people.filter(({ role, lines }) => role === "STUDENT" && lines.some((line) => line.open));
      if (students.length > 2) {
        const gone = chance.of(students);
        gone.removed = true;
        await room.class.call("POST", `/api/sessions/${room.word}/participants/${gone.id}/remove`, room.class.teacher);
        for (const line of gone.lines.filter((line) => line.open)) {
          expect(await line.socket.closed).toEqual({ code: 4403, reason: "removed" });
          line.open = false;
        }
        await newcomer(room, chance);
      }
    }
  }
  let signs = 0;
  for await (const _ of rounds(server.server)) {
    for (const { app, socket } of rooms
      .flatMap(({ people }) => people)
      .flatMap(({ lines }) => lines.filter((line) => line.open))) {
      const { send, answer } = voiceOf(app).alive(doings + ++signs);
      await socket.all(send, (frame) => Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) }));
    }
  }

  using db = new Database(join(server.data, "lectern.db"), { readonly: true });
  for (const { class: at, authors } of rooms) {
    const asked = db.query("SELECT actor, data FROM events WHERE session_id = ? AND type = 'question.asked'");
    for (const { actor, data } of asked.all(at.session.id) as any[]) authors.set(JSON.parse(data).question_id, actor);
    expect(authors.size).toBeGreaterThan(5);
  }

  let heard = 0;
  const wrong: unknown[] = [];
  for (const [room, others] of [[near, far] as const, [far, near] as const]) {
    for (const person of room.people) {
      for (const { app, socket } of person.lines) {
        for (const text of socket.texts) {
          heard += 1;
          if (text.includes(others.word) || text.includes(others.class.session.id)) wrong.push(["another class", text]);
          const why = person.role === "STUDENT" ? wrongFor(person, room, app, JSON.parse(text)) : undefined;
          if (why) wrong.push([why, person.id, text]);
        }
      }
    }
  }
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  expect(heard).toBeGreaterThan(doings);

  const steering = [
    ...["session.status_changed", "session.updated", "step.changed", "participant.removed"],
    ...["important.marked", "hard_alert.raised", "question.answered", "question.hidden", "question.captured"],
  ];
  const own = [
    "progress.updated",
    "help.requested",
    "feedback.given",
    "question.asked",
    "practice.updated",
    "chord.changed",
  ];
  const everybodys = ["question.asked", "practice.updated", "chord.changed"];
  for (const { word, people, class: at } of rooms) {
    const rows = db.query("SELECT type, actor, data FROM events WHERE session_id = ?").all(at.session.id) as any[];
    const [teacher] = people;
    const above = rows.filter(({ type, actor, data }) =>
      steering.includes(type)
        ? actor !== teacher?.id && actor !== null
        : own.includes(type) &&
          (actor !== JSON.parse(data).participant_id || (actor === teacher?.id && !everybodys.includes(type))),
    );
    expect({ seed, word, above }).toEqual({ seed, word, above: [] });
    expect(new Set(rows.map(({ type }) => type)).size).toBeGreaterThan(7);
  }
});
