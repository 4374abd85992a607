/**
 * The practice rooms: 50 rooms with a phone that plays and a PC that listens, 1,000 chords a second in total. Lectern stores
 * every chord before it publishes it. So does the durable server; the bare one publishes the same bytes and stores nothing.
 */
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import { openWorker } from "./drive.ts";
import type { Enter, Latencies, Play } from "./practice-clients.ts";
import type { Row } from "./rounds.ts";
import { openChild, post, teacherOf } from "./servers.ts";

const rooms = 50;
const a_second = 1000;
const script = (name: string) => join(import.meta.dir, name);

/** The frame of a chord that a PC receives. */
const frame = { type: "chord_change", data: { chord: "C", user_id: 25, timestamp: new Date(0).toISOString() } };

const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
const median = (values: readonly number[]) =>
  at(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/** Measures the latency from press to handler, in `rounds` rounds of one second for each server. */
export async function practice(rounds: number): Promise<Row[]> {
  using folder = temporaryFolder();
  await using lectern = await openChild(script("lectern.ts"), folder.path);
  using durableFolder = temporaryFolder();
  await using durable = await openChild(script("durable-rooms.ts"), durableFolder.path, JSON.stringify(frame));
  await using bare = await openChild(script("bare-rooms.ts"), JSON.stringify(frame));
  await using clients = openWorker<Enter | Play, Latencies>(script("practice-clients.ts"));

  const teacher = await teacherOf(lectern.url);
  const entrances: { url: string; token: string }[] = [];
  for (let n = 0; n < rooms; n++) {
    const session = { title: `Room ${n}`, features: ["practice"] };
    const { code } = await post(lectern.url, "/api/sessions", session, teacher);
    const { token } = await post(lectern.url, `/api/sessions/${code}/join`, { nickname: "Player" });
    entrances.push({ url: `${lectern.url}/ws/guitar/${code}`, token });
  }
  const hello = { type: "practice_start", data: {} };
  await clients.give({ do: "enter", name: "lectern", rooms: entrances, hello });
  for (const [name, { url }] of Object.entries({ durable, bare })) {
    await clients.give({ do: "enter", name, rooms: entrances.map(({ token }, n) => ({ url: `${url}/${n}`, token })) });
  }

  const shares = { p50: 0.5, p99: 0.99 };
  const names = ["lectern", "durable", "bare"] as const;
  const found = { lectern: [], durable: [], bare: [] } as Record<Name, (readonly number[])[]>;
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const { took } = await clients.give({ do: "play", name, chords: a_second, a_second });
      // The first round is a warm-up.
      if (round >= 0) found[name].push(took);
    }
  }
  return Object.entries(shares).map(([name, share]) => {
    const of = (server: Name) => median(found[server].map((took) => at(took, share)));
    return {
      measured: `a chord from the phone to the PC, ${a_second.toLocaleString("en")} a second in ${rooms} rooms, ms, ${name}`,
      cells: { lectern: of("lectern").toFixed(2), durable: of("durable").toFixed(2), bare: of("bare").toFixed(2) },
      ratio: (of("lectern") / of("durable")).toFixed(2),
    };
  });
}

type Name = "lectern" | "durable" | "bare";

if (import.meta.main) console.table(await practice(Number(process.env.BENCH_ROUNDS ?? 25)));
