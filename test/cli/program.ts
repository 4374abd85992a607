/**
 * Runs the program in a separate process: to its end, as a server, or at a terminal. It is the compiled one if
 * `LECTERN_TEST_PROGRAM` names it, as \`bun run test\` does: it starts in a third of the time that the sources need.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { linesOf, outcomeOf } from "../support/child-process.ts";

const main = join(import.meta.dir, "../../src/main.ts");

/** The environment without what would set the program or colour what it says. */
function environment(added: Record<string, string> = {}): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(LECTERN_|PORT$|CI$|SSH_|DISPLAY$|WAYLAND_)/.test(name),
  );
  return { ...Object.fromEntries(kept), NO_COLOR: "1", LECTERN_MDNS: "false", ...added };
}

const compiled = process.env.LECTERN_TEST_PROGRAM;
const command = (args: readonly string[]) => [
  ...(compiled ? [compiled] : [process.execPath, "--no-env-file", main]),
  ...args,
];

/** The outcome of a run of the program. */
export interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program to its end. */
export async function lectern(
  args: readonly string[],
  { input = "", env, cwd }: { input?: string; env?: Record<string, string>; cwd?: string } = {},
): Promise<Ended> {
  const child = Bun.spawn(command(args), {
    stdin: Buffer.from(input),
    stdout: "pipe",
    stderr: "pipe",
    env: environment(env),
    ...(cwd !== undefined && { cwd }),
  });
  return outcomeOf(child);
}

/** A server that runs: what it has logged so far, line by line. */
export interface Serving extends AsyncDisposable {
  readonly url: string;
  readonly log: string[];
  readonly pid: number;
  /** Resolves once a line has `text` in it. */
  logs(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number>;
}

/**
 * Starts `lectern serve` on a free port and the folder `data`; resolves once it says that it listens. `under` is a
 * command that runs it, `program` the compiled program (default: from its sources).
 */
export async function serving(
  data: string,
  {
    args = [],
    env,
    under = [],
    program,
    cwd,
  }: { args?: readonly string[]; env?: Record<string, string>; under?: string[]; program?: string; cwd?: string } = {},
): Promise<Serving> {
  const serve = ["serve", "--port", "0", "--data", data, ...args];
  const child = Bun.spawn([...under, ...(program === undefined ? command(serve) : [program, ...serve])], {
    stdio: ["ignore", "ignore", "pipe"],
    env: environment(env),
    ...(cwd !== undefined && { cwd }),
  });
  const log: string[] = [];
  let changed = Promise.withResolvers<void>();
  const listening = Promise.withResolvers<void>();
  const reading = (async () => {
    for await (const line of linesOf(child.stderr)) {
      log.push(line);
      changed.resolve();
      changed = Promise.withResolvers();
      if (line.includes("listens on")) listening.resolve();
    }
  })();
  child.exited.then((code) => listening.reject(new Error(`it ended with ${code}:\n${log.join("\n")}`)));
  await listening.promise;
  // Through the process itself: its data may be on a mount that only it sees.
  const running = process.platform === "linux" ? `/proc/${child.pid}/root${resolve(data)}` : data;
  const { url } = JSON.parse(readFileSync(join(running, "running.json"), "utf8")) as { url: string };
  return {
    url,
    log,
    pid: child.pid,
    async logs(text) {
      while (!log.some((line) => line.includes(text))) await changed.promise;
    },
    signal: (signal) => child.kill(signal),
    exited: reading.then(() => child.exited),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** The program at a terminal: what is on its screen, and hands to type with. */
export interface AtTerminal extends AsyncDisposable {
  /** Resolves with all that was shown once it has `text` in it. */
  shows(text: string): Promise<string>;
  type(keys: string): void;
  /** What the system sends where Ctrl+C is pressed; `Bun.Terminal` controls no process, and does not. */
  interrupt(): void;
  readonly exited: Promise<number>;
}

/** Runs the program at a terminal of 100 columns. */
export function atTerminal(args: readonly string[], { cwd }: { cwd?: string } = {}): AtTerminal {
  let shown = "";
  let changed = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const terminal = new Bun.Terminal({
    exit: () => closed.resolve(),
    cols: 100,
    rows: 50,
    data(_, bytes) {
      shown += new TextDecoder().decode(bytes);
      changed.resolve();
      changed = Promise.withResolvers();
    },
  });
  const child = Bun.spawn(command(args), {
    terminal,
    env: environment({ TERM: "xterm-256color" }),
    ...(cwd !== undefined && { cwd }),
  });
  // What it wrote last may arrive after its exit code.
  const drained = closed.promise.then(() => child.exited);
  return {
    async shows(text) {
      while (!shown.includes(text)) {
        const ended = await Promise.race([changed.promise, drained]);
        if (typeof ended === "number" && !shown.includes(text)) throw new Error(`it ended with ${ended}:\n${shown}`);
      }
      return shown;
    },
    type: (keys) => {
      terminal.write(keys);
    },
    interrupt: () => child.kill("SIGINT"),
    exited: child.exited,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.exited;
      terminal.close();
    },
  };
}
