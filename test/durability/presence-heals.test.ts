import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

const prlimit = Bun.which("prlimit");

describe("D4 who is here, after the disk was full", () => {
  test.skipIf(prlimit === null)(
    "the next command that is kept announces who came and who went meanwhile (needs prlimit)",
    async () => {
      using folder = temporaryFolder();
      const { teacher, session, ann, bob } = await (async () => {
        await using server = await openTestServer({ data: folder.path });
        const { teacher, session, join } = await openClass({ server });
        return { teacher, session, ann: await join("Ann"), bob: await join("Bob") };
      })();
      await using server = await openServerProcess(folder.path);
      const live = `${server.url}/ws/live/${session.code}`;
      await using host = await TestSocket.open(live, teacher);
      await host.until("welcome");
      const annSocket = await TestSocket.open(live, ann.token);
      await annSocket.until("welcome");
      expect((await host.until("participant.arrived")).data.nickname).toBe("Ann");

      const limit = (fsize: string) => Bun.spawn([prlimit ?? "", `--pid=${server.pid}`, `--fsize=${fsize}`]).exited;
      expect(await limit("1:")).toBe(0);
      await using bobSocket = await TestSocket.open(live, bob.token);
      await bobSocket.until("welcome");
      await annSocket[Symbol.asyncDispose]();
      await annSocket.closed;
      // The server has seen that she is gone.
      const roster = async () => {
        const headers = { Authorization: `Bearer ${teacher}` };
        const response = await fetch(`${server.url}/api/sessions/${session.code}/participants`, { headers });
        const people = (await response.json()) as { nickname: string; is_online: boolean }[];
        return people.filter(({ is_online }) => is_online).map(({ nickname }) => nickname);
      };
      host.send({ type: "chat.send", id: "refused", data: { content: "Who is here?" } });
      expect((await host.until("error")).error.code).toBe("storage_failed");

      expect(await limit("unlimited:")).toBe(0);
      host.send({ type: "chat.send", id: "kept", data: { content: "Who is here?" } });
      const announced: string[] = [];
      while (announced.length < 2) {
        const { type, data } = await host.next();
        if (type === "participant.arrived") announced.push(`${data.nickname} arrived`);
        if (type === "participant.left") announced.push(`${data.nickname} left`);
      }
      expect(announced.sort()).toEqual(["Ann left", "Bob arrived"]);
      expect(await roster()).toEqual(["Teacher", "Bob"]);
      // Each exactly once: nothing is announced again.
      host.send({ type: "ping", id: "last" });
      for (let frame = await host.next(); frame.type !== "pong"; frame = await host.next()) {
        expect(frame.type).not.toMatch(/^participant\./);
      }
    },
  );
});
