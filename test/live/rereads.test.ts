/** After a failed commit a room is read from its log again. What happens if that takes long, or fails. */

import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { ServerWebSocket } from "bun";
import { native } from "../../src/dialects/native.ts";
import { createAccessLog } from "../../src/live/access-log.ts";
import type { Peer } from "../../src/live/peer.ts";
import type { Connection } from "../../src/live/room.ts";
import { openSnapshots } from "../../src/live/snapshots.ts";
import type { Log } from "../../src/store/log.ts";
import { databaseFile } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { codeOf, openTestRoom, type TestRoom } from "../support/room.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

const fault = (code: string) => Object.assign(new Error("the disk"), { code });

/** A room whose log takes several slices to read. */
async function openLongRoom(wrap?: (log: Log) => Log): Promise<TestRoom> {
  const room = await openTestRoom(wrap ? { wrap } : {});
  const ask = { by: room.teacher.id, command: "step.start", input: { subtask_id: room.lesson.subtasks[0]?.id } };
  for (let n = 0; n < 6; n++) room.turn(...Array.from({ length: 1000 }, () => ask));
  return room;
}

/** What a command of the teacher's is answered. */
function pause({ kernel, room, teacher }: TestRoom): Promise<string> {
  const ask = { command: "session.pause", actor: teacher.id, input: {}, id: undefined };
  return new Promise((resolve) => kernel.submit({ room, ask, settle: (outcome) => resolve(codeOf(outcome)) }));
}

describe("a room with a long log", () => {
  test("is read from its snapshot", async () => {
    let fails = false;
    const from: number[] = [];
    await using room = await openLongRoom((log) => ({
      ...log,
      batch: (work) =>
        log.batch(() => {
          const done = work();
          if (fails) throw fault("SQLITE_FULL");
          return done;
        }),
      since(...of) {
        from.push(of[1]);
        return log.since(...of);
      },
    }));
    openSnapshots(room.store.snapshots, room.store.turns).save(room.room);
    const { seq } = room.room;
    fails = true;
    expect(await pause(room)).toBe("storage_full");
    fails = false;
    expect([from, room.room.seq]).toEqual([[seq], seq]);
  });

  test("that cannot be read to its end rejects every command, each after one try, until it can be read", async () => {
    const fails = { commits: false, reads: false };
    let tries = 0;
    await using room = await openLongRoom((log) => ({
      ...log,
      batch: (work) =>
        log.batch(() => {
          const done = work();
          if (fails.commits) throw fault("SQLITE_FULL");
          return done;
        }),
      since(session, seq, limit) {
        if (seq === 0) tries += 1;
        if (fails.reads && seq >= 5000) throw fault("SQLITE_IOERR_READ");
        return log.since(session, seq, limit);
      },
    }));
    Object.assign(fails, { commits: true, reads: true });
    expect(await pause(room)).toBe("storage_full");
    fails.commits = false;
    tries = 0;
    expect(await Promise.all([pause(room), pause(room)])).toEqual(["storage_failed", "storage_failed"]);
    expect(await pause(room)).toBe("storage_failed");
    expect(tries).toBeLessThanOrEqual(3);
    fails.reads = false;
    expect(await pause(room)).toBe("ok");
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(room.replayed());
  });

  test("answers a command that hits a bug with `internal`, and executes the other commands of the turn", async () => {
    await using room = await openLongRoom((log) => ({
      ...log,
      append(session, entry) {
        if ((entry.data as { message?: string }).message === "boom") throw new TypeError("a bug");
        log.append(session, entry);
      },
      since(session, seq, limit) {
        // On a slow disk, so that reading takes more turns than there are commands.
        const end = performance.now() + 2;
        while (performance.now() < end);
        return log.since(session, seq, limit);
      },
    }));
    const { kernel, students, teacher } = room;
    const help = (actor: string | undefined, message: string) =>
      kernel
        .ask({
          room: room.room,
          ask: { command: "help.request", actor: actor ?? "", input: { message }, id: undefined },
        })
        .then(
          () => "ok",
          ({ code }) => code,
        );
    const [ann, bob] = students;
    const all = [help(ann?.id, "first"), help(bob?.id, "boom"), help(ann?.id, "third"), pause(room)];
    expect(await Promise.all(all)).toEqual(["ok", "internal", "ok", "ok"]);
    expect(room.published.slice(-3).map(({ actor }) => actor)).toEqual([ann?.id, ann?.id, teacher.id] as string[]);
    expect({ state: room.room.state, seq: room.room.seq }).toEqual(room.replayed());
  });

  test("is not visible while its state may contain events that were not stored", async () => {
    await using room = await openLongRoom();
    const { live, store } = room;
    const { batch, since } = store.log;
    const full: Log["batch"] = (work) =>
      batch(() => {
        work();
        throw fault("SQLITE_FULL");
      });
    const unreadable = () => {
      throw fault("SQLITE_IOERR_READ");
    };
    await using server = openServer(room);

    Object.assign(store.log, { batch: full });
    const early = live.sessions.seat(room.room, { nickname: "Never seated" }).catch(({ code }) => code);
    await using host = await TestSocket.open(`ws://127.0.0.1:${server.port}/`);
    expect(await early).toBe("storage_full");
    const { type, data } = await host.next();
    expect(type).toBe("welcome");
    const names = data.participants.map(({ nickname }: { nickname: string }) => nickname);
    expect(names).toEqual(["Teacher", "Student 1", "Student 2", "Student 3"]);

    Object.assign(store.log, { since: unreadable });
    expect(await live.sessions.seat(room.room, { nickname: "Nor this one" }).catch(({ code }) => code)).toBe(
      "storage_full",
    );
    expect(await live.rooms.open(room.room.id).catch(({ code }) => code)).toBe("storage_failed");
    await using late = await TestSocket.open(`ws://127.0.0.1:${server.port}/`);
    expect((await late.closed).code).toBe(1011);

    Object.assign(store.log, { batch, since });
    expect(await live.rooms.open(room.room.id)).toBe(room.room);
    await using back = await TestSocket.open(`ws://127.0.0.1:${server.port}/`);
    expect((await back.next()).type).toBe("welcome");
  });
});

/** Lets anybody in as the room's teacher. */
function openServer({ live, room, teacher }: TestRoom) {
  const server = Bun.serve<Peer>({
    port: 0,
    hostname: "127.0.0.1",
    fetch(request, server) {
      const data: Connection = {
        room,
        dialect: native,
        handler: live.seats,
        participantId: teacher.id,
        role: "INSTRUCTOR",
        program: undefined,
        credential: undefined,
        requestedSession: room.id,
        since: undefined,
        epoch: undefined,
        views: [],
        who: { key: teacher.id, nickname: teacher.nickname, session: null },
        listening: "greeting",
        delayedReplies: 0,
        at: 0,
        trace: createAccessLog().trace({ address: "127.0.0.1" }),
        ws: undefined as ServerWebSocket<Peer> | undefined,
      };
      return server.upgrade(request, { data }) ? undefined : new Response(null, { status: 400 });
    },
    websocket: live.sockets.handlers,
  });
  return { port: server.port, [Symbol.asyncDispose]: () => server.stop(true) };
}

const inFolder = testAlone("it damages the database in the data folder");

inFolder(
  "a client that resumes while the log cannot be read is disconnected, so that it does not wait forever",
  async () => {
    await using class_ = await openClass();
    const { url, session, teacher, data, lesson } = class_;
    const { room, live } = homeOf(class_, session.id);
    const [actor = ""] = room.state.participants.people.keys();
    const ask = { command: "step.start", actor, input: { subtask_id: lesson.subtasks[0]?.id }, id: undefined };
    for (let n = 0; n < 10; n++) await live.kernel.ask({ room, ask });
    using damaged = new Database(join(data, databaseFile));
    damaged.run("UPDATE events SET data = '{' WHERE session_id = ? AND seq = 8", [session.id]);
    await using socket = await TestSocket.open(`${url}/ws/live/${session.code}?since=2`, teacher);
    expect(await socket.closed).toEqual({ code: 1011, reason: "internal error" });
  },
);
