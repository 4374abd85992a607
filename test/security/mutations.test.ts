/** PROOFS A2: whatever comes, the process lives, and every message is answered by a typed error, an ok or a close. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { type CommandName, commands } from "../../src/features/index.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import { voices } from "../dialects/voices/index.ts";
import { nameOf, type Voice } from "../dialects/voices/voice.ts";
import { openChance, seed } from "../support/chance.ts";
import { openClass } from "../support/class.ts";
import { inputsOf, withIds } from "../support/command-inputs.ts";
import { rounds } from "../support/rounds.ts";
import { TestSocket } from "../support/socket.ts";
import { spoiled } from "../support/spoil.ts";

/** How many messages in all; a long run sets it higher. */
const messages = Number(process.env.LECTERN_MUTATIONS ?? 5000);
const batch = 50;

/** Valid messages of every command, before they are spoiled. None of them ends the class or removes a student. */
function native(step: number | undefined): string[] {
  const ids: Readonly<Record<string, readonly unknown[]>> = { subtask_id: [step], participant_id: [] };
  const names = Array.from(commands.keys()).filter((name) => name !== "session.end") as CommandName[];
  const frames = names.flatMap((type) =>
    fc.sample(inputsOf(type), { seed, numRuns: 3 }).map((input, n) => {
      return { type, id: `${type} ${n}`, data: withIds(input, (field) => ids[field] ?? [1]) };
    }),
  );
  return [...frames, { type: "ping", id: "ping" }].map((frame) => JSON.stringify(frame));
}

/** Valid messages of the app that guides through a lesson. */
const { does, alive: aliveOf } = voices.mobilegpt;
const guide = [...does.map(({ frame }) => frame), aliveOf(1234567890).send].map((frame) => JSON.stringify(frame));

test(`A2 every mutated message of the native dialect is answered (seed ${seed})`, async () => {
  const chance = openChance(seed);
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const people = [await room.join("Ann"), await room.join("Ben"), await room.join("Cleo")];
  const sockets: TestSocket[] = [];
  for (const token of [room.teacher, ...people.map(({ token }) => token)]) {
    sockets.push(await TestSocket.open(`${room.url}/ws/live/TEST001`, token));
  }
  const [step] = room.lesson.subtasks;
  const right = native(step?.id);
  let mark = 0;

  /** What has come by now. */
  async function heard(socket: TestSocket): Promise<any[]> {
    const frames: any[] = [];
    for await (const _ of rounds(room)) {
      const id = `mark ${++mark}`;
      frames.push(...(await socket.all({ type: "ping", id }, (frame) => frame.type === "pong" && frame.id === id)));
    }
    return frames;
  }

  for (let sent = 0; sent < messages / 2; sent += batch) {
    const socket = chance.of(sockets);
    await heard(socket);
    const texts = Array.from({ length: batch }, () => spoiled(right, chance));
    for (const text of texts) socket.send(text);
    const frames = await heard(socket);
    const answers = frames.filter(({ type }) => ["ok", "error", "pong"].includes(type));
    expect({ seed, sent, texts: answers.length === batch ? [] : texts, answers: answers.length }).toEqual({
      seed,
      sent,
      texts: [],
      answers: batch,
    });
    const untyped = answers.filter(
      ({ type, error }) => type === "error" && (!error.message || error.code === "internal"),
    );
    expect({ seed, sent, untyped }).toEqual({ seed, sent, untyped: [] });
  }
  const status = await room.call("GET", "/api/sessions/TEST001/participants", room.teacher);
  expect(status.body.map(({ nickname, role }: any) => [nickname, role])).toEqual([
    ["Teacher", "INSTRUCTOR"],
    ["Ann", "STUDENT"],
    ["Ben", "STUDENT"],
    ["Cleo", "STUDENT"],
  ]);
  expect(({} as any).role).toBeUndefined();
});

test(`A2 mutated messages of the guided app do not affect other clients (seed ${seed})`, async () => {
  const chance = openChance(seed + 1);
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const { token } = await room.join("Ann");
  const { token: others } = await room.join("Ben");
  const open = (as: string) => TestSocket.open(`${room.url}/ws/sessions/TEST001`, as);
  const [teacher, ann, calm] = [await open(room.teacher), await open(token), await open(others)];
  const alive = async (socket: TestSocket, timestamp: number) =>
    socket.all({ type: "heartbeat", data: { timestamp } }, (frame) => frame.timestamp === timestamp);

  const known = new Set([
    "join_confirmed",
    "heartbeat_ack",
    "step_complete_confirmed",
    "progress_update_confirmed",
    "progress_updated",
    "help_requested",
    "step_changed",
    "session_status_changed",
    "participant_joined",
    "error",
  ]);
  for (let sent = 0; sent < messages / 2; sent += batch) {
    const socket = chance.of([teacher, ann]);
    for (let n = 0; n < batch; n++) socket.send(spoiled(guide, chance));
    const strange = (await alive(socket, -1 - sent)).filter(({ type }) => !known.has(type));
    expect({ seed, sent, strange }).toEqual({ seed, sent, strange: [] });
    const meanwhile = await alive(calm, -1 - sent);
    const heard = new Set(meanwhile.map(({ type }) => type));
    expect({
      seed,
      sent,
      heard: [...heard].filter((type) => !/^(step|session_status)_changed$|^participant_/.test(type)),
    }).toEqual({
      seed,
      sent,
      heard: [],
    });
  }
});

/** What those who only talk, or only listen, may hear at most of what others send them spoiled. */
const talkers = {
  chatroom: {
    right: [
      { type: "chat_message", content: "안녕하세요" },
      { type: "question", content: "왜 그런가요?" },
      { type: "typing", is_typing: true },
      { type: "participant_update" },
    ],
    known: ["chat_message", "question", "typing", "participant_update", "participant_joined", "error"],
  },
  virtutune: {
    right: [
      { type: "chord_change", data: { chord: "C" } },
      { type: "practice_start", data: { timestamp: "2024-01-01T00:00:00Z" } },
      { type: "practice_end", data: { timestamp: 7 } },
      { type: "ping", data: { timestamp: 7 } },
    ],
    known: ["chord_change", "practice_update", "connection_update", "pong", "error"],
  },
  inthon: { right: [{ type: "ping" }], known: ["pong", "error", "teacher_presence", "connected"] },
} as const;

for (const [app, { right, known }] of Object.entries(talkers) as [keyof typeof talkers, (typeof talkers)["inthon"]][]) {
  test(`A2 mutated messages of ${app} are each answered, and do not affect other clients (seed ${seed})`, async () => {
    const chance = openChance(seed + 3);
    const voice: Voice = voices[app];
    await using room = await openClass({ code: "TEST001", features: [...featureNames] });
    const [ann, ben] = [await room.join("Ann"), await room.join("Ben")];
    const open = ({ token, participant }: typeof ann) =>
      TestSocket.open(room.url + voice.path("TEST001", participant), token);
    const [socket, calm] = [await open(ann), await open(ben)];
    let signs = 0;
    const heard = async (of: TestSocket) => {
      const frames: any[] = [];
      for await (const _ of rounds(room)) {
        // One pong is as another; an unknown name comes back.
        const name = `alive ${++signs}`;
        const text = `Unknown message type: ${name}`;
        frames.push(...(await of.all({ type: name }, ({ message, data }) => (message ?? data?.message) === text)));
      }
      return frames;
    };
    const texts = right.map((frame) => JSON.stringify(frame));
    await heard(socket);
    await heard(calm);
    for (let sent = 0; sent < messages / 5; sent++) {
      const text = spoiled(texts, chance);
      socket.send(text);
      const frames = await heard(socket);
      const strange = frames.filter((frame) => !known.includes(nameOf(frame) as never));
      const silent = frames.length === 0 && !/"typing"/.test(text);
      expect({ seed, sent, text, strange, silent }).toEqual({ seed, sent, text, strange: [], silent: false });
      const errors = (await heard(calm)).filter((frame) => nameOf(frame) === "error");
      expect({ seed, sent, text, errors }).toEqual({ seed, sent, text, errors: [] });
    }
  });
}

test(`A2 mutated HTTP bodies are accepted or rejected, and never cause a server error (seed ${seed})`, async () => {
  const chance = openChance(seed + 2);
  await using room = await openClass({ code: "TEST001", features: [...featureNames] });
  const { token } = await room.join("Ann");
  const calls: [path: string, method: string, as: string | undefined, body: unknown][] = [
    ["/api/auth/key", "POST", undefined, { key: "wrong" }],
    ["/api/lessons", "POST", room.teacher, { title: "T", subtasks: [{ title: "x", guide_text: "y" }] }],
    ["/api/lessons/1", "PUT", room.teacher, { title: "T", subtasks: [{ id: 1, title: "x" }] }],
    ["/api/sessions", "POST", room.teacher, { title: "T", features: ["steps"], settings: { guests: true } }],
    ["/api/sessions/TEST001", "PATCH", room.teacher, { title: "T", settings: { hard_alert: { threshold: 0.5 } } }],
    ["/api/sessions/TEST001/join", "POST", undefined, { nickname: "Ben" }],
    ["/api/sessions/TEST001/help", "POST", token, { subtask_id: 1, message: "x" }],
    ["/api/sessions/TEST001/steps/1/progress", "POST", token, { status: "started", note: "x" }],
    ["/api/sessions/TEST001/feedback", "POST", token, { feedback_type: "OK" }],
    [
      "/api/sessions/TEST001/questions",
      "POST",
      token,
      { text: "?", question_id: 1, capture_url: "https://a.example/" },
    ],
    ["/api/sessions/TEST001/questions/1/capture", "POST", room.teacher, { capture_url: "https://a.example/" }],
    ["/api/sessions/TEST001/questions/1/answer", "POST", room.teacher, { text: "x" }],
    ["/api/sessions/TEST001/important", "POST", room.teacher, { note: "x", capture_url: null }],
    ["/api/sessions/TEST001/messages", "POST", token, { content: "x" }],
    ["/api/sessions/TEST001/practice/start", "POST", token, { exercise: { pair: ["C", "G"] }, timestamp: 1 }],
    ["/api/sessions/TEST001/practice/chords", "POST", token, { chord: "C" }],
    ["/api/sessions/TEST001/practice/end", "POST", token, { timestamp: "x" }],
    ["/api/auth/pair", "POST", undefined, { ticket: "wrong" }],
    ["/api/sessions/TEST001/pause", "POST", room.teacher, { message: "x" }],
    ["/api/sessions/TEST001/resume", "POST", room.teacher, { message: "x" }],
  ];
  for (let sent = 0; sent < messages / 10; sent++) {
    const [path, method, as, right] = chance.of(calls);
    const body = spoiled([JSON.stringify(right)], chance);
    const headers = { "Content-Type": "application/json", ...(as && { Authorization: `Bearer ${as}` }) };
    const response = await fetch(room.url + path, { method, headers, body });
    const answer = (await response.json()) as any;
    const fine = response.status < 300 || (response.status < 500 && answer.status === response.status);
    expect({ seed, sent, body: fine ? "" : body, status: fine ? 0 : response.status }).toEqual({
      seed,
      sent,
      body: "",
      status: 0,
    });
  }
  expect((await room.call("GET", "/readyz")).status).toBe(200);
});
