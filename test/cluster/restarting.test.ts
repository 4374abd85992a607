/** A node whose copy is of no use ends, so that whatever runs it starts it again. */
import { describe, expect, test } from "bun:test";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { serving } from "../cli/program.ts";
import { caller, teacherKey, temporaryFolder } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";
import { usePostgres } from "../support/use-postgres.ts";

describe.skipIf(!findPostgres())("a node of no use", () => {
  const postgres = usePostgres();

  test("a node that cannot read a commit of another one closes its sockets (1012), logs why, and exits with code 1", async () => {
    const database = await postgres.newDatabase();
    using folder = temporaryFolder();
    const env = { LECTERN_DATABASE: database, LECTERN_TEACHER_KEY: teacherKey };
    await using node = await serving(folder.path, { env });
    const call = caller(node.url);
    const teacher: string = (await call("POST", "/api/auth/key", undefined, { key: teacherKey })).body.token;
    const { code } = (await call("POST", "/api/sessions", teacher, { title: "Class", features: ["chat"] })).body;
    const { token } = (await call("POST", `/api/sessions/${code}/join`, undefined, { nickname: "Ann" })).body;
    await using socket = await TestSocket.open(`${node.url}/ws/live/${code}`, token);
    await socket.until("welcome");
    await using sql = new SQL(database, { max: 1 });
    await sql`INSERT INTO lectern.nodes (id, url, lease_until) VALUES ('other', 'http://other.test', now())`;
    // Its commits before this one are missing.
    await sql`INSERT INTO lectern.commits (node, n, changes) VALUES ('other', 5, '[]')`;
    expect(await socket.closed).toEqual({ code: 1012, reason: "continues on another server" });
    expect(await node.exited).toBe(1);
    expect(node.log.join("\n")).toContain("what another node has committed cannot be read");
  }, 30_000);
});
