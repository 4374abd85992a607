/** Who is online, if PostgreSQL rejects commits for a while. */
import { describe, expect, test } from "bun:test";
import { findPostgres } from "../../scripts/prepare.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { homeOf } from "../support/home.ts";
import { runSql } from "../support/postgres.ts";
import { TestSocket } from "../support/socket.ts";
import { until } from "../support/until.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("while PostgreSQL rejects commits", () => {
  const postgres = usePostgres();

  test("a student who connects, and one who leaves, are not forgotten: it is announced after the next commit", async () => {
    const database = await postgres.newDatabase();
    await using server = await openTestServer({ database });
    await using room = await openClass({ server, code: "TEST001" });
    const url = `${server.url}/ws/live/TEST001`;
    const [ann, ben] = [await room.join("Ann"), await room.join("Ben")];
    await using leaving = await TestSocket.open(url, ben.token);
    await leaving.until("welcome");
    const home = homeOf(server, "TEST001");
    /** What the log says. */
    const online = () => {
      const { people } = home.room.state.participants;
      return [ann, ben].map(({ participant }) => people.get(participant.id)?.is_online);
    };
    await home.live.kernel.drain(1000);
    expect(online()).toEqual([false, true]);

    await runSql(database, "ALTER TABLE lectern.events RENAME TO away");
    await using coming = await TestSocket.open(url, ann.token);
    await coming.until("welcome");
    leaving.close();
    await until(() => !home.room.connections.has(ben.participant.id));
    await home.live.kernel.drain(1000);
    expect(online()).toEqual([false, true]);
    await runSql(database, "ALTER TABLE lectern.away RENAME TO events");
    // A commit in progress may still be rejected.
    const chat = () => room.call("POST", "/api/sessions/TEST001/messages", room.teacher, { content: "x" });
    await until(async () => (await chat()).status === 200);
    await until(() => online()[0] === true && online()[1] === false, 1000);
  });
});
