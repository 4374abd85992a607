/** A separate network for servers and clients that use a fixed port, so that parallel runs never collide. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { chromiumPath, launchChromium } from "../browser/chromium.ts";

export interface Network extends Disposable {
  /** The command that runs another one in this network. */
  readonly under: readonly string[];
}

/** A new network namespace; without one, this machine's network if `port` is free; else undefined. */
export async function network(port: number): Promise<Network | undefined> {
  return (await namespace()) ?? (isFree(port) ? { under: [], [Symbol.dispose]() {} } : undefined);
}

async function namespace(): Promise<Network | undefined> {
  if (process.platform !== "linux" || !["unshare", "nsenter", "ip"].every((name) => Bun.which(name))) return undefined;
  const holder = Bun.spawn(["unshare", "-rn", "sh", "-c", "ip link set lo up && echo up && exec cat"], {
    stdin: "pipe",
    stdout: "pipe",
    stderr: "ignore",
  });
  const { value } = await holder.stdout.getReader().read();
  if (!value) return undefined;
  return {
    under: ["nsenter", "--preserve-credentials", "--user", "--net", "--target", String(holder.pid), "--"],
    [Symbol.dispose]: () => holder.kill(),
  };
}

function isFree(port: number): boolean {
  try {
    Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
    return true;
  } catch {
    return false;
  }
}

/** Chromium in the network that `under` leads to; `folder` is for the script that starts it. */
export async function launchIn(under: readonly string[], folder: string): Promise<Browser> {
  const script = join(folder, "chromium");
  const quoted = [...under, chromiumPath ?? "chromium"].map((word) => `'${word}'`).join(" ");
  writeFileSync(script, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  chmodSync(script, 0o755);
  return launchChromium({ executablePath: script });
}
