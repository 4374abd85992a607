import { Database } from "bun:sqlite";
import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

const prlimit = Bun.which("prlimit");

describe("D4 the disk takes no more", () => {
  test.skipIf(prlimit === null)(
    "clients get an error, reads and live connections still work, and writing resumes once there is space (needs prlimit)",
    async () => {
      using folder = temporaryFolder();
      const { teacher, session, token } = await (async () => {
        await using server = await openTestServer({ data: folder.path });
        const { teacher, session, join } = await openClass({ server });
        return { teacher, session, token: (await join("Ann")).token };
      })();
      await using server = await openServerProcess(folder.path, { under: [prlimit ?? "", "--fsize=1000000:"] });
      const live = `${server.url}/ws/live/${session.code}`;
      await using host = await TestSocket.open(live, teacher);
      await using ann = await TestSocket.open(live, token);
      await host.until("welcome");
      await ann.until("welcome");
      const message = "가".repeat(900);
      const ask = async (id: string) => {
        ann.send({ type: "help.request", id, data: { message } });
        for (;;) {
          const frame = await ann.next();
          if (frame.id === id) return frame;
        }
      };
      const kept: string[] = [];
      let refused: any;
      for (let n = 0; n < 2000 && !refused; n++) {
        const answer = await ask(`${n}`);
        if (answer.type === "ok") kept.push(`${n}`);
        else refused = answer;
      }
      expect(refused).toEqual({
        type: "error",
        id: `${kept.length}`,
        error: { code: "storage_failed", message: "The server could not write to its disk: nothing was changed." },
      });
      const get = (path: string) => fetch(server.url + path, { headers: { Authorization: `Bearer ${teacher}` } });
      const listed = await get(`/api/sessions/${session.code}/help?limit=200`);
      expect([listed.status, ((await listed.json()) as unknown[]).length]).toEqual([200, kept.length]);
      const headers = { Authorization: `Bearer ${teacher}`, "Content-Type": "application/json" };
      const subtasks = Array.from({ length: 50 }, () => ({ title: "Long", guide_text: message }));
      const body = JSON.stringify({ title: "Lesson", subtasks });
      const written = await fetch(`${server.url}/api/lessons`, { method: "POST", headers, body });
      expect([written.status, ((await written.json()) as any).code]).toEqual([503, "storage_failed"]);
      const published: unknown[] = [];
      for (const frame of await host.all({ type: "ping", id: "p" }, ({ type }) => type === "pong")) {
        if (frame.type === "help.requested") published.push(frame.data.help_id);
      }
      expect(published).toEqual(kept.map((_, n) => n + 1));
      // Another phone comes in and is greeted, though that it came cannot be written down.
      await using second = await TestSocket.open(live, token);
      expect((await second.next()).type).toBe("welcome");

      expect(await Bun.spawn([prlimit ?? "", `--pid=${server.pid}`, "--fsize=unlimited:"]).exited).toBe(0);
      expect(await ask(`${kept.length}`)).toEqual({
        type: "ok",
        id: `${kept.length}`,
        data: { help_id: kept.length + 1 },
      });
      expect(await server.stop()).toBe(0);
      using sqlite = new Database(join(folder.path, databaseFile));
      expect(sqlite.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
      const { count } = sqlite
        .query<any, []>("SELECT count(*) AS count FROM events WHERE type = 'help.requested'")
        .get();
      expect(count).toBe(kept.length + 1);
    },
  );

  test.skipIf(prlimit === null)("a server whose disk is full still stops cleanly (needs prlimit)", async () => {
    using folder = temporaryFolder();
    const { teacher, session } = await (async () => {
      await using server = await openTestServer({ data: folder.path });
      return await openClass({ server });
    })();
    // A new lock file is written when it is released, and that fails too.
    rmSync(join(folder.path, "lectern.lock"));
    await using server = await openServerProcess(folder.path);
    await using host = await TestSocket.open(`${server.url}/ws/live/${session.code}`, teacher);
    await host.until("welcome");
    expect(await Bun.spawn([prlimit ?? "", `--pid=${server.pid}`, "--fsize=1:"]).exited).toBe(0);
    host.send({ type: "session.start", id: "1" });
    expect((await host.until("error")).error.code).toBe("storage_failed");
    expect(await server.stop()).toBe(0);
    expect((await host.closed).code).toBe(1001);
    await using next = await openServerProcess(folder.path);
    await using again = await TestSocket.open(`${next.url}/ws/live/${session.code}`, teacher);
    expect((await again.next()).data.session.status).toBe("WAITING");
  });
});
