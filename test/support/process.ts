/** A server in a separate process, which can be killed as a power cut would. */
import { join } from "node:path";

export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  /** `kill -9`; resolves once the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number>;
}

export interface ProcessOptions {
  /** What it runs: gets the folder, and prints the port that it listens on. */
  readonly script?: string;
  /** A command that runs it, such as `prlimit`. */
  readonly under?: readonly string[];
  /** Environment variables in addition to the test's own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts one on the folder `data`. */
export async function openServerProcess(data: string, options: ProcessOptions = {}): Promise<ServerProcess> {
  const { script = join(import.meta.dir, "serve.ts"), under = [], env = {} } = options;
  const child = Bun.spawn([...under, process.execPath, script, data], {
    stdout: "pipe",
    stderr: "inherit",
    env: { ...process.env, ...env },
  });
  const { value } = await child.stdout.getReader().read();
  const port = Number(new TextDecoder().decode(value));
  if (!(port > 0)) throw new Error(`the server did not start: exit code ${await child.exited}`);
  async function end(signal: NodeJS.Signals): Promise<number> {
    child.kill(signal);
    return child.exited;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    stop: () => end("SIGTERM"),
    async kill() {
      await end("SIGKILL");
    },
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
    },
  };
}
