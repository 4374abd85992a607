/** Figures of this process for `/metrics`; a list without a sample if the system does not have one. */
import { readdirSync, readFileSync } from "node:fs";

type Figure = number | readonly [];

export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The number of open file descriptors. */
export const openFiles = (): Figure => ifKnown(() => readdirSync("/proc/self/fd").length);

/** How many file descriptors the system allows. */
export const maxFiles = (): Figure => ifKnown(() => numberIn("/proc/self/limits", /^Max open files\s+(\d+)/m));

/** The virtual memory in bytes. */
export const virtualMemory = (): Figure => ifKnown(() => numberIn("/proc/self/status", /^VmSize:\s+(\d+) kB$/m) * 1024);

const numberIn = (path: string, pattern: RegExp) => Number(pattern.exec(readFileSync(path, "utf8"))?.[1]);

function ifKnown(read: () => number): Figure {
  try {
    const value = read();
    return Number.isFinite(value) ? value : [];
  } catch {
    return [];
  }
}
