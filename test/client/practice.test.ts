import { describe, expect, test } from "bun:test";
import { toApi } from "../../src/client/api.ts";
import { landingsOf, type Playing, tempoAt } from "../../src/client/fold/practice.ts";
import type { LiveEvent } from "../../src/client/frames.ts";
import type { Welcome } from "../../src/dialects/native.ts";
import { event, foldWhole, person, session, welcome } from "./support.ts";

const start = Date.parse("2026-03-02T09:00:00.000Z");
const after = (seconds: number) => new Date(start + seconds * 1000).toISOString();

/** Ann plays a chord so many seconds after nine. */
const plays = (seq: number, chord: string, seconds: number, n = 2): LiveEvent =>
  event("chord.changed", seq, { participant_id: person(n).id, user_id: n, chord, timestamp: after(seconds) });

const updated = (
  seq: number,
  status: "started" | "ended",
  exercise: { pair: [string, string]; seconds: number } | null = null,
): LiveEvent =>
  event("practice.updated", seq, {
    participant_id: person(2).id,
    user_id: 2,
    status,
    timestamp: after(0),
    exercise,
    ended_by: status === "ended" ? "silence" : null,
  });

const empty = { running: null, last: null, best: null, history: [] };

async function open(view: unknown = empty, who: Partial<Welcome> = { you: person(2) }) {
  const fold = foldWhole();
  const asked: string[] = [];
  fold.welcome(welcome(10, { session: session({ features: ["practice"] }), ...who }));
  await fold.load(
    toApi(async (_, path) => {
      asked.push(path.split("/").slice(-2).join("/"));
      return { data: (path.includes("/practice/") ? view : []) as never, status: 200, seq: 10 };
    }),
  );
  const player = (n = 2): Playing | undefined => fold.room()?.practice.players.get(person(n).id);
  return { fold, asked, player, apply: (...events: LiveEvent[]) => events.map(fold.apply) };
}

describe("the practice state of a page", () => {
  test("has each player's chord with its time, whether they practise or not", async () => {
    const { player, apply } = await open();
    apply(plays(11, "Am", 1));
    expect(player()).toEqual({
      chord: { name: "Am", key: "9:m:9", at: start + 1000 },
      running: undefined,
      recent: [{ name: "Am", key: "9:m:9", at: start + 1000 }],
      ended_by: null,
    });
  });

  test("starts a practice with nothing played, and ends it with the reason", async () => {
    const { player, apply } = await open();
    apply(plays(11, "C", -5), updated(12, "started"));
    expect([player()?.running, player()?.recent]).toEqual([{ started: start, exercise: null }, []]);
    apply(plays(13, "C", 1), updated(14, "ended"));
    expect([player()?.running, player()?.ended_by, player()?.chord?.name]).toEqual([undefined, "silence", "C"]);
  });

  test("counts the changes of the last minute as tempo, without repeated chords and rests", async () => {
    const { player, apply } = await open();
    apply(updated(11, "started"), plays(12, "C", 1), plays(13, "G", 2), plays(14, "G", 3), plays(15, "N.C.", 4));
    apply(plays(16, "C", 5), plays(17, "Am", 50));
    const tempo = (seconds: number) => tempoAt(player() as Playing, start + seconds * 1000);
    expect([tempo(50), tempo(63), tempo(111)]).toEqual([2, 1, 0]);
  });

  test("drops chords older than a minute, except in an exercise, which counts all", async () => {
    const free = await open();
    free.apply(updated(11, "started"), plays(12, "C", 1), plays(13, "G", 90));
    expect(free.player()?.recent).toHaveLength(1);
    const exercise = await open();
    exercise.apply(updated(11, "started", { pair: ["C", "G"], seconds: 120 }), plays(12, "C", 1), plays(13, "G", 90));
    expect(exercise.player()?.recent).toHaveLength(2);
  });

  test("counts landings and wrong chords of an exercise separately, and nothing after its end", async () => {
    const { player, apply } = await open();
    apply(updated(11, "started", { pair: ["C", "G"], seconds: 10 }));
    apply(plays(12, "C", 1), plays(13, "G", 2), plays(14, "F", 3), plays(15, "C", 4), plays(16, "G", 11));
    expect(landingsOf(player() as Playing)).toEqual({ landings: 3, changes: 2, returns: 1, wrong: 1 });
  });

  test("continues the same practice, with what was played, after a reload", async () => {
    const running = {
      started_at: after(0),
      exercise: { pair: ["C", "G"], seconds: 60 },
      messages: 2,
      changes: 1,
      chord: "G",
      tempo: 1,
      recent: [
        { chord: "C", timestamp: after(1) },
        { chord: "G", timestamp: after(2) },
      ],
    };
    const { asked, player, apply } = await open({ ...empty, running });
    expect(asked).toContain("practice/summary");
    apply(plays(11, "C", 3));
    expect([player()?.running?.started, landingsOf(player() as Playing)?.landings]).toEqual([start, 3]);
  });

  test("starts with the chords and tempos of the class on a teacher's page", async () => {
    const ann = { participant_id: person(2).id, nickname: "Ann", chord: "C", changed_at: after(0), tempo: 7 };
    const ben = { participant_id: person(3).id, nickname: "Ben", chord: null, changed_at: null, tempo: 0 };
    const { asked, player, apply } = await open(
      [
        { ...ann, practising: true },
        { ...ben, practising: false },
      ],
      {},
    );
    expect(asked).toContain("practice/players?limit=200");
    expect([player()?.chord?.name, tempoAt(player() as Playing, start), player(3)?.chord]).toEqual(["C", 7, undefined]);
    apply(plays(11, "Em", 1, 3));
    expect([player(3)?.chord?.name, player(3)?.running]).toEqual(["Em", undefined]);
  });

  test("has the number of the person's own connections as a phone connects and disconnects", async () => {
    const { fold, apply } = await open();
    const changed = (connections: number, status: "connected" | "disconnected"): LiveEvent => ({
      type: "connection.changed",
      at: after(0),
      data: { participant_id: person(2).id, user_id: 2, status, connections },
    });
    apply(changed(2, "connected"));
    expect(fold.room()?.presence.connections).toBe(2);
    apply(changed(1, "disconnected"));
    expect(fold.room()?.presence.connections).toBe(1);
  });
});
