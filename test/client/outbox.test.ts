import { describe, expect, test } from "bun:test";
import { createOutbox } from "../../src/client/outbox.ts";
import { memoryStorage } from "../support/memory-storage.ts";

function open(storage = memoryStorage(), prefix = "c") {
  const wire: unknown[] = [];
  let live = true;
  let ids = 0;
  const outbox = createOutbox({
    storage,
    now: () => 1000 + ids,
    newId: () => `${prefix}${++ids}`,
    transmit(text) {
      if (live) wire.push(JSON.parse(text));
      return live;
    },
    onChange: () => {},
  });
  return {
    outbox,
    storage,
    wire,
    states: () => outbox.list().map(({ id, state }) => `${id} ${state}`),
    lose() {
      live = false;
      outbox.hold();
    },
    find() {
      live = true;
      outbox.resend();
    },
  };
}

describe("an outbox", () => {
  test("says sending, and sent once the server said ok", async () => {
    const { outbox, wire, states } = open();
    const result = outbox.send("step.complete", { subtask_id: 1 });
    expect(wire).toEqual([{ type: "step.complete", id: "c1", data: { subtask_id: 1 } }]);
    expect(states()).toEqual(["c1 sending"]);
    outbox.answered({ type: "ok", id: "c1", data: { subtask_id: 1, status: "completed" } });
    expect(await result).toEqual({ subtask_id: 1, status: "completed" });
    expect(states()).toEqual(["c1 sent"]);
  });

  test("says refused, with the server's reason", async () => {
    const { outbox, states } = open();
    const result = outbox.send("step.complete", { subtask_id: 1 });
    outbox.answered({ type: "error", id: "c1", error: { code: "session_paused", message: "Paused." } });
    expect(await result.catch((refusal) => refusal.code)).toBe("session_paused");
    expect(states()).toEqual(["c1 refused"]);
  });

  test("L1 keeps what is pressed without a network, and sends it with the same id, in order", () => {
    const { outbox, wire, states, lose, find } = open();
    outbox.send("step.complete", { subtask_id: 1 }).catch(() => {});
    lose();
    outbox.send("help.request", { subtask_id: 2 }).catch(() => {});
    expect(states()).toEqual(["c1 waiting", "c2 waiting"]);
    find();
    expect(states()).toEqual(["c1 sending", "c2 sending"]);
    expect(wire).toEqual([
      { type: "step.complete", id: "c1", data: { subtask_id: 1 } },
      { type: "step.complete", id: "c1", data: { subtask_id: 1 } },
      { type: "help.request", id: "c2", data: { subtask_id: 2 } },
    ]);
  });

  test("L2 a reload loses nothing: the next page sends it, with the same id", () => {
    const before = open();
    before.outbox.belongTo("session.person");
    before.lose();
    before.outbox.send("step.complete", { subtask_id: 1 }).catch(() => {});
    const after = open(before.storage, "d");
    after.outbox.belongTo("session.person");
    expect(after.states()).toEqual(["c1 waiting"]);
    after.find();
    expect(after.wire).toEqual([{ type: "step.complete", id: "c1", data: { subtask_id: 1 } }]);
    after.outbox.answered({ type: "ok", id: "c1", data: {} });
    expect(after.storage.entries.size).toBe(0);
  });

  test("two tabs of one person do not overwrite each other's", () => {
    const one = open();
    const two = open(one.storage, "d");
    for (const { outbox } of [one, two]) outbox.belongTo("session.person");
    one.outbox.send("step.complete", { subtask_id: 1 }).catch(() => {});
    two.outbox.send("step.complete", { subtask_id: 2 }).catch(() => {});
    one.outbox.answered({ type: "ok", id: "c1", data: {} });
    expect(Array.from(one.storage.entries.keys())).toEqual(["lectern.outbox.session.person.d1"]);
  });

  test("L3 another person at the same device has an outbox of their own", () => {
    const one = open();
    one.outbox.belongTo("session.one");
    one.outbox.send("step.complete", { subtask_id: 1 }).catch(() => {});
    const two = open(one.storage, "d");
    two.outbox.belongTo("session.two");
    expect(two.states()).toEqual([]);
  });

  test.each(["rate_limited", "busy", "stopping", "unavailable"] as const)("what is %s just now waits", (code) => {
    const { outbox, states, find } = open();
    outbox.send("step.complete", { subtask_id: 1 }).catch(() => {});
    outbox.answered({ type: "error", id: "c1", error: { code, message: "" } });
    expect(states()).toEqual(["c1 waiting"]);
    find();
    expect(states()).toEqual(["c1 sending"]);
  });

  test("storage that is full or forbidden costs nothing but the reload", () => {
    const storage = memoryStorage();
    storage.setItem = () => {
      throw new Error("quota");
    };
    const { outbox, states } = open(storage);
    outbox.belongTo("session.person");
    outbox.send("step.complete", { subtask_id: 1 }).catch(() => {});
    expect(states()).toEqual(["c1 sending"]);
  });

  test("invalid stored values are ignored", () => {
    const storage = memoryStorage();
    storage.setItem("lectern.outbox.session.person.x", "{");
    storage.setItem("lectern.outbox.session.person.y", "null");
    const { outbox, states } = open(storage);
    outbox.belongTo("session.person");
    expect(states()).toEqual([]);
  });

  test("when the class has ended, unanswered commands are rejected", async () => {
    const { outbox, states, storage } = open();
    outbox.belongTo("session.person");
    const result = outbox.send("step.complete", { subtask_id: 1 });
    outbox.giveUp("session_ended");
    expect(await result.catch((refusal) => refusal.code)).toBe("session_ended");
    expect([states(), storage.entries.size]).toEqual([["c1 refused"], 0]);
  });

  test("what means something now alone is not kept, and not sent when the network is back", async () => {
    const { outbox, storage, wire, states, lose, find } = open();
    outbox.belongTo("me");
    const played = outbox.sendNow("chord.change", { chord: "C" });
    expect(storage.entries.size).toBe(0);
    lose();
    await expect(played).rejects.toThrow("connection");
    await expect(outbox.sendNow("chord.change", { chord: "G" })).rejects.toThrow("connection");
    find();
    expect(wire).toEqual([{ type: "chord.change", id: "c1", data: { chord: "C" } }]);
    expect(states()).toEqual(["c1 refused", "c2 refused"]);
  });

  test("nor is it kept if it was sent before the outbox knew whose it is", () => {
    const { outbox, storage } = open();
    outbox.sendNow("chord.change", { chord: "C" }).catch(() => {});
    outbox.belongTo("me");
    expect(storage.entries.size).toBe(0);
  });

  test("rejects a command of `sendNow` over the rate limit, and does not send it again", async () => {
    const { outbox, wire, find } = open();
    const played = outbox.sendNow("chord.change", { chord: "C" });
    outbox.answered({ type: "error", id: "c1", error: { code: "rate_limited", message: "too many" } });
    await expect(played).rejects.toThrow("too many");
    find();
    expect(wire).toHaveLength(1);
  });
});
