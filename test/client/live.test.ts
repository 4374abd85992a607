import { describe, expect, test } from "bun:test";
import { type Api, toApi } from "../../src/client/api.ts";
import { type Room, slices } from "../../src/client/fold/index.ts";
import { openLive } from "../../src/client/live.ts";
import { Refusal } from "../../src/client/refusal.ts";
import { memoryStorage } from "../support/memory-storage.ts";
import { at, called, event, person, session, testClock, testNetwork, welcome } from "./support.ts";

function open(calls: (path: string) => unknown = () => [], storage = memoryStorage()) {
  const clock = testClock();
  const network = testNetwork();
  let ids = 0;
  const api = toApi(async (_, path) => ({ data: calls(path) as never, status: 200, seq: 0 }));
  const live = openLive<Room, Api>({
    session: "ABC234",
    api,
    slices,
    base: "ws://host/ws/live/",
    openSocket: network.openSocket,
    clock,
    random: () => 0.5,
    newId: () => `c${++ids}`,
    storage,
  });
  const greet = async (seq: number, more = {}) => {
    network.last.opens();
    network.last.says({ type: "welcome", data: welcome(seq, more) });
    await settled();
  };
  return { live, clock, network, greet, storage };
}

/** An open request for help of the student 2. */
const helpItem = (help_id: number) => ({
  ...called(0, help_id, 2).data,
  position: 2,
  created_at: at,
  acknowledged_at: null,
  resolved_at: null,
});

/** Lets promises that are settled already run to their ends. */
const settled = async () => {
  for (let n = 0; n < 20; n++) await Promise.resolve();
};

describe("a live session", () => {
  test("shows the room from the welcome on, and moves on with events", async () => {
    const { live, network, greet } = open();
    await greet(10);
    expect([live.state().link.is, live.state().loaded, live.state().room?.session.title]).toEqual([
      "live",
      true,
      "Class",
    ]);
    network.last.says(called(11, 1, 2));
    expect(live.state().room?.help.length).toBe(1);
  });

  test("after a feature was turned on, each of 1,000 pages reads its view at its own time within two seconds", async () => {
    const reads: string[] = [];
    const { live, network, greet, clock } = open((path) => {
      reads.push(path);
      return [];
    });
    await greet(10, { session: session({ features: ["steps"] }), online_count: 1000 });
    reads.length = 0;
    network.last.says(event("session.updated", 11, { features: ["steps", "help"] }));
    await settled();
    expect(reads).toEqual([]);
    // Half of the time at most: this page's random number is 0.5.
    clock.pass(999);
    await settled();
    expect(reads).toEqual([]);
    clock.pass(1);
    await settled();
    expect(reads.map((path) => path.replace(/^.*\/|\?.*$/g, ""))).toEqual(["help"]);
    expect(live.state().loaded).toBe(true);
  });

  test("resumes after the last event that it applied, not the last that it received", async () => {
    const { network, greet, clock } = open();
    await greet(10);
    network.last.says(called(14, 1, 2));
    network.last.drops(1006);
    clock.pass(300);
    expect(network.last.url).toBe("ws://host/ws/live/ABC234?refusals=close&since=14&epoch=history");
  });

  test("reads nothing by HTTP that the welcome has, on the first connection and on the next one", async () => {
    const paths: string[] = [];
    const { live, network, greet, clock } = open((path) => {
      paths.push(path);
      return [];
    });
    const asked = () => new URL(network.last.url).searchParams.get("views")?.split(",");
    const you = { you: person(2), session: session({ features: ["steps", "help", "questions", "chat"] }) };
    const help = [helpItem(1)];
    const views = {
      ...Object.fromEntries((asked() ?? []).map((name) => [name, { data: [] as unknown }])),
      "timer.current": { data: { ends_at: at, seconds: 60, label: "Tea" } },
      "help.list": { data: help },
      "questions.list": { data: [], more: true },
    };
    await greet(10, { ...you, views, views_seq: 12 });
    // Only what the welcome has not as a whole.
    expect(paths).toEqual([`/api/sessions/${session().id}/questions?limit=200`]);
    expect(live.state().loaded).toBe(true);
    expect(live.state().room?.timer.label).toBe("Tea");
    // Events that the views include are not applied again.
    network.last.says(event("chat.sent", 11, { message_id: "m", content: "Hi" } as never));
    network.last.says(event("chat.sent", 13, { message_id: "n", content: "Ho" } as never));
    expect(live.state().room?.chat.map(({ message_id }) => message_id)).toEqual(["n"]);

    network.last.drops(1006);
    clock.pass(300);
    // Places in the queue are not stored: they may have changed meanwhile.
    expect(asked()).toEqual(["help.list"]);
    const moved = { "help.list": { data: [{ ...help[0], position: 1 }] } };
    await greet(14, { ...you, resumed: true, views: moved, views_seq: 14 });
    expect(live.state().room?.help.map(({ position }) => position)).toEqual([1]);
    expect(paths.length).toBe(1);
  });

  test("a press without a network arrives once it is back, with the same id", async () => {
    const { live, network, greet, clock } = open();
    await greet(10);
    network.last.drops(1006);
    const done = live.send("step.complete", { subtask_id: 1 });
    expect(live.state().outbox.map(({ state }) => state)).toEqual(["waiting"]);
    clock.pass(300);
    await greet(10, { resumed: true });
    expect(network.last.commands).toEqual([{ type: "step.complete", id: "c1", data: { subtask_id: 1 } }]);
    network.last.says({ type: "ok", id: "c1", data: { subtask_id: 1, status: "completed" } });
    expect(await done).toEqual({ subtask_id: 1, status: "completed" });
  });

  test("a reload in between loses nothing either", async () => {
    const before = open();
    await before.greet(10);
    before.network.last.drops(1006);
    before.live.send("step.complete", { subtask_id: 1 }).catch(() => {});
    before.live.close();
    const after = open(() => [], before.storage);
    await after.greet(10);
    expect(after.network.last.commands).toEqual([{ type: "step.complete", id: "c1", data: { subtask_id: 1 } }]);
  });

  test("commands over the rate limit are sent again a little later", async () => {
    const { live, network, greet, clock } = open();
    await greet(10);
    live.send("step.complete", { subtask_id: 1 }).catch(() => {});
    network.last.says({ type: "error", id: "c1", error: { code: "rate_limited", message: "" } });
    clock.pass(2000);
    expect(network.last.commands.length).toBe(2);
  });

  test("a hundred commands over the rate limit are sent again 20 at a time, each once", async () => {
    const { live, network, greet, clock } = open();
    await greet(10);
    for (let n = 0; n < 100; n++) live.send("chat.send", { content: `${n}` }).catch(() => {});
    let seen = 0;
    /** The commands that came since the last call; each is answered. */
    const answer = (frame: object): string[] => {
      const ids = (network.last.commands as { id: string }[]).slice(seen).map(({ id }) => id);
      seen += ids.length;
      for (const id of ids) network.last.says({ ...frame, id });
      return ids;
    };
    const refused = { type: "error", error: { code: "rate_limited", message: "" } };
    const ok = { type: "ok", data: { message_id: person(1).id } };
    const all = answer(refused);
    expect(all.length).toBe(100);
    clock.pass(1999);
    expect(answer(refused)).toEqual([]);
    clock.pass(1);
    expect(answer(refused)).toEqual(all.slice(0, 20));
    const sent: string[] = [];
    for (let n = 0; n < 5; n++) {
      clock.pass(2000);
      const portion = answer(ok);
      expect(portion.length).toBe(20);
      sent.push(...portion);
    }
    clock.pass(2000);
    expect(answer(ok)).toEqual([]);
    expect(sent).toEqual(all);
    expect(live.state().outbox.filter(({ state }) => state !== "sent")).toEqual([]);
  });

  test("a command beyond the quota is refused, with the time of the next attempt", async () => {
    const { live, network, greet } = open();
    await greet(10);
    const sent = live.send("chat.send", { content: "hi" }).catch((refusal: unknown) => refusal);
    const error = { code: "too_many_messages", message: "later", retry_after: 1234 };
    network.last.says({ type: "error", id: "c1", error });
    expect(await sent).toMatchObject({ code: "too_many_messages", retryAfter: 1234 });
  });

  test("closed for flooding, it reconnects after 3 s at the earliest", async () => {
    const { live, network, greet, clock } = open();
    await greet(10);
    network.last.drops(4429);
    clock.pass(2999);
    expect(network.sockets.length).toBe(1);
    clock.pass(5000);
    expect([network.sockets.length, live.state().link.is]).toEqual([2, "reconnecting"]);
  });

  test("listeners hear each event once, replayed ones too", async () => {
    const { live, network, greet, clock } = open();
    const heard: unknown[] = [];
    live.onEvent(({ type, seq }) => heard.push([type, seq]));
    await greet(10);
    network.last.says(called(11, 1, 2));
    network.last.drops(1006);
    clock.pass(300);
    await greet(12, { resumed: true });
    network.last.says(called(11, 1, 2));
    network.last.says(event("help.resolved", 12, { help_id: 1, participant_id: person(2).id }));
    expect(heard).toEqual([
      ["help.requested", 11],
      ["help.resolved", 12],
    ]);
  });

  test("counts by the server's clock", async () => {
    const { live, greet, clock } = open();
    await greet(10, { server_time: new Date(clock.now() + 90_000).toISOString() });
    expect(live.now() - clock.now()).toBe(90_000);
  });

  test("a class that ended before the page was opened is shown in its last state", async () => {
    const { live, network } = open((path) => {
      if (path.endsWith("/me")) return { user: { id: 2, name: "Student 2", role: "guest" } };
      if (path.endsWith("/participants?limit=200")) return [person(1, { role: "INSTRUCTOR" }), person(2)];
      if (/\/(help|progress|step-controls)\?limit=200$/.test(path)) return [];
      return session({ status: "ENDED" });
    });
    network.last.drops(1006);
    await settled();
    await settled();
    expect(live.state().link).toEqual({ is: "closed", reason: "ended" });
    expect([live.state().room?.you.nickname, live.state().room?.session.status]).toEqual(["Student 2", "ENDED"]);
  });

  test("without a seat the client reports it and stops trying", async () => {
    const { live, network, clock } = open(() => {
      throw new Refusal("not_in_session", "");
    });
    network.last.drops(1006);
    await settled();
    clock.pass(60_000);
    expect([live.state().link, network.sockets.length]).toEqual([{ is: "closed", reason: "not_in_session" }, 1]);
  });
});
