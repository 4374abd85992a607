import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { databaseFile } from "../../src/store/open.ts";
import { openClass, openTestServer } from "../support/class.ts";
import { TestSocket } from "../support/socket.ts";

test("a session deleted in the middle of its class: everybody's connection closes with 4404, and nothing of it is left", async () => {
  await using server = await openTestServer();
  await using class_ = await openClass({ server });
  const { url, session, teacher, data } = class_;
  const other = await openClass({ server });
  const seats = await Promise.all(["Ann", "Bob", "Cid"].map((name) => class_.join(name)));
  const sockets = await Promise.all(
    seats.map(({ token }, n) => TestSocket.open(`${url}/ws/${n === 2 ? "sessions" : "live"}/${session.code}`, token)),
  );
  for (const socket of sockets) {
    for (let n = 0; n < 50; n++) socket.send({ type: "help.request", id: `${n}`, data: { message: "under way" } });
  }
  expect((await class_.call("DELETE", `/api/sessions/${session.id}`, teacher)).status).toBe(204);
  for (const socket of sockets) expect(await socket.closed).toEqual({ code: 4404, reason: "session deleted" });
  expect((await class_.call("GET", `/api/join/${session.code}`)).status).toBe(404);
  using sqlite = new Database(join(data, databaseFile), { readonly: true });
  for (const table of ["events", "answers", "activity"]) {
    expect(sqlite.query(`SELECT count(*) AS count FROM ${table} WHERE session_id = ?`).get(session.id)).toEqual({
      count: 0,
    });
  }
  // The class next door goes on.
  expect((await other.call("POST", `/api/sessions/${other.session.id}/start`, teacher)).body).toEqual({
    status: "IN_PROGRESS",
  });
});
