/** PROOFS G3: over random actions on polls, nobody votes twice or learns results, votes or right answers too early. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { featureNames } from "../../src/features/whole-session.ts";
import { openChance, seed } from "../support/chance.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { openDatabase } from "../support/home.ts";
import { type Client, PollClass } from "../support/poll-class.ts";
import type { Reader } from "../support/poll-model.ts";
import { scaled } from "../support/proof.ts";

setDefaultTimeout(300_000);

const doings = scaled(300, 5000);

test(`G3 nobody votes twice, and nobody learns results, votes or right answers that are not theirs to know (seed ${seed})`, async () => {
  const chance = openChance(seed);
  await using server = await openTestServer();
  await using room = await openClass({ server, code: "NEARBY", features: [...featureNames] });
  const other = await openClass({ server, code: "FARAWAY", features: [...featureNames] });
  const model = new PollClass(room, chance);
  const add = (name: string, role: Reader["role"], token: string, id?: string) => {
    const client: Client = { name, role, token, lines: [], ...(id !== undefined && { id }) };
    model.clients.push(client);
    return client;
  };
  const [{ id: teacherId }] = (await room.call("GET", "/api/sessions/NEARBY/participants", room.teacher)).body;
  const teacher = add("Teacher", "instructor", room.teacher, teacherId);
  const invited = (await room.call("POST", "/api/sessions/NEARBY/co-teachers", room.teacher, { name: "Kim" })).body;
  const invitation = new URL(invited.url).hash.replace("#invitation=", "");
  const kim = (await room.call("POST", "/api/invitations/accept", undefined, { invitation, nickname: "Kim" })).body;
  const teachers = [teacher, add("Kim", "instructor", kim.token, kim.participant.id)];
  const students = [];
  for (const name of ["Ann", "Ben", "Cleo", "Dan"]) {
    const { token, participant } = await room.join(name);
    students.push(add(name, "student", token, participant.id));
  }
  const screen = add(
    "Projector",
    "screen",
    (await room.call("POST", "/api/sessions/NEARBY/screens", room.teacher)).body.token,
  );
  // They have seats in another class: one teaches it, one is its student.
  const password = "correct horse";
  await room.call("POST", "/api/users", room.teacher, { name: "Lee", role: "teacher", password });
  const lee = (await room.call("POST", "/api/auth/login", undefined, { name: "Lee", password })).body.token;
  const strangers = [add("Lee", "stranger", lee), add("Zoe", "stranger", (await other.join("Zoe")).token)];
  const anyone = [...teachers, ...students, ...strangers, screen];
  const connected = [...teachers, ...students, screen];
  for (const client of connected) await model.connect(client);
  await model.prepare(teacher);

  for (let n = 0; n < doings; n++) {
    const before = model.now();
    const ids = [...model.polls.keys()].slice(-3);
    const poll_id = chance() < 0.95 && ids.length > 0 ? chance.of(ids) : 1 + chance.below(200);
    const open = [...model.polls.values()].find(({ status }) => status === "open");
    const what = chance();
    if (what < 0.1) await model.make(chance() < 0.8 ? chance.of(teachers) : chance.of(anyone));
    else if (what < 0.22) await model.steer(chance() < 0.7 ? chance.of(teachers) : chance.of(anyone), poll_id);
    else if (what < 0.55) {
      const voter = chance() < 0.85 ? chance.of(students) : chance.of(anyone);
      const voted = chance() < 0.9 ? (open?.poll_id ?? poll_id) : poll_id;
      // Some press twice.
      for (let times = chance.of([1, 1, 2]); times > 0; times--) await model.vote(voter, voted);
    } else if (what < 0.85) await Promise.all([1, 2, 3, 4].map(() => model.read(chance.of(anyone), poll_id)));
    else if (what < 0.9) await model.moderate(chance() < 0.7 ? chance.of(teachers) : chance.of(anyone), poll_id);
    else if (what < 0.92) await model.changeSettings(chance() < 0.7 ? chance.of(teachers) : chance.of(anyone));
    else {
      const client = chance.of(connected);
      await model.connect(client);
      if (client.lines.length > 2) await client.lines.shift()?.socket[Symbol.asyncDispose]();
    }
    await model.receive(before);
    const [oldest = 0] = model.polls.keys();
    if (model.polls.size > 40) await model.steerTo(teacher, oldest, "remove");
    expect({ seed, n, wrong: model.wrong }).toEqual({ seed, n, wrong: [] });
  }

  // What is left of it after the class: the students' copies, and who received whose vote.
  const left = (await model.send(teacher, "GET", "/polls?limit=200")).body;
  for (const { poll_id, counted } of left)
    expect([poll_id, counted.votes]).toEqual([poll_id, model.polls.get(poll_id)?.votes.size]);
  await room.call("POST", "/api/sessions/NEARBY/end", room.teacher);
  model.closeOpen();
  for (const client of anyone)
    for (let n = 0; n < 20; n++) await model.read(client, chance.of([...model.polls.keys(), 1]));
  expect({ seed, wrong: model.wrong }).toEqual({ seed, wrong: [] });
  using db = await openDatabase(server);
  const log = db.query("SELECT seq, actor, data FROM events WHERE session_id = ? AND type = 'poll.voted'");
  const rows = log.all(room.session.id) as { seq: number; actor: string; data: string }[];
  const actors = new Map(rows.map(({ seq, actor }) => [seq, actor]));
  for (const { id, name, lines } of model.clients) {
    const voted = lines.flatMap(({ socket }) => socket.texts).filter((text) => text.includes('"poll.voted"'));
    const others = voted.map((text) => JSON.parse(text)).filter(({ seq }) => actors.get(seq) !== id);
    expect({ seed, name, others }).toEqual({ seed, name, others: [] });
  }
  expect(rows.length).toBe(model.accepted.size);
  for (const poll of [...model.polls.values(), ...model.removed.values()].filter(({ isQuiz }) => isQuiz)) {
    const inQuiz = rows.filter(({ data }) => JSON.parse(data).poll_id === poll.poll_id).map(({ actor }) => actor);
    expect([poll.poll_id, new Set(inQuiz).size]).toEqual([poll.poll_id, inQuiz.length]);
  }
  expect(rows.length).toBeGreaterThan(doings / 20);
  expect(model.checks).toBeGreaterThan(doings);
});
