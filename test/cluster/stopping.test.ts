import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("a node that stops", () => {
  const postgres = usePostgres();

  test("closes the sockets that it forwards, too, and their clients continue at another one", async () => {
    const database = await postgres.newDatabase();
    await using home = await openTestServer({ database });
    await using other = await openTestServer({ database });
    await using room = await openClass({ server: home, code: "TEST001" });
    const ann = await room.join("Ann");
    const open = (url: string) => TestSocket.open(`${url}/ws/live/TEST001`, ann.token);
    await using socket = await open(other.url);
    await socket.until("welcome");
    await other.stop();
    expect(await socket.closed).toEqual({ code: 1012, reason: "continues on another server" });
    await using again = await open(home.url);
    await again.until("welcome");
  }, 30_000);
});
