import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { scaled } from "../support/proof.ts";
import { Sender, senderWindow } from "../support/sender.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(300_000);

const rounds = scaled(8, 100);

/** Makes a class in `data` that the next server finds there. */
async function makeClass(data: string) {
  await using server = await openTestServer({ data });
  await using class_ = await openClass({ server });
  const { teacher, session, lesson } = class_;
  const students = await Promise.all(["Ann", "Bob", "Cid", "Dan"].map((name) => class_.join(name)));
  return { teacher, session, lesson, students: students.map(({ token }) => token) };
}

/** Checks the database's integrity and reads the session's log: each entry's number and the mark of its command. */
function rowsOf(data: string, session: string): { seq: number; mark: string | null }[] {
  using sqlite = new Database(join(data, databaseFile));
  expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  return sqlite
    .query<{ seq: number; mark: string | null }, [string]>(
      "SELECT seq, json_extract(data, '$.message') AS mark FROM events WHERE session_id = ? ORDER BY seq",
    )
    .all(session);
}

describe("D1 kill -9 at random moments under load", () => {
  test(`${rounds} times: nothing answered ok is lost, nothing is there twice, the log has no gap`, async () => {
    using folder = temporaryFolder();
    const { teacher, session, students } = await makeClass(folder.path);
    const senders = [
      new Sender("teacher", teacher, (message) => ({ type: "step.start", data: { message, subtask_id: 1 } })),
      ...students.map(
        (token, n) => new Sender(`student${n}`, token, (message) => ({ type: "help.request", data: { message } })),
      ),
    ];
    const answers = () => senders.reduce((sum, { answered }) => sum + answered.size, 0);
    let killed = 0;
    for (let round = 0; round < rounds; round++) {
      await using server = await openServerProcess(folder.path);
      const url = `${server.url.replace("http", "ws")}/ws/live/${session.code}`;
      const working = senders.map((sender) => sender.work(url));
      // A kill in the middle of work, however fast the machine is: after a random number of further answers.
      const wanted = answers() + Math.ceil(Math.random() * 150);
      while (answers() < wanted) await Bun.sleep(1);
      await server.kill();
      await Promise.all(working);
      killed += senders.reduce((sum, { open }) => sum + open.size, 0);

      const rows = rowsOf(folder.path, session.id);
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1));
      const marks = rows.flatMap(({ mark }) => (mark === null ? [] : [mark]));
      const kept = new Set(marks);
      expect(marks.length).toBe(kept.size);
      const acknowledged = senders.flatMap(({ answered }) => [...answered.keys()]);
      expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
      expect(
        [...kept].filter((mark) => !senders.some(({ open, answered }) => open.has(mark) || answered.has(mark))),
      ).toEqual([]);
    }
    // The kills came in the middle of work.
    expect(killed).toBeGreaterThan(rounds * senderWindow);

    // Sent once more after all that, each gets the answer it had, and nothing happens.
    const before = rowsOf(folder.path, session.id).length;
    await using server = await openServerProcess(folder.path);
    for (const { token, command, answered } of senders) {
      await using socket = await TestSocket.open(`${server.url}/ws/live/${session.code}`, token);
      await socket.until("welcome");
      const again = [...answered.keys()].slice(-50);
      for (const id of again) socket.send({ id, ...command(id) });
      for (const id of again) expect(await socket.until("ok")).toEqual({ type: "ok", id, data: answered.get(id) });
    }
    const since = rowsOf(folder.path, session.id).slice(before);
    expect(since.filter(({ mark }) => mark !== null)).toEqual([]);
  });
});
