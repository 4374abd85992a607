import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import type { Answer } from "../../src/store/answers.ts";
import { databaseFile, openStore, type Store } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";

const session = "a-session";
const people = ["ann", "bob"];

/** A store with a session in which both people have sent so many commands, each with an event. */
function openLong(folder: string, commands: number): Store {
  const store = openStore(folder);
  store.sessions.add({ id: session, code: "LONG", instructor_id: store.users.ownerAccount().id, created_at: 0 });
  for (let seq = 0; seq < commands * 2; seq += 500) send(store, { from: seq, to: Math.min(seq + 500, commands * 2) });
  return store;
}

const commandOf = (seq: number) => ({ actor: people[seq % 2] ?? "", id: `c${seq >> 1}` });
const answerOf = (seq: number): Answer => ({ result: { seq } });

function send({ log }: Store, { from, to, fails = false }: { from: number; to: number; fails?: boolean }): void {
  log.batch(() => {
    for (let seq = from + 1; seq <= to; seq++) {
      const { actor, id } = commandOf(seq);
      log.append(session, { seq, at: 0, type: "x", actor, data: {}, card: false }, { id, answer: answerOf(seq) });
    }
    if (fails) throw new Error("a bug");
  });
}

function expectAnswers({ log }: Store, commands: number): void {
  for (let seq = 1; seq <= commands * 2; seq++) {
    const { actor, id } = commandOf(seq);
    const answer = log.answer(session, actor, id);
    if (!Bun.deepEquals(answer, answerOf(seq))) throw new Error(`${actor}'s ${id}: ${JSON.stringify(answer)}`);
  }
  const others = [log.answer(session, "ann", `c${commands + 1}`), log.answer(session, "eve", "c1")];
  expect(others).toEqual([undefined, undefined]);
}

test("each id has its own answer, in a log that is longer than what is in memory, also after a restart", () => {
  using folder = temporaryFolder();
  {
    using store = openLong(folder.path, 2700);
    expectAnswers(store, 2700);
  }
  using store = openStore(folder.path);
  expectAnswers(store, 2700);
  send(store, { from: 5400, to: 8000 });
  expectAnswers(store, 4000);
});

test("answers of commands without events are found beside them, also after a restart", () => {
  using folder = temporaryFolder();
  {
    using store = openLong(folder.path, 1500);
    store.log.batch(() => store.log.saveAnswer(session, "ann", { id: "ping", answer: { result: "pong" } }));
    expect(store.log.answer(session, "ann", "ping")).toEqual({ result: "pong" });
  }
  using store = openStore(folder.path);
  expect(store.log.answer(session, "ann", "ping")).toEqual({ result: "pong" });
  expect(store.log.answer(session, "bob", "ping")).toBeUndefined();
  expectAnswers(store, 1500);
});

test("a transaction that is rolled back leaves no answers, even if it had to write the index", () => {
  using folder = temporaryFolder();
  using store = openLong(folder.path, 900);
  expect(() => send(store, { from: 1800, to: 2400, fails: true })).toThrow("a bug");
  expectAnswers(store, 900);
  send(store, { from: 1800, to: 2400 });
  expectAnswers(store, 1200);
});

test("answers in an index that an older version wrote are found", () => {
  using folder = temporaryFolder();
  {
    using store = openLong(folder.path, 100);
    store.log.batch(() => store.log.saveAnswer(session, "eve", { id: "old", answer: { result: "is replaced" } }));
  }
  {
    using sqlite = new Database(join(folder.path, databaseFile));
    sqlite.run("UPDATE answers SET answer = '', seq = 7 WHERE client_id = 'old'");
  }
  using store = openStore(folder.path);
  expect(store.log.answer(session, "eve", "old")).toEqual(answerOf(7));
});
