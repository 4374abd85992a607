/** Stops a running server: the first signal cleanly, a second one at once. A server that has failed stops, too. */
import { readFileSync } from "node:fs";
import { getLogger } from "@logtape/logtape";
import type { Server } from "../server.ts";

const logger = getLogger(["lectern", "serve"]);
/** SIGHUP: the terminal was closed; on Windows its window. SIGBREAK: Ctrl+Break, on Windows only. */
const signals = ["SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"] as const;
const isWindows = process.platform === "win32";
/**
 * Signals within this time count as one, in ms: Ctrl+C reaches every program of a terminal, and npx and `bun run`
 * forward it.
 */
const signalDedupeMs = 300;
/** How long stopping may take, in milliseconds. */
const shutdownTimeoutMs = 4500;

/**
 * Resolves with the exit code once a signal arrived and `stop` is done: 0, or 1 if it failed or took too long. A second
 * signal ends the process at once.
 */
export function stopOnSignal(stop: () => Promise<void>): Promise<number> {
  return new Promise((resolve) => {
    let since: number | undefined;
    const begin = (signal: string) => {
      if (since !== undefined) {
        if (performance.now() - since > signalDedupeMs) process.exit(1);
        return;
      }
      since = performance.now();
      logger.info("Stopping after {signal}", { signal });
      setTimeout(() => {
        logger.error("Stopping took too long: some connections were cut");
        resolve(1);
      }, shutdownTimeoutMs).unref();
      stop().then(
        () => resolve(0),
        (error: unknown) => {
          logger.error("Stopping failed", { error });
          resolve(1);
        },
      );
    };
    for (const signal of signals) {
      if (signal === "SIGBREAK" && !isWindows) continue;
      if (signal !== "SIGHUP" || !ignoresHangup()) process.on(signal, begin);
    }
    if (isWindows) void import("./windows/sign-out.ts").then(({ onSignOut }) => onSignOut(() => begin("sign-out")));
  });
}

/**
 * Stops a server that must be started again, and resolves with exit code 1: containers and services are then restarted by
 * what runs them.
 */
export async function stopAfterFailure({ stop }: Pick<Server, "stop">): Promise<number> {
  logger.info("Stopping after a failure");
  const stopped = stop().catch((error: unknown) => logger.error("Stopping failed", { error }));
  await Promise.race([stopped, Bun.sleep(shutdownTimeoutMs)]);
  return 1;
}

/** Whether nohup(1) started this process, so that it ignores SIGHUP. See proc(5), `SigIgn`. */
function ignoresHangup(): boolean {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
    return (BigInt(`0x${ignored}`) & 1n) === 1n;
  } catch {
    return false;
  }
}

/** Logs uncaught errors from here on instead of ending the process. */
export function logUncaughtErrors(): void {
  process.on("uncaughtException", (error) => logger.error("An error that nobody caught", { error }));
  process.on("unhandledRejection", (error) => logger.error("A promise that failed unseen", { error }));
}
