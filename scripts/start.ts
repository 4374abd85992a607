/** `bun run start`: makes a fresh clone ready and starts the server. All arguments go to `lectern serve`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildWeb, bun, installPackages, root, run } from "./prepare.ts";

await installPackages();
await buildWeb();
endWithNpx();
process.exit(await run([bun, join(root, "src/main.ts"), "serve", ...process.argv.slice(2)]));

/**
 * Whoever ends npx with SIGTERM ends the shell that npx started, and Debian's passes nothing on: the server would stay,
 * with nobody to stop it. So if npx started us, that shell is watched, and the server stops when it is gone.
 */
function endWithNpx(): void {
  if (process.platform !== "linux" || !process.env.npm_config_user_agent?.startsWith("npm/")) return;
  const shell = parentOf(process.ppid);
  setInterval(() => {
    if (parentOf(process.ppid) !== shell) process.kill(process.pid, "SIGTERM");
  }, 500).unref();
}

/** The process that started process `pid`; undefined if it is gone. See proc(5), `stat`. */
function parentOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ")[1];
  } catch {
    return undefined;
  }
}
