/** `bun run start`: makes a fresh clone ready and starts the server. All arguments go to `lectern serve`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildWeb, bun, installPackages, root, run } from "./prepare.ts";

await installPackages();
await buildWeb();
stopWithNpx();
process.exit(await run([bun, join(root, "src/main.ts"), "serve", ...process.argv.slice(2)]));

/**
 * Stops the server when npx ends. SIGTERM to npx ends the shell that npx started, and Debian's shell does not forward the
 * signal: the server would keep running. So if npx started this script, it watches that shell.
 */
function stopWithNpx(): void {
  if (process.platform !== "linux" || !process.env.npm_config_user_agent?.startsWith("npm/")) return;
  const shell = parentOf(process.ppid);
  setInterval(() => {
    if (parentOf(process.ppid) !== shell) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

/** The parent of process `pid`; undefined if `pid` does not exist. See proc(5), `stat`. */
function parentOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ")[1];
  } catch {
    return undefined;
  }
}
