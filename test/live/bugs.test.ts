import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../support/class.ts";
import { openServerProcess } from "../support/process.ts";
import { RawSocket } from "../support/raw-socket.ts";
import { TestSocket } from "../support/socket.ts";

setDefaultTimeout(30_000);

const brokenApp = join(import.meta.dir, "broken-app.ts");

describe("B1 a bug in a handler, in a process with no safety net", () => {
  test("affects only the connection that it happens on, 1,000 times in a row", async () => {
    using folder = temporaryFolder();
    await using server = await openServerProcess(folder.path, { script: brokenApp });
    await using ann = await TestSocket.open(`${server.url}/native`);
    await ann.until("welcome");
    const frames = [
      { type: "ping", id: "1" },
      { type: "step.start", data: {} },
    ];
    for (let n = 0; n < 100; n++) {
      const sockets = await Promise.all(Array.from({ length: 10 }, () => RawSocket.open(`${server.url}/broken`)));
      for (const [k, socket] of sockets.entries()) socket.send(frames[k % 2]);
      expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual(sockets.map(() => 1011));
    }
    ann.send({ type: "help.request", id: "still", data: {} });
    expect(await ann.until("ok")).toEqual({ type: "ok", id: "still", data: { help_id: 1 } });
  }, 20_000);

  test("while answering an executed command: the connection closes, the command is kept, and the next one is answered", async () => {
    using folder = temporaryFolder();
    await using server = await openServerProcess(folder.path, { script: brokenApp });
    await using bob = await TestSocket.open(`${server.url}/broken`);
    await bob.until("welcome");
    bob.send({ type: "help.request", id: "1", data: {} });
    expect((await bob.closed).code).toBe(1011);
    await using ann = await TestSocket.open(`${server.url}/native`);
    ann.send({ type: "help.request", id: "1", data: {} });
    expect(await ann.until("ok")).toEqual({ type: "ok", id: "1", data: { help_id: 2 } });
  });

  test("while greeting a new client: its connection closes, and the next client is greeted", async () => {
    using folder = temporaryFolder();
    await using server = await openServerProcess(folder.path, { script: brokenApp });
    await using bob = await TestSocket.open(`${server.url}/mute`);
    expect((await bob.closed).code).toBe(1011);
    await using ann = await TestSocket.open(`${server.url}/native`);
    expect((await ann.next()).type).toBe("welcome");
  });
});
