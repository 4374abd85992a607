/** A class that is locked or full: at the join page, and at the door of an app that makes a seat by connecting. */

import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, type TestClass, temporaryFolder } from "../support/class.ts";
import { openDatabase } from "../support/home.ts";
import { knock } from "../support/knock.ts";
import { TestSocket } from "../support/socket.ts";

const change = (room: TestClass, settings: object) =>
  room.call("PATCH", "/api/sessions/TEST001", room.teacher, { settings });
const enter = async (room: TestClass, nickname: string, token?: string) => {
  const { status, body } = await room.call("POST", "/api/sessions/TEST001/join", token, { nickname });
  return [status, body.code];
};

describe("a locked class", () => {
  test("admits nobody new by joining or connecting; students with a seat can enter, and after unlocking everyone can", async () => {
    await using room = await openClass({ code: "TEST001" });
    const ann = await room.join("Ann");
    const other = await openOther(room);
    expect((await change(room, { locked: true })).body.settings.locked).toBe(true);
    expect(await enter(room, "Bob")).toEqual([403, "session_locked"]);
    expect(await enter(room, "Bob", other)).toEqual([403, "session_locked"]);
    expect(await enter(room, "Ann", ann.token)).toEqual([200, undefined]);
    for (const [path, token] of [
      ["/ws/session/TEST001/student/", undefined],
      ["/ws/sessions/TEST001/", other],
    ] as const) {
      const { status, body } = await knock(room.url + path, token);
      expect([status, body.code]).toEqual([403, "session_locked"]);
    }
    await using seated = await TestSocket.open(`${room.url}/ws/live/TEST001`, ann.token);
    expect((await seated.next()).data.session.settings.locked).toBe(true);
    await change(room, { locked: false });
    expect(await enter(room, "Bob")).toEqual([201, undefined]);
  });

  /** Someone with a credential and no seat in the class. */
  async function openOther(room: TestClass): Promise<string> {
    await room.call("POST", "/api/sessions", room.teacher, { title: "Other", code: "OTHER" });
    return (await room.call("POST", "/api/sessions/OTHER/join", undefined, { nickname: "Zoe" })).body.token;
  }
});

describe("a full class", () => {
  test("admits as many students as it has seats, not counting the teacher", async () => {
    await using room = await openClass({ code: "TEST001" });
    await change(room, { max_participants: 2 });
    expect(await enter(room, "Ann")).toEqual([201, undefined]);
    expect(await enter(room, "Bob")).toEqual([201, undefined]);
    expect(await enter(room, "Cid")).toEqual([409, "session_full"]);
    const { status, body } = await knock(`${room.url}/ws/session/TEST001/student/`);
    expect([status, body.code]).toEqual([409, "session_full"]);
    await change(room, { max_participants: 3 });
    expect(await enter(room, "Cid")).toEqual([201, undefined]);
    // Nobody who was refused has left an account.
    using sqlite = await openDatabase(room);
    expect(sqlite.query("SELECT count(*) AS guests FROM users WHERE role = 'guest'").get()).toEqual({ guests: 3 });
  });

  test.each([0, 10_001, 1.5, "many"])("cannot have %p seats", async (max_participants) => {
    await using room = await openClass({ code: "TEST001" });
    expect((await change(room, { max_participants })).status).toBe(422);
  });
});

const inFolder = testAlone("it changes the database in the data folder");

inFolder("a session from before these settings existed is unlocked and has 1,000 seats", async () => {
  using folder = temporaryFolder();
  {
    await using room = await openClass({ server: await openTestServer({ data: folder.path }), code: "TEST001" });
    await change(room, { guests: true });
  }
  {
    using sqlite = new Database(join(folder.path, databaseFile));
    sqlite.run("UPDATE events SET data = json_remove(data, '$.settings.locked', '$.settings.max_participants')");
  }
  await using server = await openTestServer({ data: folder.path });
  const teacher = await server.teacher();
  const { body } = await server.call("GET", "/api/sessions/TEST001", teacher);
  expect(body.settings).toMatchObject({ guests: true, locked: false, max_participants: 1000 });
  const [listed] = (await server.call("GET", "/api/sessions", teacher)).body;
  expect(listed.settings).toEqual(body.settings);
});
