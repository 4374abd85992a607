import { describe, expect, test } from "bun:test";
import { toApi } from "../../src/client/api.ts";
import { landingsOf, type Playing, tempoAt } from "../../src/client/fold/practice.ts";
import type { LiveEvent } from "../../src/client/frames.ts";
import { createRoomFold } from "../../src/client/room.ts";
import type { Welcome } from "../../src/dialects/native.ts";
import { event, person, session, welcome } from "./support.ts";

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
  const fold = createRoomFold();
  const asked: string[] = [];
  fold.welcome(welcome(10, { session: session({ features: ["practice"] }), ...who }));
  await fold.load(
    toApi(async (_, path) => {
      asked.push(path.split("/").slice(-2).join("/"));
      return { data: view as never, status: 200, seq: 10 };
    }),
  );
  const player = (n = 2): Playing | undefined => fold.room()?.practice.players.get(person(n).id);
  return { fold, asked, player, apply: (...events: LiveEvent[]) => events.map(fold.apply) };
}

describe("practice, as a page knows it", () => {
  test("a chord is known with its time, whether its player practises or not", async () => {
    const { player, apply } = await open();
    apply(plays(11, "Am", 1));
    expect(player()).toEqual({
      chord: { name: "Am", key: "9:m:9", at: start + 1000 },
      running: undefined,
      recent: [{ name: "Am", key: "9:m:9", at: start + 1000 }],
      ended_by: null,
    });
  });

  test("a practice begins with nothing played, and its end says what ended it", async () => {
    const { player, apply } = await open();
    apply(plays(11, "C", -5), updated(12, "started"));
    expect([player()?.running, player()?.recent]).toEqual([{ started: start, exercise: null }, []]);
    apply(plays(13, "C", 1), updated(14, "ended"));
    expect([player()?.running, player()?.ended_by, player()?.chord?.name]).toEqual([undefined, "silence", "C"]);
  });

  test("the tempo is the changes of the last minute: no re-strum, no rest", async () => {
    const { player, apply } = await open();
    apply(updated(11, "started"), plays(12, "C", 1), plays(13, "G", 2), plays(14, "G", 3), plays(15, "N.C.", 4));
    apply(plays(16, "C", 5), plays(17, "Am", 50));
    const tempo = (seconds: number) => tempoAt(player() as Playing, start + seconds * 1000);
    expect([tempo(50), tempo(63), tempo(111)]).toEqual([2, 1, 0]);
  });

  test("what is older than a minute is let go, except in an exercise, which is counted whole", async () => {
    const free = await open();
    free.apply(updated(11, "started"), plays(12, "C", 1), plays(13, "G", 90));
    expect(free.player()?.recent).toHaveLength(1);
    const exercise = await open();
    exercise.apply(updated(11, "started", { pair: ["C", "G"], seconds: 120 }), plays(12, "C", 1), plays(13, "G", 90));
    expect(exercise.player()?.recent).toHaveLength(2);
  });

  test("an exercise counts its landings, and wrong chords apart; what comes after its end is nothing", async () => {
    const { player, apply } = await open();
    apply(updated(11, "started", { pair: ["C", "G"], seconds: 10 }));
    apply(plays(12, "C", 1), plays(13, "G", 2), plays(14, "F", 3), plays(15, "C", 4), plays(16, "G", 11));
    expect(landingsOf(player() as Playing)).toEqual({ landings: 3, changes: 2, returns: 1, wrong: 1 });
  });

  test("a page that was loaded anew is in the same practice, with what was played", async () => {
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
    expect(asked).toEqual(["practice/summary"]);
    apply(plays(11, "C", 3));
    expect([player()?.running?.started, landingsOf(player() as Playing)?.landings]).toEqual([start, 3]);
  });

  test("a teacher's page begins with the class as it plays", async () => {
    const ann = { participant_id: person(2).id, nickname: "Ann", chord: "C", changed_at: after(0), tempo: 7 };
    const ben = { participant_id: person(3).id, nickname: "Ben", chord: null, changed_at: null, tempo: 0 };
    const { asked, player, apply } = await open(
      [
        { ...ann, practising: true },
        { ...ben, practising: false },
      ],
      {},
    );
    expect(asked).toEqual(["practice/players?limit=200"]);
    expect([player()?.chord?.name, tempoAt(player() as Playing, start), player(3)?.chord]).toEqual(["C", 7, undefined]);
    apply(plays(11, "Em", 1, 3));
    expect([player(3)?.chord?.name, player(3)?.running]).toEqual(["Em", undefined]);
  });

  test("how many connections are one's own: a phone comes and goes", async () => {
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
