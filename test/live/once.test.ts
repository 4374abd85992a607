import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Outcome } from "../../src/live/kernel.ts";
import { openStore } from "../../src/store/open.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { scaled } from "../support/proof.ts";
import { openTestRoom } from "../support/room.ts";
import { runs } from "../support/seed.ts";
import { TestSocket } from "../support/socket.ts";

/** A command that may go through or be refused, as the class then stands. */
const asked = fc.constantFrom(
  { by: 0, command: "step.start" },
  { by: 0, command: "session.pause" },
  { by: 0, command: "session.resume" },
  { by: 1, command: "help.request" },
  { by: 2, command: "help.request" },
  { by: 1, command: "session.pause" },
  { by: 2, command: "help.resolve", input: { help_id: 1 } },
  { by: 1, command: "progress.update", input: { subtask_id: 1, status: "completed" } },
  { by: 1, command: "no.such" },
);

/** Up to ten commands, each with an id, sent one to five times, in any order; a restart before some of them. */
const deliveries = fc
  .array(fc.record({ asked, times: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 10 })
  .chain((commands) => {
    const sent = commands.flatMap(({ asked, times }, n) =>
      Array.from({ length: times }, () => ({ ...asked, id: `c${n}` })),
    );
    return fc.record({
      sent: fc.shuffledSubarray(sent, { minLength: sent.length }),
      restarts: fc.uniqueArray(fc.nat(sent.length), { maxLength: 2 }),
      turn: fc.integer({ min: 1, max: 4 }),
    });
  });

/** An outcome without the identity of its fault. */
const plain = (outcome: Outcome | undefined) =>
  outcome && "fault" in outcome ? { code: outcome.fault.code, message: outcome.fault.message } : outcome;

describe("C4 a client's command id is carried out once", () => {
  test("sent one to five times, reordered, across restarts: one effect, and the same answer each time", async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ sent, restarts, turn }) => {
        using folder = temporaryFolder();
        let room = await openTestRoom({ data: folder.path });
        const { id: session } = room.room;
        const answers = new Map<string, unknown[]>();
        for (let at = 0; at < sent.length; at += turn) {
          if (restarts.some((restart) => restart >= at && restart < at + turn)) {
            await room[Symbol.asyncDispose]();
            room = await openTestRoom({ data: folder.path, session });
          }
          const now = sent.slice(at, at + turn);
          const people = [room.teacher, ...room.students];
          const outcomes = room.turn(
            ...now.map(({ by, id, ...asked }) => {
              const input = { message: id, note: id, ...("input" in asked && asked.input) };
              return { by: people[by]?.id ?? "", command: asked.command, id, input };
            }),
          );
          for (const [n, { id }] of now.entries()) answers.set(id, [...(answers.get(id) ?? []), plain(outcomes[n])]);
        }
        for (const all of answers.values()) expect(all).toEqual(all.map(() => all[0]));
        // Each mark is in the log once, if its command went through, and else not at all.
        const marks = room.store.log.since(session, 0, 1000).flatMap(({ data }) => {
          const { message, note } = data as { message?: string | null; note?: string | null };
          return [message ?? note ?? ""].filter((mark) => answers.has(mark));
        });
        const effects = Array.from(answers)
          .filter(
            ([id, [first]]) =>
              "result" in (first as object) && !sent.some((s) => s.id === id && s.command === "help.resolve"),
          )
          .map(([id]) => id);
        expect(marks.sort()).toEqual(effects.sort());
        await room[Symbol.asyncDispose]();
      }),
      runs(scaled(120, 1000)),
    );
  }, 300_000);

  test("over two sockets, by HTTP, and after a restart: the first answer, to each", async () => {
    using folder = temporaryFolder();
    const first = await openTestServer({ data: folder.path });
    const class_ = await openClass({ server: first });
    const { session } = class_;
    const { token } = await class_.join("Ann");
    const frame = { type: "help.request", id: "the-same", data: { message: "I am lost" } };
    const ok = { type: "ok", id: "the-same", data: { help_id: 1 } };
    const live = `/ws/live/${session.code}`;
    await using one = await TestSocket.open(first.url + live, token);
    await using other = await TestSocket.open(first.url + live, token);
    for (const socket of [one, other]) for (let n = 0; n < 3; n++) socket.send(frame);
    for (const socket of [one, other, one, other, one, other]) expect(await socket.until("ok")).toEqual(ok);
    const byHttp = await fetch(`${first.url}/api/sessions/${session.code}/help`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": "the-same" },
      body: JSON.stringify({ message: "something else" }),
    });
    expect(await byHttp.json()).toEqual({ help_id: 1 });
    await first.server.stop();

    await using second = await openTestServer({ data: folder.path });
    await using again = await TestSocket.open(second.url + live, token);
    again.send(frame);
    expect(await again.until("ok")).toEqual(ok);
    // Another person's id of the same letters is another id.
    const { body } = await second.call("POST", `/api/sessions/${session.code}/join`, undefined, { nickname: "Bob" });
    await using bob = await TestSocket.open(second.url + live, body.token);
    bob.send(frame);
    expect(await bob.until("ok")).toEqual({ ...ok, data: { help_id: 2 } });
    using store = openStore(folder.path);
    const asked = store.log.since(session.id, 0, 1000).filter(({ type }) => type === "help.requested");
    expect(asked.map(({ data }) => (data as { help_id: number; user_name: string }).user_name)).toEqual(["Ann", "Bob"]);
  });
});

test("ids with half a surrogate pair are rejected, not taken for one another", async () => {
  await using room = await openClass({ code: "TEST001" });
  const ann = await room.join("Ann");
  await using socket = await TestSocket.open(`${room.url}/ws/live/TEST001`, ann.token);
  await socket.until("welcome");
  const sent = ["\\ud800", "\\ud801", "a\\udc00", "\\ufffd"];
  const answers = [];
  for (const [n, id] of sent.entries()) {
    socket.send(`{"type": "chat.send", "id": "${id}", "data": {"content": "message ${n}"}}`);
    let answer = await socket.next();
    while (answer.type !== "ok" && answer.type !== "error") answer = await socket.next();
    answers.push([answer.type, answer.error?.code]);
  }
  const malformed = ["error", "malformed"];
  expect(answers).toEqual([malformed, malformed, malformed, ["ok", undefined]]);
  const { body } = await room.call("GET", "/api/sessions/TEST001/messages", ann.token);
  expect(body.map(({ content }: any) => content)).toEqual(["message 3"]);
});
