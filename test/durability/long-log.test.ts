import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../../src/features/whole-session.ts";
import { databaseFile } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { fillLog } from "../support/long-log.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(60_000);

const made = temporaryFolder();
let long: { readonly teacher: string; readonly session: Session; readonly token: string };
/** A class whose log holds 100,000 events, of which hardly any is for a student. */
beforeAll(async () => {
  await using server = await openTestServer({ data: made.path });
  const { teacher, session, lesson, join } = await openClass({ server });
  const { token } = await join("Ann");
  fillLog(made.path, session.id, lesson, 100_000);
  long = { teacher, session, token };
});
afterAll(() => made[Symbol.dispose]());

/** Copies it into a folder. */
function copyLongClass(data: string): typeof long {
  cpSync(made.path, data, { recursive: true });
  return long;
}

/** How often the server answers somebody else until `done` resolves. */
async function answersUntil(url: string, done: Promise<unknown>): Promise<number> {
  let isDone = false;
  const end = done.then(() => {
    isDone = true;
  });
  let count = 0;
  for (; !isDone; count++) expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await end;
  return count;
}

/** How many bytes the only snapshot of a data folder has; undefined if there is none. */
function sizeOf(folder: string): number | undefined {
  using sqlite = new Database(join(folder, databaseFile), { readonly: true });
  return sqlite.query<{ size: number }, []>("SELECT length(state) AS size FROM snapshots").get()?.size;
}

describe("a long log", () => {
  test("is read in slices if its class is opened and if a student resumes: others are answered meanwhile", async () => {
    using folder = temporaryFolder();
    const { teacher, session, token } = copyLongClass(folder.path);
    await using server = await openServerProcess(folder.path);
    const live = `${server.url}/ws/live/${session.code}`;
    // Opens an HTTP connection first, so that its handshake is not part of the measurement.
    await fetch(`${server.url}/healthz`);

    const opening = TestSocket.open(live, teacher);
    expect(await answersUntil(server.url, opening)).toBeGreaterThan(5);
    await using host = await opening;
    await host.until("welcome");

    // Eight students' phones at once, and none is given up: each hears the step that begins once it has caught up.
    const phones = await Promise.all(Array.from({ length: 8 }, () => TestSocket.open(`${live}?since=0`, token)));
    const welcomes = await Promise.all(phones.map((phone) => phone.until("welcome")));
    expect(welcomes.map(({ data }) => data.resumed)).toEqual(phones.map(() => true));
    const last = welcomes[0]?.data.seq;
    host.send({ type: "session.pause", id: "p", data: {} });
    const caughtUp = Promise.all(
      phones.map(async (phone) => {
        for (;;) {
          const frame = await phone.next();
          if (frame.seq > last) return frame;
        }
      }),
    );
    expect(await answersUntil(server.url, caughtUp)).toBeGreaterThan(5);
    for (const frame of await caughtUp) expect(frame.type).toBe("session.status_changed");
    for (const phone of phones) await phone[Symbol.asyncDispose]();
  });

  test("is opened in slices, between which commands of another class are saved and answered", async () => {
    using folder = temporaryFolder();
    const { session } = copyLongClass(folder.path);
    await using server = await openTestServer({ data: folder.path });
    const { rooms, kernel } = server.server.live;
    const other = await openClass({ server });
    const room = await rooms.open(other.session.id);
    const [teacher] = room?.state.participants.people.values() ?? [];
    if (!room || !teacher) throw new Error("the other class is not open");
    const ask = { command: "step.start", actor: teacher.id, input: { subtask_id: other.lesson.subtasks[0]?.id } };
    const opening = rooms.open(session.id);
    let answered = 0;
    for (; !rooms.find(session.id); answered++) await kernel.ask({ room, ask: { ...ask, id: `during-${answered}` } });
    expect(answered).toBeGreaterThan(20);
    await opening;
  });

  test("is read from a snapshot of bounded size: it does not grow with the requests and steps of the past", async () => {
    using folder = temporaryFolder();
    const { session } = copyLongClass(folder.path);
    {
      await using server = await openTestServer({ data: folder.path });
      const room = await server.server.live.rooms.open(session.id);
      if (!room) throw new Error("the class is not open");
      while ((sizeOf(folder.path) ?? 0) === 0) await Bun.sleep(5);
    }
    expect(sizeOf(folder.path)).toBeLessThan(900_000);
  });

  test("is read once if many ask for its class at the same time", async () => {
    using folder = temporaryFolder();
    const { session } = copyLongClass(folder.path);
    await using server = await openTestServer({ data: folder.path });
    const { rooms } = server.server.live;
    expect(rooms.find(session.id)).toBeUndefined();
    const found = await Promise.all(Array.from({ length: 20 }, () => rooms.open(session.code)));
    expect(new Set(found)).toEqual(new Set([rooms.find(session.id)]));
    expect(found[0]?.seq).toBeGreaterThanOrEqual(100_000);
  });
});
