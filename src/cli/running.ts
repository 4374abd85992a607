/** Finds the server that runs on a data folder by `running.json`, which the server writes there. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { runningFile } from "../server.ts";
import { databaseFile } from "../store/open.ts";
import { Refusal } from "./command.ts";

const Running = z.object({ url: z.url(), pid: z.number().int(), token: z.string().default("") });
export type Running = z.infer<typeof Running>;

/** Finds the server that runs on `data`. After a kill its file still exists, so the server may not answer. */
export function findRunning(data: string): Running | undefined {
  try {
    return Running.safeParse(JSON.parse(readFileSync(join(data, runningFile), "utf8"))).data;
  } catch {
    return undefined;
  }
}

/**
 * Returns the address at which programs on this machine call the server. `localhost` may be ::1 first, where a server on
 * 0.0.0.0 does not listen: Windows tries that for up to two seconds.
 */
export const loopbackUrl = (url: string): string => url.replace("://localhost", "://127.0.0.1");

/** Sends a request to the server that runs on `data`; throws a `Refusal` if there is none, or if it does not answer. */
export async function askRunning(data: string, path: string): Promise<Response> {
  const running = findRunning(data);
  if (!running) throw new Refusal(`No Lectern is running on ${data}: start one, or set its folder with --data.`);
  try {
    // The certificate is for the machine's public name, not for localhost.
    return await fetch(new URL(path, loopbackUrl(running.url)), {
      signal: AbortSignal.timeout(5000),
      headers: { Authorization: `Bearer ${running.token}` },
      tls: { rejectUnauthorized: false },
    });
  } catch {
    throw new Refusal(`Lectern on ${data} does not answer at ${running.url}: it is not running any more, or stuck.`);
  }
}

/** Throws a `Refusal` if `data` is not a data folder, so that a mistyped path does not create one. */
export function requireData(data: string): void {
  if (existsSync(join(data, databaseFile))) return;
  throw new Refusal(`There is no Lectern data in ${data}. Set its folder with --data.`);
}
