/** Opening a room with a long log. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lesson } from "../../src/domain/session.ts";
import type { Session } from "../../src/features/whole-session.ts";
import { temporaryFolder } from "../../test/support/class.ts";
import { fillLog } from "../../test/support/long-log.ts";
import { figure, median, type Row } from "./rounds.ts";
import { openChild, signIn } from "./servers.ts";

const script = (name: string) => join(import.meta.dir, name);

/** Resolves with the first frame of a socket, or rejects if it is refused. */
export function firstFrame(url: string, token: string): Promise<string> {
  const ws = new WebSocket(url.replace("http", "ws"), { headers: { Authorization: `Bearer ${token}` } } as never);
  return new Promise((resolve, reject) => {
    ws.addEventListener("message", ({ data }) => {
      ws.close();
      resolve(String(data));
    });
    ws.addEventListener("error", () => reject(new Error("refused")));
  });
}

/** Opens a class in a data folder, with the Lectern of this or another checkout. */
export async function openClass(
  folder: string,
  ...checkout: string[]
): Promise<{ session: Session; lesson: Lesson; tokens: string[] }> {
  await using lectern = await openChild(script("lectern.ts"), folder, ...checkout);
  return await signIn(lectern.url, 0);
}

/** From the first request for a room to its welcome, in a server that has just started, and the longest block of its loop. */
export async function open(rounds: number, against: string | undefined): Promise<Row[]> {
  const length = Number(process.env.BENCH_EVENTS ?? 1_000_000);
  const room = `open a room with ${figure(length)} events`;
  const rows: Row[] = [];
  for (const [name, checkout] of [
    ["lectern", []],
    ["before", against === undefined ? undefined : [against]],
  ] as const) {
    if (!checkout) continue;
    using folder = temporaryFolder();
    const made = await openClass(folder.path);
    fillLog(folder.path, made.session.id, made.lesson, length);
    const openings: Opening[] = [];
    for (let round = 0; round < Math.min(rounds, 5) + 1; round++)
      openings.push(await openOnce(folder.path, made, checkout));
    // The first round reads the whole log, and makes the snapshot.
    const [whole, ...fast] = openings;
    const cell = (value: number) => ({ [name]: figure(value) });
    rows.push(
      { measured: `${room}, ms`, cells: cell(median(fast.map(({ ms }) => ms))) },
      { measured: "  longest block of the loop, ms of CPU", cells: cell(median(fast.map(({ block }) => block))) },
      { measured: `${room} by its whole log, ms`, cells: cell(whole?.ms ?? Number.NaN) },
      { measured: "  longest block of the loop, ms of CPU", cells: cell(whole?.block ?? Number.NaN) },
    );
  }
  return rows;
}

interface Opening {
  readonly ms: number;
  /** The longest block of the loop until a second after the welcome, when the snapshot is saved. */
  readonly block: number;
}

async function openOnce(
  folder: string,
  made: Awaited<ReturnType<typeof openClass>>,
  args: readonly string[],
): Promise<Opening> {
  await using lectern = await openChild(script("lectern.ts"), folder, ...args);
  // What a server loads once it listens is not part of the measurement.
  await Bun.sleep(1000);
  lectern.signal("SIGUSR2");
  await Bun.sleep(100);
  const begun = performance.now();
  await firstFrame(`${lectern.url}/ws/live/${made.session.code}`, made.tokens[0] ?? "");
  const ms = performance.now() - begun;
  await Bun.sleep(1000);
  return { ms, block: Number(readFileSync(join(folder, "longest-block"), "utf8")) };
}
