/**
 * What must hold in every dialect, whatever its frames are called. A dialect's own test runs this with a literal of
 * its words; what only that app has stands in its transcript.
 */
import { describe, expect, test } from "bun:test";
import { catalogue, type FaultCode } from "../../src/domain/faults.ts";
import { openClass, openTestServer, type TestClass } from "../support/class.ts";
import { knock, problem } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

type Frame = Record<string, unknown>;

/** An app's words for what every app can do. */
export interface Spoken {
  readonly name: string;
  /** Its WebSocket path, without a slash at the end. */
  readonly path: (session: string, role: "INSTRUCTOR" | "STUDENT") => string;
  /** The names of the frames that greet a newcomer. */
  readonly greeting: readonly string[];
  /** Frames that come of themselves, at no certain moment. */
  readonly aside: (frame: Frame) => boolean;
  /** A sign of life that changes nothing, with its answer; `n` tells one from another. */
  readonly alive: (n: number) => { send: Frame; answer: Frame };
  /** A frame of a name that it may not know. */
  readonly named: (name: string) => Frame;
  readonly fault: (code: FaultCode, message: string) => Frame;
  /** Known frames whose data does not fit, with the whole of what they are answered. */
  readonly misfits: readonly { send: Frame; answer: Frame }[];
  readonly onlyInstructors: readonly Frame[];
  readonly onlyStudents: readonly Frame[];
  /** What a teacher sends that everyone hears, and how a student hears it; `seq` and `at` are not compared. */
  readonly heardByAll: { send: Frame; heard: Frame };
  /** Ends the session; the frame that everyone gets of it. */
  readonly end: { send: Frame; heard: Frame };
  readonly flooding: number;
}

/** What no dialect understands; the same fault in each. */
const senseless: readonly { what: string; send: string | ArrayBuffer; code: FaultCode; message?: string }[] = [
  { what: "no JSON", send: "hello", code: "malformed", message: "This is not JSON." },
  { what: "nothing at all", send: "", code: "malformed", message: "This is not JSON." },
  { what: "half a frame", send: '{"type": "jo', code: "malformed", message: "This is not JSON." },
  { what: "an array", send: '[{"type": "join"}]', code: "malformed", message: "A frame is an object with a `type`." },
  { what: "a text", send: '"join"', code: "malformed", message: "A frame is an object with a `type`." },
  { what: "null", send: "null", code: "malformed", message: "A frame is an object with a `type`." },
  { what: "binary", send: new TextEncoder().encode('{"type": "join"}').buffer, code: "not_text" },
];
const nameless: readonly { what: string; send: string }[] = [
  { what: "an empty object", send: "{}" },
  { what: "a type that is a number", send: '{"type": 7, "event": 7}' },
  { what: "a type that is null", send: '{"type": null, "event": null}' },
  { what: "a type that is inherited", send: '{"__proto__": {"type": "join", "event": "join"}}' },
];
const unknown = ["no_such_thing", "constructor", "__proto__", "toString", "hasOwnProperty", ""];

export function dialectContract(app: Spoken): void {
  const url = (room: TestClass, role: "INSTRUCTOR" | "STUDENT", session = room.session.code) =>
    room.url + app.path(session, role);

  /** Connects, and takes the greeting. */
  async function enter(room: TestClass, token: string, role: "INSTRUCTOR" | "STUDENT", session?: string) {
    const socket = await TestSocket.open(url(room, role, session), token);
    for (const type of app.greeting) expect(await socket.next()).toMatchObject({ type });
    return socket;
  }

  let signs = 0;
  /** What came until a sign of life of ours was answered: everything that had been told by now, exactly. */
  async function heard(socket: TestSocket): Promise<Frame[]> {
    const { send, answer } = app.alive(++signs);
    const frames = await socket.all(send, (frame) => Bun.deepEquals(frame, { ...answer, at: frame.at }));
    return frames.filter((frame) => !app.aside(frame));
  }

  /** A class of a teacher and two students, all connected, with nothing left to hear. */
  async function openRoom(options: Parameters<typeof openClass>[0] = {}) {
    const room = await openClass(options);
    const [ann, ben] = [await room.join("Ann"), await room.join("Ben")];
    const sockets = {
      teacher: await enter(room, room.teacher, "INSTRUCTOR"),
      ann: await enter(room, ann.token, "STUDENT"),
      ben: await enter(room, ben.token, "STUDENT"),
    };
    for (const socket of Object.values(sockets)) await heard(socket);
    return { room, ann, ben, sockets, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
  }

  /** How far a session's log is. */
  const seqOf = (room: TestClass) => room.server.live.rooms.find(room.session.id)?.seq;

  /** Sends something that must be refused: its sender gets `answer`, nobody anything else, and nothing happened. */
  async function refuses(
    { room, sockets }: Awaited<ReturnType<typeof openRoom>>,
    who: "teacher" | "ann",
    send: unknown,
    answer: Frame,
  ): Promise<void> {
    const before = seqOf(room);
    sockets[who].send(send);
    // The turn in which a command would be carried out comes before a second sign of life.
    const got = [...(await heard(sockets[who])), ...(await heard(sockets[who]))];
    expect({ send, got }).toEqual({ send, got: [answer] });
    for (const other of [sockets.teacher, sockets.ann, sockets.ben]) {
      expect({ send, got: await heard(other) }).toEqual({ send, got: [] });
    }
    expect(seqOf(room)).toBe(before);
  }

  const bare = ({ seq: _, at: __, ...frame }: Frame) => frame;

  describe(`${app.name}: what holds in every dialect`, () => {
    test("what is no frame is answered by the error frame alone, and the connection goes on", async () => {
      await using room = await openRoom();
      for (const { send, code, message } of senseless) {
        await refuses(room, "ann", send, app.fault(code, message ?? catalogue[code].text));
      }
      for (const { send } of nameless) {
        await refuses(room, "ann", send, app.fault("malformed", "A frame is an object with a `type`."));
      }
    });

    test("an unknown name is answered by the error frame alone, also where every object has such a key", async () => {
      await using room = await openRoom();
      for (const name of unknown) {
        await refuses(room, "ann", app.named(name), app.fault("unknown_type", `Unknown message type: ${name}`));
      }
      const long = "x".repeat(5000);
      await refuses(
        room,
        "ann",
        app.named(long),
        app.fault("unknown_type", `Unknown message type: ${long.slice(0, 100)}`),
      );
    });

    test("a known frame whose data does not fit is answered by the error frame alone", async () => {
      await using room = await openRoom();
      for (const { send, answer } of app.misfits) await refuses(room, "ann", send, answer);
    });

    test("a student who sends a teacher's frame, and the other way round, gets the error frame and nothing changes", async () => {
      await using room = await openRoom();
      const answer = app.fault("not_allowed", catalogue.not_allowed.text);
      for (const send of app.onlyInstructors) await refuses(room, "ann", send, answer);
      for (const send of app.onlyStudents) await refuses(room, "teacher", send, answer);
    });

    test("a frame of 64 KiB is read, and one byte more closes the connection with 1009", async () => {
      await using room = await openRoom();
      const { room: at, sockets } = room;
      const whole = JSON.stringify(app.named("big"));
      const padded = (length: number) => whole.replace(/\}$/, `,"pad":"${"x".repeat(length - whole.length - 9)}"}`);
      expect(padded(65_536)).toHaveLength(65_536);
      await refuses(room, "ann", padded(65_536), app.fault("unknown_type", "Unknown message type: big"));
      sockets.ann.send(padded(65_537));
      expect((await sockets.ann.closed).code).toBe(1009);
      expect(await heard(sockets.ben)).not.toContainEqual(expect.objectContaining({ type: "error" }));
      await using again = await enter(at, room.ann.token, "STUDENT");
      expect(await heard(again)).toEqual([]);
    });

    test("a code in small letters, the session's id and a slash at the end lead to the same room", async () => {
      await using room = await openClass({ code: "TEST001" });
      const { token } = await room.join("Ann");
      for (const session of ["TEST001", "test001", "Test001", room.session.id, room.session.id.toUpperCase()]) {
        for (const slash of ["", "/"]) {
          await using socket = await enter(room, token, "STUDENT", session + slash);
          expect(await heard(socket)).toEqual([]);
        }
      }
      const found = Array.from(room.server.live.rooms.all(), ({ id }) => id);
      expect(found).toEqual([room.session.id]);
    });

    test("without a right credential, for an unknown session or an ended one the upgrade itself is refused", async () => {
      await using room = await openClass({ code: "TEST001" });
      const { token } = await room.join("Ann");
      const at = (session = "TEST001") => room.url + app.path(session, "STUDENT");
      const stranger = problem(403, "not_allowed", catalogue.not_allowed.text, catalogue.no_credential.text);
      const nowhere = problem(404, "session_not_found", "Session not found");
      const over = problem(409, "session_ended", "The session has ended.");

      expect((await knock(at(), token)).status).toBe(101);
      for (const url of [at(), `${at()}/`, at("test001"), at(room.session.id), `${at()}?ticket=made-up`]) {
        const { status, body } = await knock(url);
        expect([url, status, body]).toEqual([url, 403, stranger]);
      }
      for (const wrong of ["made-up", `${token}x`, token.slice(0, -1), token.toUpperCase()]) {
        const { status, body } = await knock(at(), wrong);
        expect([wrong, status, body]).toEqual([wrong, 403, stranger]);
      }
      for (const unknown of ["NOSUCH", "00000000-0000-7000-8000-000000000000", "%00", "%E0%A4%A", "__proto__"]) {
        const { status, body } = await knock(at(unknown), token);
        expect([unknown, status, body]).toEqual([unknown, 404, nowhere]);
      }
      await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
      const { status, body } = await knock(at(), token);
      expect([status, body]).toEqual([409, over]);
    });

    test("when a session ends everyone gets the dialect's frame of it, then the close 1000", async () => {
      await using room = await openRoom();
      room.sockets.teacher.send(app.end.send);
      for (const socket of Object.values(room.sockets)) {
        const { code } = await socket.closed;
        const frames = socket.texts.map((text) => JSON.parse(text)).filter((frame) => !app.aside(frame));
        expect({ code, last: frames.at(-1) }).toMatchObject({ code: 1000, last: app.end.heard });
      }
    });

    test("what one session tells is not heard in another", async () => {
      await using server = await openTestServer();
      await using here = await openClass({ server, code: "HERE" });
      await using there = await openClass({ server, code: "THERE" });
      const [ann, zoe] = [await here.join("Ann"), await there.join("Zoe")];
      const near = await enter(here, ann.token, "STUDENT");
      const far = [await enter(there, zoe.token, "STUDENT"), await enter(there, there.teacher, "INSTRUCTOR")];
      const teacher = await enter(here, here.teacher, "INSTRUCTOR");
      for (const socket of [near, teacher, ...far]) await heard(socket);
      teacher.send(app.heardByAll.send);
      expect(bare(await near.until(String(app.heardByAll.heard.type)))).toMatchObject(app.heardByAll.heard);
      for (const socket of far) expect(await heard(socket)).toEqual([]);
    });

    test("who has no seat in a session cannot act in it by having one in another", async () => {
      await using server = await openTestServer();
      await using here = await openClass({ server, code: "HERE" });
      await using there = await openClass({ server, code: "THERE" });
      const { token } = await here.join("Ann");
      const lesson = there.lesson.subtasks[0]?.id;
      const { status, body } = await there.call("POST", `/api/sessions/THERE/steps/${lesson}/complete`, token);
      expect([status, body]).toEqual([403, problem(403, "not_in_session", "You have not joined this session.")]);
    });

    test("who is removed is closed with 4403 on every connection, and not let in again", async () => {
      await using room = await openRoom();
      const second = await enter(room.room, room.ann.token, "STUDENT");
      const { id } = room.ann.participant;
      await room.room.call(
        "POST",
        `/api/sessions/${room.room.session.code}/participants/${id}/remove`,
        room.room.teacher,
      );
      for (const socket of [room.sockets.ann, second]) {
        expect(await socket.closed).toEqual({ code: 4403, reason: "removed" });
      }
      const { status, body } = await knock(url(room.room, "STUDENT"), room.ann.token);
      expect([status, body]).toEqual([403, problem(403, "removed", catalogue.removed.text)]);
      expect((await heard(room.sockets.ben)).filter(({ type }) => type === "error")).toEqual([]);
    });

    test("signing out closes that credential's connections with 4401, and nobody else's", async () => {
      await using room = await openRoom();
      await room.room.call("POST", "/api/auth/logout", room.ann.token);
      expect(await room.sockets.ann.closed).toEqual({ code: 4401, reason: "credential ended" });
      expect((await knock(url(room.room, "STUDENT"), room.ann.token)).status).toBe(403);
      expect((await heard(room.sockets.ben)).filter(({ type }) => type === "error")).toEqual([]);
    });

    test("deleting a session closes every connection with 4404", async () => {
      await using room = await openRoom();
      await room.room.call("DELETE", `/api/sessions/${room.room.session.id}`, room.room.teacher);
      for (const socket of Object.values(room.sockets)) {
        expect(await socket.closed).toEqual({ code: 4404, reason: "session deleted" });
      }
      expect((await knock(url(room.room, "STUDENT"), room.ann.token)).status).toBe(404);
    });

    test("of nine sockets of one person the oldest gives way with 4409", async () => {
      await using room = await openClass();
      const { token } = await room.join("Ann");
      const sockets: TestSocket[] = [];
      for (let n = 0; n < 9; n++) sockets.push(await enter(room, token, "STUDENT"));
      const [oldest, ...others] = sockets;
      expect(await oldest?.closed).toEqual({ code: 4409, reason: "replaced by a newer connection" });
      for (const socket of others) expect(await heard(socket)).toEqual([]);
    });

    test("a one-time ticket opens one connection", async () => {
      await using room = await openClass();
      const { token } = await room.join("Ann");
      const { ticket } = (await room.call("POST", "/api/auth/ticket", token)).body;
      const at = `${url(room, "STUDENT")}?ticket=${ticket}`;
      await using socket = await TestSocket.open(at);
      for (const type of app.greeting) expect(await socket.next()).toMatchObject({ type });
      expect(await heard(socket)).toEqual([]);
      expect((await knock(at)).status).toBe(403);
    });

    test("past the frame limit comes the error frame, and past ten times that the close", async () => {
      await using server = await openTestServer({ rateLimit: 1 });
      await using room = await openClass({ server });
      const { token } = await room.join("Ann");
      await using calm = await enter(room, room.teacher, "INSTRUCTOR");
      const socket = await enter(room, token, "STUDENT");
      for (let n = 0; n < 200; n++) socket.send(app.alive(n).send);
      expect((await socket.closed).code).toBe(app.flooding);
      const frames = socket.texts.map((text) => JSON.parse(text)).filter((frame) => !app.aside(frame));
      const answers = frames.slice(app.greeting.length);
      const refused = answers.findIndex((frame) => frame.type === "error");
      expect(answers.slice(0, refused).map(bare)).toEqual([1, 2, 3, 4].map((n) => bare(app.alive(n - 1).answer)));
      expect(answers[refused]).toEqual(app.fault("rate_limited", catalogue.rate_limited.text));
      expect(answers.slice(refused).filter((frame) => frame.type === "error").length).toBeGreaterThanOrEqual(36);
      expect((await heard(calm)).filter(({ type }) => type === "error")).toEqual([]);
    });
  });
}
