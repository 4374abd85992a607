import { expect, test } from "bun:test";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";
import { deleteSession } from "../support/delete-session.ts";
import { a, b, logContract } from "./contract.ts";

function open() {
  const stack = new DisposableStack();
  const { path } = stack.use(temporaryFolder());
  const store = stack.use(openStore(path));
  const { id: instructor_id } = store.users.ownerAccount();
  for (const [id, code] of [
    [a, "AAAA"],
    [b, "BBBB"],
  ] as const) {
    store.sessions.add({ id, code, instructor_id, created_at: 0 });
  }
  return {
    store,
    log: store.log,
    reopen: () => stack.use(openStore(path)).log,
    [Symbol.dispose]: () => stack.dispose(),
  };
}

logContract("SQLite", open);

test("deleting a session deletes its log, its answers and its activity", () => {
  using fixture = open();
  const { store, log } = fixture;
  const entry = { seq: 1, at: 1, type: "x", actor: null, data: {}, card: true };
  log.batch(() => {
    for (const session of [a, b]) {
      log.append(session, entry);
      log.saveAnswer(session, "ann", { id: "1", answer: { result: 1 } });
      log.saveActivity(session, "ann", 1);
    }
  });
  deleteSession(store, a);
  expect([log.since(a, 0, 9), log.answer(a, "ann", "1"), log.activity(a)]).toEqual([[], undefined, new Map()]);
  expect([log.since(b, 0, 9), log.answer(b, "ann", "1"), log.activity(b)]).toEqual([
    [entry],
    { result: 1 },
    new Map([["ann", 1]]),
  ]);
  expect(() => log.batch(() => log.append(a, entry))).toThrow("deleted");
});
