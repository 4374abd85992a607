/**
 * What must hold in every dialect, whatever its frames are called. `contract.test.ts` runs it over the registry; what
 * only that app has is in its transcript.
 */
import { describe, expect, test } from "bun:test";
import { catalogue, type FaultCode } from "../../src/features/index.ts";
import { openClass as openAnyClass, openTestServer, type TestClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { knock, problem } from "../support/knock.ts";
import { rounds, settled } from "../support/rounds.ts";
import { frameOf, TestSocket } from "../support/socket.ts";
import { type Act, type Frame, type Named, nameOf, type Reason, type Sent, type Voice } from "./voices/voice.ts";

interface Senseless {
  readonly what: string;
  readonly send: string | ArrayBuffer;
  readonly code: FaultCode;
  readonly message?: string;
}

/** Messages that every dialect rejects with the same fault. */
const binary: Senseless = {
  what: "binary",
  send: new TextEncoder().encode('{"type": "join"}').buffer,
  code: "not_text",
};
/** Messages that every dialect in JSON rejects with the same fault. */
const noFrames: readonly Senseless[] = [
  { what: "no JSON", send: "hello", code: "malformed", message: "This is not JSON." },
  { what: "nothing at all", send: "", code: "malformed", message: "This is not JSON." },
  { what: "half a frame", send: '{"type": "jo', code: "malformed", message: "This is not JSON." },
  { what: "an array", send: '[{"type": "join"}]', code: "malformed", message: "A frame is an object with a `type`." },
  { what: "a text", send: '"join"', code: "malformed", message: "A frame is an object with a `type`." },
  { what: "null", send: "null", code: "malformed", message: "A frame is an object with a `type`." },
];
/** Frames without a name, and the name in the apps' error texts, which is Python's. */
const nameless: readonly { what: string; send: string; name: string }[] = [
  { what: "an empty object", send: "{}", name: "None" },
  { what: "a type that is a number", send: '{"type": 7, "event": 7}', name: "7" },
  { what: "a type that is null", send: '{"type": null, "event": null}', name: "None" },
  { what: "a type that is true", send: '{"type": true}', name: "True" },
  { what: "a type that is inherited", send: '{"__proto__": {"type": "join", "event": "join"}}', name: "None" },
];
const unknown = ["no_such_thing", "constructor", "__proto__", "toString", "hasOwnProperty", ""];

/** A participant. */
interface Person extends Named {
  readonly token: string;
}

const isError = (frame: Frame) => String(nameOf(frame)).toLowerCase() === "error";

async function teacherOf(room: TestClass): Promise<Person> {
  const path = `/api/sessions/${room.session.id}/participants`;
  return { ...(await room.call("GET", path, room.teacher)).body[0], token: room.teacher };
}

async function join(room: TestClass, nickname: string): Promise<Person> {
  const { token, participant } = await room.join(nickname);
  return { ...participant, token };
}

export function dialectContract(name: string, app: Voice): void {
  /** A class that the app can join. */
  const openClass = (options: Parameters<typeof openAnyClass>[0] = {}) =>
    openAnyClass({ ...(app.features && { features: app.features }), ...options });
  /** Whether its frames are JSON; else they are lines. */
  const speaksJson = typeof app.named("") !== "string";
  const url = (room: TestClass, who: Named, session = room.session.code) => room.url + app.path(session, who);

  /** Connects and receives the greeting. */
  async function enter(room: TestClass, who: Person, session?: string, slash = "") {
    const socket = await TestSocket.open(url(room, who, session) + slash, who.token);
    for (const name of app.greeting) expect(nameOf(await socket.next())).toBe(name);
    return socket;
  }

  /** Tries to connect and expects to be rejected. */
  async function expectRejected(url: string, token: string | undefined, why: Reason): Promise<void> {
    const expected = app.refusals[why];
    if ("status" in expected) {
      const { status, body } = await knock(url, token);
      expect({ url, status, body }).toEqual({ url, ...expected });
    } else {
      const socket = await TestSocket.open(url, token);
      expect({ url, ...(await socket.closed), heard: socket.texts }).toEqual({ url, ...expected, heard: [] });
    }
  }

  /** Acts as the teacher. */
  const does = (room: TestClass, socket: TestSocket, act: Act) =>
    "send" in act ? socket.send(act.send) : room.call(act.call[0], act.call[1], room.teacher, act.call[2]);

  /** Whether to ignore a frame: sent by timer, or about other connections that open and close during a test. */
  const isIgnored = (frame: Frame) => app.aside(frame) || app.comings?.(frame) === true;

  let pings = 0;
  /** Every frame received until a ping is answered: exactly those sent so far. */
  async function heard(socket: TestSocket): Promise<Frame[]> {
    const { send, answer } = app.alive(++pings);
    const frames = await socket.all(send, (frame) => Bun.deepEquals(frame, { ...answer, at: frame.at }));
    return frames.filter((frame) => !isIgnored(frame));
  }

  /** Opens a class with a teacher and two students, all connected, with all frames received. */
  async function openRoom(options: Parameters<typeof openAnyClass>[0] = {}) {
    const room = await openClass(options);
    const [teacher, ann, ben] = [await teacherOf(room), await join(room, "Ann"), await join(room, "Ben")];
    const sockets = {
      teacher: await enter(room, teacher),
      ann: await enter(room, ann),
      ben: await enter(room, ben),
    };
    // An arrival is announced once it is on disk, which a ping does not wait for.
    for await (const _ of rounds(room)) for (const socket of Object.values(sockets)) await heard(socket);
    return { room, teacher, ann, ben, sockets, [Symbol.asyncDispose]: () => room[Symbol.asyncDispose]() };
  }

  /** The last seq of a session's log. */
  const seqOf = (room: TestClass) => homeOf(room, room.session.id).room.seq;

  /** Sends a frame that must be rejected: its sender receives `answer`, nobody receives anything else, nothing changes. */
  async function refuses(
    { room, sockets }: Awaited<ReturnType<typeof openRoom>>,
    who: "teacher" | "ann",
    send: Sent | ArrayBuffer,
    answer: Frame,
  ): Promise<void> {
    const before = seqOf(room);
    sockets[who].send(send);
    const got: Frame[] = [];
    for await (const _ of rounds(room)) got.push(...(await heard(sockets[who])));
    expect({ send, got }).toEqual({ send, got: [answer] });
    for (const other of [sockets.teacher, sockets.ann, sockets.ben]) {
      expect({ send, got: await heard(other) }).toEqual({ send, got: [] });
    }
    expect(seqOf(room)).toBe(before);
  }

  const bare = ({ seq: _, at: __, ...frame }: Frame) => frame;

  describe(`${name}: contract of every dialect`, () => {
    test("P3 a message that is not a frame gets only the error frame, and the connection continues", async () => {
      await using room = await openRoom();
      for (const { send, code, message } of speaksJson ? [binary, ...noFrames] : [binary]) {
        await refuses(room, "ann", send, app.fault(code, message ?? catalogue[code].text));
      }
      for (const { send, name } of speaksJson ? nameless : []) {
        const message = {
          unknown_type: `Unknown message type: ${name}`,
          malformed: "A frame is an object with a `type`.",
        }[app.typeless];
        await refuses(room, "ann", send, app.fault(app.typeless, message));
      }
    });

    test("an unknown name gets only the error frame, even if every object has such a key", async () => {
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

    const unfit = app.misfits.length > 0;
    const noData = unfit ? "" : " (skipped: no frame of its has data to fit)";
    test.skipIf(!unfit)(
      `a known frame whose data does not fit is answered by the error frame alone${noData}`,
      async () => {
        await using room = await openRoom();
        for (const { send, answer } of app.misfits) await refuses(room, "ann", send, answer);
      },
    );

    const ofRoles = app.onlyInstructors.length + app.onlyStudents.length > 0;
    const noRoles = ofRoles ? "" : " (skipped: no frame of its is one role's alone)";
    test.skipIf(!ofRoles)(
      `a student who sends a teacher's frame, or the other way round, is refused${noRoles}`,
      async () => {
        await using room = await openRoom();
        const answer = app.fault("not_allowed", catalogue.not_allowed.text);
        for (const send of app.onlyInstructors) await refuses(room, "ann", send, answer);
        for (const send of app.onlyStudents) await refuses(room, "teacher", send, answer);
      },
    );

    test("a frame of 64 KiB is accepted; one byte more closes the connection with 1009", async () => {
      await using room = await openRoom();
      const { room: at, sockets } = room;
      const big = app.named("big");
      const whole = JSON.stringify(big);
      const padded = (length: number) =>
        typeof big === "string"
          ? `${big} `.padEnd(length, "x")
          : whole.replace(/\}$/, `,"pad":"${"x".repeat(length - whole.length - 9)}"}`);
      expect(padded(65_536)).toHaveLength(65_536);
      await refuses(room, "ann", padded(65_536), app.fault("unknown_type", "Unknown message type: big"));
      sockets.ann.send(padded(65_537));
      expect((await sockets.ann.closed).code).toBe(1009);
      expect((await heard(sockets.ben)).filter(isError)).toEqual([]);
      await using again = await enter(at, room.ann);
      expect(await heard(again)).toEqual([]);
    });

    test("a code in lower case, the session's id and a trailing slash lead to the same room", async () => {
      await using room = await openClass({ code: "TEST001" });
      const ann = await join(room, "Ann");
      for (const session of ["TEST001", "test001", "Test001", room.session.id, room.session.id.toUpperCase()]) {
        for (const slash of ["", "/"]) {
          await using socket = await enter(room, ann, session, slash);
          expect(await heard(socket)).toEqual([]);
        }
      }
      const found = room.nodes.flatMap(({ live }) => Array.from(live.rooms.all(), ({ id }) => id));
      expect(found).toEqual([room.session.id]);
    });

    test("nobody can connect without a valid credential, to an unknown session or to an ended one", async () => {
      await using room = await openClass({ code: "TEST001" });
      const ann = await join(room, "Ann");
      await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { settings: { guests: false } });
      const seats = async () => (await room.call("GET", "/api/sessions/TEST001/participants", ann.token)).body.length;
      const at = (session = "TEST001") => url(room, ann, session);

      await (await enter(room, ann))[Symbol.asyncDispose]();
      for (const url of [at(), `${at()}/`, at("test001"), at(room.session.id)]) {
        await expectRejected(url, undefined, "noCredential");
      }
      await room.call("PATCH", "/api/sessions/TEST001", room.teacher, { settings: { guests: true } });
      for (const wrong of ["made-up", `${ann.token}x`, ann.token.slice(0, -1), ann.token.toUpperCase()]) {
        await expectRejected(at(), wrong, "wrongCredential");
        await expectRejected(`${at()}?ticket=${wrong}`, undefined, "wrongCredential");
      }
      for (const unknown of ["NOSUCH", "00000000-0000-7000-8000-000000000000", "%00", "%E0%A4%A", "__proto__"]) {
        await expectRejected(at(unknown), ann.token, "unknownSession");
      }
      expect(await seats()).toBe(2);
      await room.call("POST", "/api/sessions/TEST001/end", room.teacher);
      await expectRejected(at(), ann.token, "ended");
    });

    test("when a session ends, everybody receives the dialect's frame for it, then the close 1000", async () => {
      await using room = await openRoom({ code: "TEST001" });
      await does(room.room, room.sockets.teacher, app.end.act);
      for (const socket of Object.values(room.sockets)) {
        const { code } = await socket.closed;
        const frames = socket.texts.map(frameOf).filter((frame) => !isIgnored(frame));
        if (app.end.heard) expect(frames.at(-1)).toMatchObject(app.end.heard);
        expect(code).toBe(1000);
      }
    });

    test("events of one session are not sent to another", async () => {
      await using server = await openTestServer();
      await using here = await openClass({ server, code: "TEST001" });
      await using there = await openClass({ server, code: "THERE" });
      const near = await enter(here, await join(here, "Ann"));
      const far = [await enter(there, await teacherOf(there)), await enter(there, await join(there, "Zoe"))];
      const teacher = await enter(here, await teacherOf(here));
      for (const socket of [near, teacher, ...far]) await heard(socket);
      await does(here, teacher, app.heardByStudents.act);
      const { heard: expected } = app.heardByStudents;
      expect(bare(await near.until(String(nameOf(expected))))).toMatchObject(expected);
      for (const socket of far) expect(await heard(socket)).toEqual([]);
    });

    test("a seat in one session gives no rights in another", async () => {
      await using server = await openTestServer();
      await using here = await openClass({ server, code: "HERE" });
      await using there = await openClass({ server, code: "THERE" });
      const { token } = await here.join("Ann");
      const lesson = there.lesson.subtasks[0]?.id;
      const { status, body } = await there.call("POST", `/api/sessions/THERE/steps/${lesson}/complete`, token);
      expect([status, body]).toEqual([403, problem(403, "not_in_session", "You have not joined this session.")]);
    });

    test("a removed participant is closed with 4403 on every connection and cannot connect again", async () => {
      await using room = await openRoom();
      const second = await enter(room.room, room.ann);
      const { id } = room.ann;
      await room.room.call(
        "POST",
        `/api/sessions/${room.room.session.code}/participants/${id}/remove`,
        room.room.teacher,
      );
      for (const socket of [room.sockets.ann, second]) {
        expect(await socket.closed).toEqual({ code: 4403, reason: "removed" });
      }
      await expectRejected(url(room.room, room.ann), room.ann.token, "removed");
      expect((await heard(room.sockets.ben)).filter(isError)).toEqual([]);
    });

    test("signing out closes only that credential's connections, with 4401", async () => {
      await using room = await openRoom();
      await room.room.call("POST", "/api/auth/logout", room.ann.token);
      expect(await room.sockets.ann.closed).toEqual({ code: 4401, reason: "credential ended" });
      await expectRejected(url(room.room, room.ann), room.ann.token, "wrongCredential");
      expect((await heard(room.sockets.ben)).filter(isError)).toEqual([]);
    });

    test("deleting a session closes every connection with 4404", async () => {
      await using room = await openRoom();
      await room.room.call("DELETE", `/api/sessions/${room.room.session.id}`, room.room.teacher);
      for (const socket of Object.values(room.sockets)) {
        expect(await socket.closed).toEqual({ code: 4404, reason: "session deleted" });
      }
      await expectRejected(url(room.room, room.ann), room.ann.token, "unknownSession");
    });

    test("a person's ninth socket closes the oldest with 4409", async () => {
      await using room = await openClass();
      const ann = await join(room, "Ann");
      const sockets: TestSocket[] = [];
      for (let n = 0; n < 9; n++) sockets.push(await enter(room, ann));
      const [oldest, ...others] = sockets;
      expect(await oldest?.closed).toEqual({ code: 4409, reason: "replaced by a newer connection" });
      for (const socket of others) expect(await heard(socket)).toEqual([]);
    });

    test("a one-time ticket opens one connection", async () => {
      await using room = await openClass();
      const ann = await join(room, "Ann");
      const { ticket } = (await room.call("POST", "/api/auth/ticket", ann.token)).body;
      const at = `${url(room, ann)}?ticket=${ticket}`;
      await using socket = await TestSocket.open(at);
      for (const name of app.greeting) expect(nameOf(await socket.next())).toBe(name);
      expect(await heard(socket)).toEqual([]);
      await expectRejected(at, undefined, "wrongCredential");
    });

    test("exceeding the frame limit gets the error frame, exceeding ten times the limit closes the connection", async () => {
      await using server = await openTestServer({ rateLimit: 1 });
      await using room = await openClass({ server });
      const ann = await join(room, "Ann");
      await using calm = await enter(room, await teacherOf(room));
      const socket = await enter(room, ann);
      // Answers wait for the greeting, and the close does not.
      await settled(server);
      for (let n = 0; n < 200; n++) socket.send(app.alive(n).send);
      expect((await socket.closed).code).toBe(app.flooding);
      const frames = socket.texts.slice(app.greeting.length).map(frameOf);
      const answers = frames.filter((frame) => !isIgnored(frame));
      const tooFast = app.fault("rate_limited", catalogue.rate_limited.text);
      const refused = answers.findIndex(({ id: _, ...frame }) => Bun.deepEquals(frame, tooFast));
      expect(answers.slice(0, refused).map(bare)).toEqual([0, 1, 2, 3].map((n) => bare(app.alive(n).answer)));
      expect(answers.slice(refused).filter(isError).length).toBeGreaterThanOrEqual(36);
      expect((await heard(calm)).filter(isError)).toEqual([]);
    });
  });
}
