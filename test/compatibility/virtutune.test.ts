/** VirtuTune, guitar practice: a test per row of docs/COMPATIBILITY.md. */
import { expect, setDefaultTimeout } from "bun:test";
import { openTestServer } from "../support/class.ts";
import { knock } from "../support/knock.ts";
import { keepLogRecords } from "../support/log-records.ts";
import { TestSocket } from "../support/socket.ts";
import { secondStart, secureHandshake } from "./operations.ts";
import { type Person, type Room, rejection, row, shared, time } from "./rows.ts";

setDefaultTimeout(20_000);

const path = "/ws/guitar/:code/";
const records = keepLogRecords("info");
const server = shared();

/** Connects a person, past the greeting. */
async function enter(room: Room, { token }: Pick<Person, "token">): Promise<TestSocket> {
  const socket = await room.open(path, token);
  await socket.until("connection_update");
  return socket;
}

/** Everything that a socket has received by now. */
const heard = (socket: TestSocket): Promise<any[]> =>
  server.received(socket, { type: "ping" }, ({ type }) => type === "pong");

/** A practice room with a phone of Ann's and a PC of Bob's, and what each has received so far read away. */
async function practice() {
  const room = await server.room();
  const [ann, bob] = [await room.join("Ann"), await room.join("Bob")];
  const pc = await enter(room, bob);
  const phone = await enter(room, ann);
  for (const socket of [pc, phone]) await heard(socket);
  return { room, ann, bob, phone, pc };
}

const at = "2024-01-01T00:00:00Z";

row("virtutune-01", async () => {
  const room = await server.room();
  const { token, user_id } = await room.join("Ann");
  const greeting = { type: "connection_update", data: { status: "connected", user_id } };
  for (const address of [path, `/ws/guitar/${room.session.id}`]) {
    expect(await (await room.open(address, token)).next()).toEqual(greeting);
  }
});

row("virtutune-02", async () => {
  expect(await rejection((await server.room()).open(path))).toContain("403");
});

row("virtutune-03", async () => {
  const room = await server.room();
  expect(await rejection(room.open("/ws/guitar/NOSUCH/", room.teacher))).toContain("404");
});

row("virtutune-04", async () => {
  const room = await server.room({ features: ["chat"] });
  expect(await rejection(room.open(path, room.teacher))).toContain("404");
  await room.ask("PATCH", "", { features: ["chat", "practice"] });
  expect(await rejection(room.open(path, room.teacher))).toBe("open");
});

row("virtutune-05", async () => {
  const room = await server.room();
  expect(await rejection(room.open("/ws/guitar/1/", room.teacher))).toContain("404");
});

row("virtutune-06", async () => {
  const { phone } = await practice();
  phone.send({ type: "chord_change", data: { chord: "C" } });
  expect(await phone.next()).toMatchObject({ type: "chord_change", data: { chord: "C" } });
});

row("virtutune-07", async () => {
  const { ann, phone, pc } = await practice();
  phone.send({ type: "chord_change", data: { chord: "F#m" } });
  const data = { chord: "F#m", user_id: ann.user_id, timestamp: time };
  for (const socket of [phone, pc]) expect(await socket.next()).toEqual({ type: "chord_change", data });
});

row("virtutune-08", async () => {
  const { phone, pc } = await practice();
  for (const chord of ["", "xyz", "H", "123"]) {
    phone.send({ type: "chord_change", data: { chord } });
    expect((await phone.next()).type).toBe("error");
  }
  expect(await heard(pc)).toEqual([]);
  for (const chord of ["C", "F#m", "Bb7", "C#dim", "Em/G", "N.C."]) {
    phone.send({ type: "chord_change", data: { chord } });
    expect((await pc.next()).data.chord).toBe(chord);
  }
});

row("virtutune-09", async () => {
  const { phone, pc } = await practice();
  phone.send({ type: "practice_start", data: { timestamp: at } });
  expect(await pc.next()).toEqual({ type: "practice_update", data: { status: "started", timestamp: at } });
});

row("virtutune-10", async () => {
  const { phone, pc } = await practice();
  for (const type of ["practice_start", "practice_end"]) phone.send({ type, data: { timestamp: at } });
  await pc.next();
  expect(await pc.next()).toEqual({ type: "practice_update", data: { status: "ended", timestamp: at } });
});

row("virtutune-11", async () => {
  const { phone } = await practice();
  phone.send({ type: "ping", data: { timestamp: at } });
  expect(await phone.next()).toEqual({ type: "pong", data: { timestamp: at } });
});

row("virtutune-12", async () => {
  const { room, pc } = await practice();
  const eve = await room.join("Eve");
  await enter(room, eve);
  const data = { status: "connected", user_id: eve.user_id };
  expect(await pc.next()).toEqual({ type: "connection_update", data });
  expect(Number.isInteger(eve.user_id)).toBe(true);
});

row("virtutune-13", async () => {
  const { room, ann, phone, pc } = await practice();
  const second = await enter(room, ann);
  await second[Symbol.asyncDispose]();
  expect(await heard(pc)).toEqual([]);
  phone.close();
  const data = { status: "disconnected", user_id: ann.user_id };
  expect(await pc.next()).toEqual({ type: "connection_update", data });
});

row("virtutune-14", async () => {
  const { room, ann, phone, pc } = await practice();
  const eve = await room.join("Eve");
  for (const { id, token } of [ann, eve]) {
    const chat = await room.open(`/ws/:code/${id}`, token);
    await chat.all({ type: "mark" }, ({ type }) => type === "error");
    await chat[Symbol.asyncDispose]();
  }
  for (const socket of [phone, pc]) expect(await heard(socket)).toEqual([]);
});

row("virtutune-15", async () => {
  const { phone } = await practice();
  phone.send({ type: "chord_change", data: {} });
  expect(await phone.next()).toEqual({ type: "error", data: { message: expect.any(String) } });
});

row("virtutune-16", async () => {
  const { phone } = await practice();
  phone.send("{not JSON");
  expect((await phone.next()).type).toBe("error");
  expect(await heard(phone)).toEqual([]);
});

row("virtutune-17", async () => {
  const { phone } = await practice();
  phone.send({ type: "nonsense", data: {} });
  expect((await phone.next()).type).toBe("error");
  expect(await heard(phone)).toEqual([]);
});

row("virtutune-18", async () => {
  const { room, ann, phone } = await practice();
  const pc = await enter(room, ann);
  phone.send({ type: "chord_change", data: { chord: "G" } });
  expect(await pc.next()).toMatchObject({ data: { chord: "G", user_id: ann.user_id } });
});

row("virtutune-19", async () => {
  const { room, ann, phone, pc } = await practice();
  await phone[Symbol.asyncDispose]();
  await pc.next();
  await enter(room, ann);
  expect(await pc.next()).toMatchObject({ data: { status: "connected", user_id: ann.user_id } });
});

row("virtutune-20", async () => {
  const { phone, pc } = await practice();
  const chords = Array.from({ length: 100 }, (_, n) => ["C", "G", "Am", "F"][n % 4]);
  for (const chord of chords) phone.send({ type: "chord_change", data: { chord } });
  const arrived = await Promise.all(chords.map(async () => (await pc.next()).data.chord));
  expect(arrived).toEqual(chords);
});

row("virtutune-21", async () => {
  await using limited = await openTestServer({ rateLimit: 5 });
  const teacher = await limited.teacher();
  const made = { title: "Guitar", code: "LIMIT", features: ["practice"] };
  await limited.call("POST", "/api/sessions", teacher, made);
  await using socket = await TestSocket.open(`${limited.url}/ws/guitar/LIMIT/`, teacher);
  await socket.next();
  for (let n = 0; n < 100; n++) socket.send({ type: "ping", data: { timestamp: n } });
  const types = [];
  while (types.length < 100) types.push((await socket.next()).type);
  expect(new Set(types)).toEqual(new Set(["pong", "error"]));
});

row("virtutune-22", async () => {
  const { room, ann, phone, pc } = await practice();
  phone.close();
  await pc.next();
  await knock(`${room.url}/ws/guitar/${room.session.code}/`);
  const lines = records.map((one) => JSON.stringify(one));
  expect(lines.filter((line) => line.includes(ann.id)).length).toBeGreaterThanOrEqual(2);
  expect(lines.some((line) => line.includes("not_allowed"))).toBe(true);
});

row("virtutune-23", async () => {
  await using behind = await openTestServer({ publicUrl: "https://guitar.example", allowedHosts: ["other.example"] });
  for (const Host of ["guitar.example", "other.example"]) {
    expect((await fetch(`${behind.url}/healthz`, { headers: { Host } })).status).toBe(200);
  }
  expect(await secureHandshake()).toBe(101);
});

row("virtutune-24", async () => {
  expect(await secondStart(server.at.data)).toBe("EINSTANCE");
});

row("virtutune-25", async () => {
  const { room } = await practice();
  const { body } = await server.at.call("GET", "/api/status", room.teacher);
  const session = body.sessions.find(({ code }: any) => code === room.session.code);
  expect(session.connections).toEqual({ virtutune: 2 });
  const metrics = await server.at.call("GET", "/metrics", room.teacher);
  expect(metrics.body).toContain('dialect="virtutune"');
});
