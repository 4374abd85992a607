import { describe, expect } from "bun:test";
import { openStore } from "../../src/store/open.ts";
import { testAlone } from "../support/alone.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { TestSocket } from "../support/socket.ts";

describe("F1 a stopping server", () => {
  const alone = testAlone("the nodes' tests stop nodes");
  alone("finishes and answers what it accepted, and closes every connection so that clients reconnect", async () => {
    using folder = temporaryFolder();
    const server = await openTestServer({ data: folder.path });
    const class_ = await openClass({ server });
    const { token } = await class_.join("Ann");
    const ann = await TestSocket.open(`${class_.url}/ws/live/${class_.session.code}`, token);
    await ann.until("welcome");
    for (let n = 0; n < 100; n++) ann.send({ type: "help.request", id: `${n}`, data: {} });
    expect((await ann.until("ok")).id).toBe("0");
    await server.server.stop();
    expect(await ann.closed).toEqual({ code: 1001, reason: "server stopping" });
    const answered = ann.texts.filter((text) => text.startsWith('{"type":"ok"')).length;
    using store = openStore(folder.path);
    const types = store.log.since(class_.session.id, 0, 1000).map(({ type }) => type);
    expect(types.filter((type) => type === "help.requested").length).toBe(answered);
    expect(types.at(-1)).toBe("participant.left");
  });

  alone(
    "does not wait forever for a client that neither reads nor disconnects",
    async () => {
      using folder = temporaryFolder();
      const server = await openTestServer({ data: folder.path });
      const class_ = await openClass({ server });
      const { token } = await class_.join("Ann");
      const url = `${class_.url}/ws/live/${class_.session.code}`;
      await using deaf = await RawSocket.open(url, { token, paused: true });
      await using host = await TestSocket.open(url, class_.teacher);
      await host.until("welcome");
      const { live, room } = homeOf(server, class_.session.id);
      const [actor = ""] = room.state.participants.people.keys();
      const full = () => Array.from(live.sockets.open).some(({ ws }) => (ws?.getBufferedAmount() ?? 0) > 0);
      const input = { subtask_id: 1, message: "x".repeat(1000) };
      while (!full()) {
        for (let n = 0; n < 500; n++) {
          live.kernel.submit({ room, ask: { command: "step.start", actor, input, id: undefined } });
        }
        live.kernel.flush();
        // All of them: what is left would be read without a turn of the event loop, so that nobody else was served.
        for (let n = 0; n < 500; n++) await host.until("step.changed");
        expect(live.sockets.open.size).toBe(2);
      }
      const since = performance.now();
      await server.server.stop();
      expect(performance.now() - since).toBeLessThan(3500);
      expect((await host.closed).code).toBe(1001);
      // What is left of it is nothing: the next one starts on the same folder.
      await using next = await openTestServer({ data: folder.path });
      expect((await next.call("GET", "/healthz")).body).toBe("ok");
      deaf.resume();
    },
    10_000,
  );
});
