/** How many sockets the server holds. */
import { readFileSync } from "node:fs";

const defaultMax = 20_000;

/** 20,000, or less if the system allows this process few open files: some are needed for HTTP and the database. */
export function maxSockets(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === undefined ? defaultMax : Math.min(defaultMax, Math.floor(Number(soft) * 0.8));
  } catch {
    // Not Linux.
    return defaultMax;
  }
}
