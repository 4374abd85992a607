/** The chat room: a test per row of docs/COMPATIBILITY.md. */
import { expect, setDefaultTimeout } from "bun:test";
import { openDatabase } from "../support/home.ts";
import { keepLogRecords } from "../support/log-records.ts";
import type { TestSocket } from "../support/socket.ts";
import { type Person, type Room, row, shared, time } from "./rows.ts";

setDefaultTimeout(20_000);

const records = keepLogRecords("info");
const server = shared();
const nobody = "00000000-0000-4000-8000-000000000000";

/** The teacher's own seat in a class. */
async function hostOf(room: Room): Promise<Person> {
  const [host] = await room.ask("GET", "/participants");
  return { token: room.teacher, ...host };
}

/** Connects a participant and waits until the server has let them in. */
async function enter(room: Room, { id, token }: Person): Promise<TestSocket> {
  const socket = await room.open(`/ws/:code/${id}`, token);
  await heard(socket);
  return socket;
}

/** Everything that a socket has received by now. */
const heard = (socket: TestSocket): Promise<any[]> =>
  server.received(
    socket,
    { type: "mark" },
    ({ type, message }) => type === "error" && message === "Unknown message type: mark",
  );

/** A class with the host and two students who are connected, and what each has received so far read away. */
async function chat(input?: Parameters<typeof server.room>[0]) {
  const room = await server.room(input);
  const people = { host: await hostOf(room), ann: await room.join("Ann"), bob: await room.join("Bob") };
  const sockets = [];
  for (const person of Object.values(people)) sockets.push(await enter(room, person));
  const [host, ann, bob] = sockets as [TestSocket, TestSocket, TestSocket];
  for (const socket of sockets) await heard(socket);
  return { room, people, host, ann, bob };
}

/** How a connection to this path ends. */
async function closing(path: string, token?: string): Promise<{ code: number; reason: string }> {
  const room = await server.room();
  return (await room.open(path, token)).closed;
}

row("chatroom-01", async () => {
  const room = await server.room();
  const { id, token } = await room.join("Ann");
  for (const path of [`/ws/:code/${id}`, `/ws/${room.session.id}/${id}/`]) {
    expect(await heard(await room.open(path, token))).toEqual([]);
  }
});

row("chatroom-02", async () => {
  const room = await server.room();
  const { id } = await room.join("Ann");
  const bob = await room.join("Bob");
  const rejected = { code: 1008, reason: "Not authorized" };
  expect(await (await room.open(`/ws/:code/${id}`)).closed).toEqual(rejected);
  expect(await (await room.open(`/ws/:code/${id}`, bob.token)).closed).toEqual(rejected);
});

row("chatroom-03", async () => {
  const room = await server.room();
  const ann = await room.join("Ann");
  const host = await enter(room, await hostOf(room));
  const student = await enter(room, ann);
  const message = "새 참가자가 접속했습니다.";
  expect(await host.next()).toEqual({ type: "participant_joined", participant_id: ann.id, message });
  expect(await heard(student)).toEqual([]);
});

row("chatroom-04", async () => {
  const { room, people, host, ann } = await chat();
  const second = await enter(room, people.ann);
  expect(await heard(host)).toEqual([]);
  for (const socket of [ann, second]) expect(await heard(socket)).toEqual([]);
});

row("chatroom-05", async () => {
  const { room, people, host, ann, bob } = await chat();
  ann.send({ type: "chat_message", content: "  Hello  " });
  const sent = {
    ...{ type: "chat_message", message_id: expect.any(String), content: "Hello", participant_id: people.ann.id },
    ...{ participant_nickname: "Ann", timestamp: time, session_code: room.session.code },
  };
  for (const socket of [host, ann, bob]) expect(await socket.next()).toEqual(sent);
});

row("chatroom-06", async () => {
  const { room, ann, bob } = await chat();
  ann.send({ type: "chat_message", content: "kept" });
  await bob.next();
  using db = await openDatabase(room);
  const stored = db.query("SELECT 1 FROM events WHERE session_id = ? AND data ->> '$.content' = 'kept'");
  expect(stored.all(room.session.id)).toHaveLength(1);
});

row("chatroom-07", async () => {
  const { ann, bob } = await chat();
  for (let n = 0; n < 20; n++) ann.send({ type: "chat_message", content: `${n}` });
  const contents = (await Promise.all(Array.from({ length: 20 }, () => bob.next()))).map(({ content }) => content);
  expect(contents).toEqual(Array.from({ length: 20 }, (_, n) => `${n}`));
});

row("chatroom-08", async () => {
  const { ann } = await chat();
  for (const frame of [{ content: "" }, { content: "  \n" }, {}]) {
    ann.send({ type: "chat_message", ...frame });
    expect(await ann.next()).toEqual({ type: "error", message: "Message content cannot be empty" });
  }
});

row("chatroom-09", async () => {
  const { room, people, host, ann, bob } = await chat();
  ann.send({ type: "question", content: "  Why?  " });
  const asked = {
    ...{ type: "question", message_id: expect.any(String), content: "Why?", participant_id: people.ann.id },
    ...{ participant_nickname: "Ann", timestamp: time, session_code: room.session.code },
  };
  for (const socket of [host, ann, bob]) expect(await socket.next()).toEqual(asked);
});

row("chatroom-10", async () => {
  const { host, ann, bob } = await chat({ settings: { questions_visibility: "host" } });
  ann.send({ type: "question", content: "Why?" });
  for (const socket of [host, ann]) expect(await socket.next()).toMatchObject({ type: "question", content: "Why?" });
  expect(await heard(bob)).toEqual([]);
});

row("chatroom-11", async () => {
  const { ann } = await chat();
  ann.send({ type: "question", content: " " });
  expect(await ann.next()).toEqual({ type: "error", message: "Question content cannot be empty" });
});

row("chatroom-12", async () => {
  const { people, host, bob } = await chat();
  host.send({ type: "question", content: "Ready?" });
  const asked = { type: "question", content: "Ready?", participant_id: people.host.id };
  for (const socket of [host, bob]) expect(await socket.next()).toMatchObject(asked);
});

row("chatroom-13", async () => {
  const { room, people, host, ann, bob } = await chat();
  ann.send({ type: "participant_update" });
  const update = {
    ...{ type: "participant_update", participant_id: people.ann.id, participant_nickname: "Ann" },
    ...{ is_online: true, session_code: room.session.code },
  };
  for (const socket of [host, ann, bob]) expect(await socket.next()).toEqual(update);
});

row("chatroom-14", async () => {
  const { room, people, ann, bob } = await chat();
  for (const [sent, is_typing] of [
    [{ is_typing: true }, true],
    [{ is_typing: true }, true],
    [{}, false],
  ] as const) {
    ann.send({ type: "typing", ...sent });
    const typing = { participant_id: people.ann.id, participant_nickname: "Ann", is_typing };
    expect(await bob.next()).toEqual({ type: "typing", ...typing, session_code: room.session.code });
  }
  expect(await heard(ann)).toEqual([]);
});

row("chatroom-15", async () => {
  const { ann } = await chat();
  ann.send({ type: "wat" });
  expect(await ann.next()).toEqual({ type: "error", message: "Unknown message type: wat" });
});

row("chatroom-16", async () => {
  const { ann } = await chat();
  for (const frame of [{}, { content: "Hello" }]) {
    ann.send(frame);
    expect(await ann.next()).toEqual({ type: "error", message: "Unknown message type: None" });
  }
});

row("chatroom-17", async () => {
  const { ann, bob } = await chat();
  ann.send({ type: "chat_message", content: 7 });
  expect((await ann.next()).message).toStartWith("Failed to send message: ");
  ann.send({ type: "question", content: ["Why?"] });
  expect((await ann.next()).message).toStartWith("Failed to send question: ");
  expect(await heard(bob)).toEqual([]);
});

row("chatroom-18", async () => {
  const { host, ann, bob } = await chat();
  ann.send({ type: "chat_message", content: "" });
  expect((await ann.next()).type).toBe("error");
  for (const socket of [host, bob]) expect(await heard(socket)).toEqual([]);
});

row("chatroom-19", async () => {
  expect(await closing(`/ws/NOSUCH/${nobody}`)).toEqual({ code: 1008, reason: "Session not found" });
});

row("chatroom-20", async () => {
  expect(await closing(`/ws/:code/${nobody}`)).toEqual({ code: 1008, reason: "Participant not found" });
  const { id, token } = await (await server.room()).join("Ann");
  expect(await closing(`/ws/:code/${id}`, token)).toEqual({ code: 1008, reason: "Participant not found" });
});

row("chatroom-21", async () => {
  expect(await closing("/ws/:code/42")).toEqual({ code: 1008, reason: "Invalid participant ID" });
});

row("chatroom-22", async () => {
  expect((await closing("/ws/NOSUCH/42")).reason).toBe("Session not found");
  expect((await closing("/ws/:code/42")).reason).toBe("Invalid participant ID");
  expect((await closing(`/ws/:code/${nobody}`)).reason).toBe("Participant not found");
});

row("chatroom-23", async () => {
  const room = await server.room();
  const { id, token } = await room.join("Ann");
  expect(await heard(await room.open(`/ws/:code/${id.toUpperCase()}`, token))).toEqual([]);
});

row("chatroom-24", async () => {
  const room = await server.room();
  const { id, token } = await room.join("Ann");
  expect(await heard(await room.open(`/ws/:code/${id.replaceAll("-", "")}`, token))).toEqual([]);
});

row("chatroom-25", async () => {
  const { ann } = await chat();
  ann.send("{not JSON");
  expect((await ann.next()).type).toBe("error");
  expect(await heard(ann)).toEqual([]);
});

row("chatroom-26", async () => {
  const { people, host, ann } = await chat();
  ann.close();
  const message = "Ann님이 떠났습니다.";
  expect(await host.next()).toEqual({ type: "participant_left", participant_id: people.ann.id, message });
});

row("chatroom-27", async () => {
  const { room, people, host, ann } = await chat();
  const read = async () => (await room.ask("GET", "/participants")).find(({ id }: any) => id === people.ann.id);
  expect(await read()).toMatchObject({ is_online: true, last_active_at: time });
  ann.close();
  await host.until("participant_left");
  expect(await read()).toMatchObject({ is_online: false, last_active_at: time });
});

/** The status of a class with its host and two students connected. */
async function status() {
  const { room, people, ...sockets } = await chat();
  const path = `/sessions/${room.session.code}/status`;
  const { body } = await server.at.call("GET", path, room.teacher);
  return { room, people, sockets, body, path };
}
row("chatroom-28", async () => {
  const { room, people, body } = await status();
  expect(body).toEqual({
    ...{ session_code: room.session.code, status: "WAITING", online_count: 3, total_participants: 3 },
    online_participants: expect.arrayContaining(Object.values(people).map(({ id }) => id)),
  });
});
row("chatroom-29", async () => {
  const { path } = await status();
  expect((await server.at.call("GET", path)).status).toBe(401);
});
row("chatroom-30", async () => {
  const room = await server.room();
  const { status, body } = await server.at.call("GET", "/sessions/NOSUCH/status", room.teacher);
  expect([status, body.detail]).toEqual([404, "Session not found"]);
});
row("chatroom-31", async () => {
  const { room, people, path } = await status();
  await enter(room, people.ann);
  const { body } = await server.at.call("GET", path, room.teacher);
  expect(body.online_participants.toSorted()).toEqual(
    Object.values(people)
      .map(({ id }) => id)
      .toSorted(),
  );
  expect(body.online_count).toBe(3);
});
row("chatroom-32", async () => {
  const { room, people, sockets, path } = await status();
  sockets.ann.close();
  await sockets.host.until("participant_left");
  const { body } = await server.at.call("GET", path, room.teacher);
  expect(body).toMatchObject({ online_count: 2, total_participants: Object.keys(people).length });
});

row("chatroom-33", async () => {
  const { room, ann } = await chat();
  for (let n = 0; n < 3; n++) ann.send({ type: "chat_message", content: `${n}` });
  await heard(ann);
  expect((await room.ask("GET", "/messages")).map(({ content }: any) => content)).toEqual(["2", "1", "0"]);
});

row("chatroom-34", async () => {
  const { room, ann } = await chat();
  for (let n = 0; n < 55; n++) ann.send({ type: "chat_message", content: `${n}` });
  await heard(ann);
  expect((await room.ask("GET", "/messages")).length).toBe(50);
});

row("chatroom-35", async () => {
  const { room, ann } = await chat();
  ann.send({ type: "chat_message", content: "Hello" });
  ann.send({ type: "question", content: "Why?" });
  await heard(ann);
  const all = JSON.stringify(await room.ask("GET", "/messages?types=chat,question"));
  expect([all.includes("Why?"), all.includes("Hello"), all.indexOf("Why?") < all.indexOf("Hello")]).toEqual([
    true,
    true,
    true,
  ]);
});

row("chatroom-36", async () => {
  const { ann } = await chat();
  ann.send({ type: "chat_message", content: "Hello" });
  const { timestamp } = await ann.next();
  expect(new Date(timestamp).toISOString()).toBe(timestamp);
});

row("chatroom-37", async () => {
  const { people, host, ann } = await chat();
  ann.close();
  await host.until("participant_left");
  const lines = records.map((one) => JSON.stringify(one)).filter((line) => line.includes(people.ann.id));
  expect(lines.length).toBeGreaterThanOrEqual(2);
  expect(lines.some((line) => line.includes(people.ann.token))).toBe(false);
});

row("chatroom-38", async () => {
  const { ann, bob } = await chat();
  ann.send({ type: "chat_message", content: "x".repeat(4000) });
  expect((await bob.next()).content.length).toBe(4000);
  ann.send({ type: "chat_message", content: "x".repeat(4001) });
  expect(await ann.until("error")).toEqual({ type: "error", message: expect.any(String) });
});
