import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { openStore } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { fillLog } from "../support/long-log.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

describe("a restart in the middle of a long class", () => {
  test("a session with 100,000 events in its log is unchanged, and greets in its usual time", async () => {
    using folder = temporaryFolder();
    const { teacher, session, lesson } = await (async () => {
      await using server = await openTestServer({ data: folder.path });
      const { teacher, session, lesson } = await openClass({ server });
      return { teacher, session, lesson };
    })();
    const { people } = fillLog(folder.path, session.id, lesson, 100_000);

    const start = performance.now();
    await using server = await openServerProcess(folder.path);
    const started = performance.now();
    await using socket = await TestSocket.open(`${server.url}/ws/live/${session.code}`, teacher);
    const { data } = await socket.next();
    const greeted = performance.now();
    console.log(
      `100,000 events: the process listens after ${Math.round(started - start)} ms, ` +
        `the first welcome comes ${Math.round(greeted - started)} ms later`,
    );

    // The teacher's arrival is the one entry since.
    expect(data.seq).toBe(100_001);
    expect(data.participants.length).toBe(people + 1);
    using store = openStore(folder.path);
    const [last] = store.log.since(session.id, 100_000, 10);
    expect({ seq: last?.seq, type: last?.type }).toEqual({ seq: 100_001, type: "participant.arrived" });
  });
});
