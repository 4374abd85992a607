/** A server whose disk is slow: `slow-disk.c` delays every fsync of a child process. */
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The C compiler, and Linux: without them tests with a slow disk are skipped. */
export const slowDiskNeeds = process.platform === "linux" ? (Bun.which("cc") ?? Bun.which("gcc")) : null;

export interface SlowDisk {
  /** The environment for the process whose disk is slow. */
  readonly env: Record<string, string>;
  /** From now on each fsync takes `ms` milliseconds longer. */
  delay(ms: number): void;
  /** How many times a file was synced so far. */
  syncs(): number;
}

/** Compiles the library into folder `dir`. */
export async function openSlowDisk(dir: string): Promise<SlowDisk> {
  const library = join(dir, "slow-disk.so");
  const control = join(dir, "slow-disk.ms");
  const source = join(import.meta.dir, "slow-disk.c");
  const command = [slowDiskNeeds ?? "cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"];
  const compiler = Bun.spawn(command, { stdout: "inherit", stderr: "inherit" });
  if ((await compiler.exited) !== 0) throw new Error("slow-disk.c does not compile");
  const delay = (ms: number) => writeFileSync(control, String(ms));
  delay(0);
  return {
    env: { LD_PRELOAD: library, SLOW_DISK: control },
    delay,
    syncs: () => statSync(`${control}.count`, { throwIfNoEntry: false })?.size ?? 0,
  };
}
