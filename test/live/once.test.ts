import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { commands } from "../../src/features/index.ts";
import { featureNames } from "../../src/features/whole-session.ts";
import type { Outcome } from "../../src/live/work.ts";
import { openClass, openTestServer, temporaryFolder } from "../support/class.ts";
import { knownIn, withIds } from "../support/command-inputs.ts";
import { someCommand } from "../support/happenings.ts";
import { scaled } from "../support/proof.ts";
import { openTestRoom } from "../support/room.ts";
import { runs } from "../support/seed.ts";
import { TestSocket } from "../support/socket.ts";

/** A command with its client's id. */
type Sent = {
  readonly id: string;
  readonly who: number;
  readonly command: string;
  readonly input: Record<string, unknown>;
};

/** Up to ten commands, each with an id, sent one to five times, in any order and several in a turn. */
const deliveries = fc
  .array(fc.record({ what: someCommand, times: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 10 })
  .chain((commands) => {
    const sent = commands.flatMap(({ what, times }, n) =>
      Array.from({ length: times }, (): Sent => ({ ...what, id: `c${n}` })),
    );
    const order = fc.shuffledSubarray(sent, { minLength: sent.length });
    return fc.tuple(order, fc.integer({ min: 1, max: 4 })).map(([sent, size]) => {
      const turns: Sent[][] = [];
      for (let at = 0; at < sent.length; at += size) turns.push(sent.slice(at, at + size));
      return turns;
    });
  });

/** An outcome without the identity of its fault. */
const plain = (outcome: Outcome | undefined) =>
  outcome && "fault" in outcome ? { code: outcome.fault.code, message: outcome.fault.message } : outcome;

/** Whether an answer is kept for its command id. A command that does not fit may be sent again under the same id. */
const isKept = (answer: unknown) => (answer as { code?: string }).code !== "does_not_fit";

/** Delivers these to a class, which restarts before some turns: the answers by id, and what happened by whom. */
async function deliver(turns: readonly (readonly Sent[])[], restarts: readonly number[] = []) {
  using folder = temporaryFolder();
  let room = await openTestRoom({ data: folder.path, features: [...featureNames] });
  const { id: session } = room.room;
  const people = [room.teacher, ...room.students];
  const logOf = () => room.store.log.since(session, 0, 1000);
  const answers = new Map<string, unknown[]>();
  const inputs = new Map<string, unknown>();
  for (const [n, turn] of turns.entries()) {
    if (restarts.includes(n)) {
      await room[Symbol.asyncDispose]();
      room = await openTestRoom({ data: folder.path, session });
    }
    const known = knownIn(room.lesson.subtasks, people, logOf());
    const outcomes = room.turn(
      ...turn.map(({ who, command, id, input }) => {
        if (!inputs.has(id)) inputs.set(id, withIds(input, known));
        return { by: people[who % people.length]?.id ?? "", command, id, input: inputs.get(id) };
      }),
    );
    for (const [n, { id }] of turn.entries()) answers.set(id, [...(answers.get(id) ?? []), plain(outcomes[n])]);
  }
  const log = logOf().map(({ type, actor }) => ({ type, by: people.findIndex(({ id }) => id === actor) }));
  await room[Symbol.asyncDispose]();
  return { answers, log };
}

describe("C4 a command id is executed once", () => {
  test("sent one to five times, reordered, across restarts: one effect, and the same answer each time", async () => {
    const carriedOut = new Set<string>();
    await fc.assert(
      fc.asyncProperty(deliveries, fc.uniqueArray(fc.nat(20), { maxLength: 2 }), async (turns, restarts) => {
        const repeated = await deliver(turns, restarts);
        const tries = new Map<string, number>();
        for (const [id, all] of repeated.answers) {
          const kept = all.findIndex(isKept);
          tries.set(id, kept < 0 ? all.length : kept + 1);
          if (kept >= 0) expect(all.slice(kept)).toEqual(all.slice(kept).map(() => all[kept]));
        }
        const isNeeded = ({ id }: Sent) => {
          const left = tries.get(id) ?? 0;
          tries.set(id, left - 1);
          return left > 0;
        };
        const once = await deliver(turns.map((turn) => turn.filter(isNeeded)));
        expect(repeated.log).toEqual(once.log);
        for (const { id, command } of turns.flat()) {
          if (repeated.answers.get(id)?.some((answer) => "result" in (answer as object))) carriedOut.add(command);
        }
      }),
      runs(scaled(50, 1000)),
    );
    // How many different commands succeed is a matter of chance; of a thousand runs, many do.
    expect(carriedOut.size).toBeGreaterThan(scaled(0, commands.size / 4));
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
    await first.stop();

    await using second = await openTestServer({ data: folder.path });
    await using again = await TestSocket.open(second.url + live, token);
    again.send(frame);
    expect(await again.until("ok")).toEqual(ok);
    // Another person's id of the same letters is another id.
    const { body } = await second.call("POST", `/api/sessions/${session.code}/join`, undefined, { nickname: "Bob" });
    await using bob = await TestSocket.open(second.url + live, body.token);
    bob.send(frame);
    expect(await bob.until("ok")).toEqual({ ...ok, data: { help_id: 2 } });
    // The log, as the teacher receives it.
    await using log = await TestSocket.open(`${second.url}${live}?since=0`, class_.teacher);
    const asked = [await log.until("help.requested"), await log.until("help.requested")];
    expect(asked.map(({ data }) => data.user_name)).toEqual(["Ann", "Bob"]);
  });
});

test("ids with a lone surrogate are rejected, not confused with each other", async () => {
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
