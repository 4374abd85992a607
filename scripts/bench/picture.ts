/**
 * A step's picture of 300 kB, which 1,000 phones load at the same time because the step has just begun. The bare server
 * sends the same file. How often a phone loads it is row E7 of docs/PROOFS.md.
 */
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import { noise } from "../../test/support/picture.ts";
import { openWorker } from "./drive.ts";
import type { Connect, Durations, Load } from "./picture-clients.ts";
import { median, type Row } from "./rounds.ts";
import { openChild, teacherOf } from "./servers.ts";

const phones = Number(process.env.BENCH_STUDENTS ?? 1000);

const script = (name: string) => join(import.meta.dir, name);
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Measures how long the phones wait for the picture, in `rounds` rounds for each server. */
export async function picture(rounds: number): Promise<Row[]> {
  using folder = temporaryFolder();
  await using lectern = await openChild(script("lectern.ts"), folder.path);
  const form = new FormData();
  form.append("file", new File([noise(300_000)], "noise.png"));
  const headers = { Authorization: `Bearer ${await teacherOf(lectern.url)}` };
  const uploaded = await fetch(`${lectern.url}/api/uploads?for=lesson`, { method: "POST", headers, body: form });
  const path = new URL(((await uploaded.json()) as { url: string }).url).pathname;
  const { size } = Bun.file(join(folder.path, path));
  await using bare = await openChild(script("bare-picture.ts"), join(folder.path, path));
  await using clients = openWorker<Connect | Load, Durations>(script("picture-clients.ts"));
  await clients.give({ do: "connect", name: "lectern", url: lectern.url, phones });
  await clients.give({ do: "connect", name: "bare", url: bare.url, phones });

  const found = { lectern: [] as Durations["took"][], bare: [] as Durations["took"][] };
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? (["lectern", "bare"] as const) : (["bare", "lectern"] as const)) {
      const { took } = await clients.give({ do: "load", name, path });
      // The first round is a warm-up.
      if (round >= 0) found[name].push(took);
    }
  }
  return Object.entries({ p50: 0.5, p99: 0.99 }).map(([name, share]) => {
    const of = (server: "lectern" | "bare") => median(found[server].map((took) => at(took, share)));
    return {
      measured: `a picture of ${Math.round(size / 1000)} kB to ${phones.toLocaleString("en")} phones at once, ms, ${name}`,
      cells: { lectern: of("lectern").toFixed(0), bare: of("bare").toFixed(0) },
      ratio: (of("lectern") / of("bare")).toFixed(2),
    };
  });
}
