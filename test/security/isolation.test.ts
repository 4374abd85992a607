/** PROOFS G3: over random doings, no student hears what is the teacher's, nobody hears another class, and no command above a role has an effect. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import type { Dialect } from "../../src/dialects/dialect.ts";
import { formatText } from "../../src/dialects/envelopes.ts";
import { dialects } from "../../src/dialects/index.ts";
import { toJsonSchema } from "../../src/docs/schema.ts";
import { commands } from "../../src/features/index.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { type App, apps, voices } from "../dialects/voices/index.ts";
import type { Student } from "../dialects/voices/voice.ts";
import { arbitraryOf } from "../support/arbitraries.ts";
import { type Chance, openChance, seed } from "../support/chance.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { inputsOf, type Known, knownIn, weightOf, withIds } from "../support/command-inputs.ts";
import { openDatabase } from "../support/home.ts";
import { scaled } from "../support/proof.ts";
import { rounds } from "../support/rounds.ts";
import { frameOf, TestSocket } from "../support/socket.ts";

const doings = scaled(5000, 10_000);

/** Somebody in a class: who they are there, and every connection they had, open or not. */
interface Person {
  readonly id: string;
  readonly user_id: number;
  readonly token: string;
  readonly role: "INSTRUCTOR" | "STUDENT";
  removed?: true;
  /** The commands that this person sent as native frames, by the frame's id. */
  readonly asked: Map<string, Set<string>>;
  readonly lines: { readonly app: App; readonly socket: TestSocket; open: boolean }[];
}

interface Room {
  /** A word that stands in everything that is said in this class, and in no other's. */
  readonly word: string;
  readonly class: TestClass;
  readonly people: Person[];
  /** Who asked which question, as the log has it at the end. */
  readonly authors: Map<number, string>;
  /** The questions that everyone may see, or could at some time: asked without approval, or approved. */
  readonly shown: Set<number>;
  /** The question that each message is. */
  readonly messages: Map<string, number>;
  /** Who did what each event is about, by its number in the log. */
  readonly actors: Map<number, string | null>;
  /** When students see the results of each poll. */
  readonly results: Map<number, "live" | "closed" | "hidden">;
  /** Draws a frame's name and data, by app. */
  readonly draw: Readonly<Record<App, ReturnType<typeof framesOf>>>;
}

async function enter(room: Room, person: Person, chance: Chance): Promise<void> {
  const app = chance.of(apps);
  const since = chance.of(["", "?since=0", "?since=3"]);
  const url = room.class.url + voices[app].path(room.class.session.code, person) + since;
  person.lines.push({ app, socket: await TestSocket.open(url, person.token), open: true });
}

async function newcomer(room: Room, chance: Chance): Promise<void> {
  const { token, participant } = await room.class.join(`Student ${room.word}`);
  const person: Person = { ...participant, token, lines: [], asked: new Map() };
  room.people.push(person);
  await enter(room, person, chance);
  await enter(room, person, chance);
}

/** What a frame may be given as ids: of one's own class, or of the other's. */
const knownTo = (room: Room, others: Room, chance: Chance): Known => {
  const there = chance.of([room, room, others]);
  const numbers = Array.from({ length: 50 }, (_, n) => ({
    data: { help_id: n + 1, question_id: n + 1, poll_id: n + 1 },
  }));
  const known = knownIn(there.class.lesson.subtasks, others.people, numbers);
  return (field) => (field === "message_id" ? others.people.map(({ id }) => id) : known(field));
};

function dialectOf(app: App): Dialect {
  const dialect = dialects.find(({ name }) => name === app);
  if (!dialect) throw new Error(`there is no dialect ${app}`);
  return dialect;
}

/** Random frames of each app: its own names, with data that its schema allows; `of` draws one of `name`. */
function framesOf(app: App, word: string) {
  const dialect = dialectOf(app);
  const heard = Object.entries(dialect.hears);
  const said = fc.constant(`said ${word}`);
  const inputs = [
    ...heard.map(([type, { command, frame }]) => {
      const input = frame ? arbitraryOf(toJsonSchema(frame, "input"), said) : inputsOf(command, said);
      return [type, input as fc.Arbitrary<Record<string, unknown>>] as const;
    }),
    ...Object.keys(dialect.answers).map((type) => [type, fc.constant({})] as const),
    ["nothing", fc.constant({})] as const,
  ];
  const drawn = inputs.map(([type, input], n) => ({ type, inputs: fc.sample(input, { numRuns: 50, seed: seed + n }) }));
  // What would end the class has a place of its own.
  const commandOf = (type: string) => dialect.hears[type]?.command;
  const usable = drawn
    .filter(({ type }) => commandOf(type) !== "session.end")
    .flatMap((one) => Array.from({ length: weightOf(commandOf(one.type)) }, () => one));
  return (chance: Chance) => {
    const { type, inputs } = chance.of(usable);
    return { type, input: chance.of(inputs) };
  };
}

/** A frame of an app's, right or not for the one who is to send it, and its data wherever an app may have it. */
function frame(line: Person["lines"][number], person: Person, room: Room, others: Room, chance: Chance): string {
  const { type, input } = room.draw[line.app](chance);
  const data = withIds(input, knownTo(room, others, chance));
  const id = chance.of([undefined, `id ${chance.below(200)}`]);
  if (id !== undefined && commands.has(type)) person.asked.set(id, (person.asked.get(id) ?? new Set()).add(type));
  // What a client might say of itself is nobody's concern.
  const claims = { role: "INSTRUCTOR", participant_id: room.people[0]?.id, session: others.class.session.id };
  const nested = { user_id: room.people[0]?.user_id, ...data };
  const fields = dialectOf(line.app).envelope.wire ? { type, ...data } : { ...claims, ...data, type, id, data: nested };
  return formatText(dialectOf(line.app).envelope, fields);
}

/** A student as an app's own table asks about them. */
const studentOf = ({ id, user_id }: Pick<Person, "id" | "user_id">, room: Room): Student => ({
  id,
  user_id,
  mayRead: (question_id) => room.shown.has(question_id) || room.authors.get(question_id) === id,
  mayReadMessage: (message_id) => studentOf({ id, user_id }, room).mayRead(room.messages.get(message_id) ?? 0),
  did: (seq) => room.actors.get(seq) === id,
  resultsOf: (poll_id) => room.results.get(poll_id),
});

test(`G3 no student receives what is meant for others, and nobody can act above their role (seed ${seed})`, async () => {
  const chance = openChance(seed);
  await using server = await openTestServer();
  const rooms: Room[] = [];
  for (const word of ["NEARBY", "FARAWAY"]) {
    // In one class only the teacher sees questions, in the other one everyone once they are approved.
    const questions_visibility = word === "NEARBY" ? ("host" as const) : ("all" as const);
    const settings = { questions_visibility, questions_approval: true };
    const at = await openClass({ server, title: `Class ${word}`, code: word, settings, features: [...featureNames] });
    const teacher = (await at.call("GET", `/api/sessions/${word}/participants`, at.teacher)).body[0];
    const people = [{ ...teacher, token: at.teacher, lines: [], asked: new Map() }];
    const draw = Object.fromEntries(apps.map((app) => [app, framesOf(app, word)])) as Room["draw"];
    const maps = {
      authors: new Map(),
      actors: new Map(),
      results: new Map(),
      shown: new Set<number>(),
      messages: new Map(),
    };
    const room: Room = { word, class: at, people, draw, ...maps };
    rooms.push(room);
    for (const person of room.people) await enter(room, person, chance);
    for (let n = 0; n < 3; n++) await newcomer(room, chance);
    for (const results of ["live", "closed", "hidden", "hidden"]) {
      const poll = { kind: "choice", question: word, options: [{ text: word }, { text: "B", correct: true }], results };
      await at.call("POST", `/api/sessions/${word}/polls`, at.teacher, poll);
    }
  }
  const [near, far] = rooms as [Room, Room];

  for (let n = 0; n < doings; n++) {
    const [room, others] = chance.of([[near, far] as const, [far, near] as const]);
    const person = chance.of(room.people.filter(({ removed }) => !removed));
    const open = person.lines.filter((line) => line.open);
    const line = open.length > 0 ? chance.of(open) : undefined;
    const what = chance();
    if (what < 0.9) {
      if (line) line.socket.send(frame(line, person, room, others, chance));
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
  for await (const _ of rounds(server)) {
    for (const { app, socket } of rooms
      .flatMap(({ people }) => people)
      .flatMap(({ lines }) => lines.filter((line) => line.open))) {
      const { send, answer } = voices[app].alive(doings + ++signs);
      await socket.all(send, (frame) => Bun.deepEquals(frame, { ...answer, ...(frame.at && { at: frame.at }) }));
    }
  }

  using db = await openDatabase(server);
  for (const { class: at, authors, actors, results, shown, messages } of rooms) {
    const log = db.query("SELECT seq, type, actor, data FROM events WHERE session_id = ? ORDER BY seq");
    for (const { seq, type, actor, data } of log.all(at.session.id) as any[]) {
      actors.set(seq, actor);
      const { poll_id, results: when, question_id, message_id, visibility } = JSON.parse(data);
      if (type === "poll.created") results.set(poll_id, when);
      if (type === "question.asked") messages.set(message_id, question_id);
      if (["question.asked", "question.moderated"].includes(type) && visibility === "all") shown.add(question_id);
    }
    expect(results.size).toBeGreaterThan(3);
    // The teacher may add a capture to a question before its text is sent: its author receives that.
    const authored = db.query(
      "SELECT actor, data FROM events WHERE session_id = ? AND type IN ('question.intended', 'question.asked') ORDER BY seq",
    );
    for (const { actor, data } of authored.all(at.session.id) as any[])
      authors.set(JSON.parse(data).question_id, actor);
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
          const heardFrame = frameOf(text);
          const why = person.role === "STUDENT" ? voices[app].leak(heardFrame, studentOf(person, room)) : undefined;
          if (why) wrong.push([why, person.id, text]);
          const sent = heardFrame.type === "ok" ? Array.from(person.asked.get(heardFrame.id) ?? []) : [];
          const isAbove = (name: string) => !commands.get(name)?.by.includes(person.role);
          if (sent.length > 0 && sent.every(isAbove)) wrong.push(["a command above the role", person.role, sent, text]);
        }
      }
    }
  }
  expect({ seed, wrong }).toEqual({ seed, wrong: [] });
  expect(heard).toBeGreaterThan(doings);

  const steering = [
    ...["session.status_changed", "session.updated", "step.changed", "participant.removed"],
    ...["important.marked", "hard_alert.raised", "question.answered", "question.hidden", "question.captured"],
    ...["timer.changed", "screen.changed", "poll.created", "poll.opened", "poll.revealed", "poll.removed"],
    ...["question.moderated", "question.shown", "question.withdrawn", "participant.renamed", "participant.muted"],
    ...["nicknames.filtered", "groups.made", "groups.cleared", "pick.drawn", "hands.lowered", "moderation.undone"],
  ];
  for (const { word, people, class: at } of rooms) {
    const rows = db.query("SELECT type, actor, data FROM events WHERE session_id = ?").all(at.session.id) as any[];
    const [teacher] = people;
    // A student steers nothing, and does nothing in another's name.
    const above = rows.filter(({ type, actor, data }) => {
      const { participant_id } = JSON.parse(data);
      if (actor === null || actor === teacher?.id) return false;
      return steering.includes(type) || (typeof participant_id === "string" && participant_id !== actor);
    });
    expect({ seed, word, above }).toEqual({ seed, word, above: [] });
    expect(new Set(rows.map(({ type }) => type)).size).toBeGreaterThan(7);
  }
});
