/** The server that runs on a data folder, as it says itself in `running.json`. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { databaseFile } from "../store/open.ts";
import { Refusal } from "./command.ts";

const Running = z.object({ url: z.url(), pid: z.number().int(), token: z.string().default("") });
export type Running = z.infer<typeof Running>;

/** Who runs on `data`, if anyone says so. A server that was killed leaves its word behind. */
export function findRunning(data: string): Running | undefined {
  try {
    return Running.safeParse(JSON.parse(readFileSync(join(data, "running.json"), "utf8"))).data;
  } catch {
    return undefined;
  }
}

/** Asks the server that runs on `data`; throws a `Refusal` where there is none, or where it does not answer. */
export async function askRunning(data: string, path: string): Promise<Response> {
  const running = findRunning(data);
  if (!running) throw new Refusal(`No Lectern is running on ${data}: start one, or say which with --data.`);
  try {
    // A certificate is for the students' name of this machine, not for localhost.
    return await fetch(new URL(path, running.url), {
      signal: AbortSignal.timeout(5000),
      headers: { Authorization: `Bearer ${running.token}` },
      tls: { rejectUnauthorized: false },
    });
  } catch {
    throw new Refusal(`Lectern on ${data} does not answer at ${running.url}: it is not running any more, or stuck.`);
  }
}

/** Throws a `Refusal` where nothing was ever kept in `data`: a mistyped folder is not to be made. */
export function needData(data: string): void {
  if (existsSync(join(data, databaseFile))) return;
  throw new Refusal(`There is no Lectern data in ${data}: say where it is with --data.`);
}
