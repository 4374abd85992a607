import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { Entry } from "../../src/store/log.ts";
import { openStore } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { homeOf, openStoreOf } from "../support/home.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

/** Who came and went, as the log has it. */
const attendance = (entries: readonly Entry[]): string[] =>
  entries
    .filter(({ type }) => /arrived|left/.test(type))
    .map(({ type, data }) => `${(data as { nickname: string }).nickname} ${type.split(".")[1]}`);

/** The next frame that tells who came, went or takes part, in few words. */
async function nextOf(socket: TestSocket): Promise<string> {
  for (;;) {
    const { type, data } = await socket.next();
    if (/participant\.(arrived|left|activated)/.test(type))
      return `${data.nickname} ${type.split(".")[1]} ${data.status}`;
  }
}

describe("K7 presence belongs to a person, not to a socket", () => {
  test("two tabs count as one arrival, and as one departure when the last of them closes", async () => {
    await using class_ = await openClass();
    const { url, session, teacher } = class_;
    const { token } = await class_.join("Ann");
    const bob = await class_.join("Bob");
    const live = `${url}/ws/live/${session.code}`;
    await using host = await TestSocket.open(live, teacher);
    await host.until("welcome");
    const tab = await TestSocket.open(live, token);
    const other = await TestSocket.open(live, token);
    const phone = await TestSocket.open(`${url}/ws/sessions/${session.code}`, token);
    expect(await nextOf(host)).toBe("Ann arrived ACTIVE");
    await tab[Symbol.asyncDispose]();
    await phone[Symbol.asyncDispose]();
    await using other2 = await TestSocket.open(live, bob.token);
    expect(await nextOf(host)).toBe("Bob arrived ACTIVE");
    await other[Symbol.asyncDispose]();
    expect(await nextOf(host)).toBe("Ann left DISCONNECTED");
    await using back = await TestSocket.open(live, token);
    expect(await nextOf(host)).toBe("Ann arrived ACTIVE");
    using store = await openStoreOf(class_);
    const entries = store.log.since(session.id, 0, 100);
    expect(attendance(entries)).toEqual(["Teacher arrived", "Ann arrived", "Bob arrived", "Ann left", "Ann arrived"]);
    await back[Symbol.asyncDispose]();
    await other2[Symbol.asyncDispose]();
  });

  test("a client whose app announces arrivals itself is not present until it does", async () => {
    await using class_ = await openClass();
    const { url, session, teacher } = class_;
    const { token } = await class_.join("Ann");
    await using host = await TestSocket.open(`${url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    await using phone = await TestSocket.open(`${url}/ws/sessions/${session.code}`, token);
    expect(await nextOf(host)).toBe("Ann arrived WAITING");
    phone.send({ type: "join" });
    expect((await host.until("participant.activated")).type).toBe("participant.activated");
    const [, ann] = (await class_.call("GET", `/api/sessions/${session.code}/participants`, token)).body;
    expect([ann.nickname, ann.status, ann.is_online]).toEqual(["Ann", "ACTIVE", true]);
  });

  test("a ninth socket closes the oldest with 4409, and the person stays present", async () => {
    await using class_ = await openClass();
    const { url, session } = class_;
    const { token, participant } = await class_.join("Ann");
    const sockets: TestSocket[] = [];
    for (let n = 0; n < 20; n++) {
      sockets.push(await TestSocket.open(`${url}/ws/live/${session.code}`, token));
      await sockets.at(-1)?.until("welcome");
    }
    const replaced = sockets.slice(0, 12);
    expect(await Promise.all(replaced.map(({ closed }) => closed))).toEqual(
      replaced.map(() => ({ code: 4409, reason: "replaced by a newer connection" })),
    );
    expect(homeOf(class_, session.id).room.connections.get(participant.id)?.size).toBe(8);
    for (const socket of sockets.slice(12)) {
      socket.send({ type: "ping", id: "here" });
      expect((await socket.until("pong")).id).toBe("here");
    }
    using store = await openStoreOf(class_);
    expect(attendance(store.log.since(session.id, 0, 100))).toEqual(["Ann arrived"]);
    for (const socket of sockets.slice(12)) await socket[Symbol.asyncDispose]();
  });

  test("if 40 people connect at once, students receive the count at most once a second, not one by one", async () => {
    await using class_ = await openClass();
    const { url, session, teacher } = class_;
    const { token } = await class_.join("Ann");
    const live = `${url}/ws/live/${session.code}`;
    await using ann = await TestSocket.open(live, token);
    await ann.until("welcome");
    const seats = await Promise.all(Array.from({ length: 40 }, (_, n) => class_.join(`Student ${n}`)));
    const came: number[] = [];
    const sockets = await Promise.all(seats.map((seat) => TestSocket.open(live, seat.token)));
    await using host = await TestSocket.open(live, teacher);
    await host.until("welcome");
    for (let count = 0; count < 42; ) {
      const frame = await ann.next();
      expect(frame.type).toBe("presence.counted");
      count = frame.data.online_count;
      came.push(performance.now());
      if (count === 42)
        expect(frame).toEqual({
          type: "presence.counted",
          at: frame.at,
          data: { online_count: 42, teacher_online: true },
        });
    }
    const between = came.slice(1).map((at, n) => at - (came[n] ?? 0));
    // 1,000 ms apart where they leave; a little less where they arrive.
    for (const gap of between) expect(gap).toBeGreaterThan(900);
    expect(came.length).toBeLessThanOrEqual(4);
    for (const socket of sockets) socket.close();
  });

  const inFolder = testAlone("it starts servers in the data folder");
  inFolder(
    "after a kill -9 and a restart everyone is absent, and the log has the time at which this was noticed",
    async () => {
      using folder = temporaryFolder();
      const { session, token } = await (async () => {
        await using server = await openTestServer({ data: folder.path });
        const class_ = await openClass({ server });
        return { session: class_.session, token: (await class_.join("Ann")).token };
      })();
      {
        await using server = await openServerProcess(folder.path);
        await using ann = await TestSocket.open(`${server.url}/ws/live/${session.code}`, token);
        await ann.until("welcome");
        await server.kill();
      }
      await using server = await openServerProcess(folder.path);
      const headers = { Authorization: `Bearer ${token}` };
      const people = await (await fetch(`${server.url}/api/sessions/${session.code}/participants`, { headers })).json();
      const status = await (await fetch(`${server.url}/api/sessions/${session.code}/status`, { headers })).json();
      expect((people as any[]).map(({ nickname, is_online, status }) => [nickname, is_online, status])).toEqual([
        ["Teacher", false, "WAITING"],
        ["Ann", false, "DISCONNECTED"],
      ]);
      expect(status).toEqual({
        session_code: session.code,
        status: "WAITING",
        online_participants: [],
        online_count: 0,
        total_participants: 2,
      });
      await server.kill();
      using store = openStore(folder.path);
      expect(attendance(store.log.since(session.id, 0, 100))).toEqual(["Ann arrived", "Ann left"]);
    },
  );
});
