/** The maximum number of open sockets. */
import { readFileSync } from "node:fs";

const defaultMax = 20_000;

/** 20,000, or 80 % of the process's limit on open files if that is less: HTTP and the database need some. */
export function maxSockets(): number {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
    return soft === undefined ? defaultMax : Math.min(defaultMax, Math.floor(Number(soft) * 0.8));
  } catch {
    // Not Linux.
    return defaultMax;
  }
}
