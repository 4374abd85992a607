/** Opening a room with a long log. */
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

/** From the first request for a room to its welcome, in a server that has just started, and the CPU time for it. */
export async function open(rounds: number, against: string | undefined): Promise<Row[]> {
  const length = Number(process.env.BENCH_EVENTS ?? 1_000_000);
  const rows: Row[] = [];
  for (const [name, checkout] of [
    ["lectern", []],
    ["before", against === undefined ? undefined : [against]],
  ] as const) {
    if (!checkout) continue;
    using folder = temporaryFolder();
    const made = await openClass(folder.path);
    fillLog(folder.path, made.session.id, made.lesson, length);
    const times: number[] = [];
    // The first round is not counted: it makes the snapshot.
    for (let round = -1; round < Math.min(rounds, 5); round++) {
      await using lectern = await openChild(script("lectern.ts"), folder.path, ...checkout);
      const begun = performance.now();
      await firstFrame(`${lectern.url}/ws/live/${made.session.code}`, made.tokens[0] ?? "");
      if (round >= 0) times.push(performance.now() - begun);
    }
    rows.push({ measured: `open a room with ${figure(length)} events, ms`, cells: { [name]: figure(median(times)) } });
  }
  return rows;
}
