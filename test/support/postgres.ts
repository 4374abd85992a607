/** A PostgreSQL server of the tests' own, from Debian's packages, in a temporary folder. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SQL } from "bun";
import { findPostgres } from "../../scripts/prepare.ts";
import { freePort } from "./program.ts";

export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  /** Its first process, whose children do the work. */
  readonly pid: number;
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** The address of a database. */
  urlOf(database: string): string;
  /** Stops it at once; connections end. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Runs a statement on a connection of its own; returns the rows. */
export async function runSql(url: string, statement: string): Promise<Record<string, any>[]> {
  await using sql = new SQL(url, { max: 1 });
  return [...(await sql.unsafe(statement))];
}

/** Makes an empty database at the server of another one's address; returns its address. */
export async function newDatabaseAt(address: string): Promise<string> {
  const name = `class_${crypto.randomUUID().replaceAll("-", "")}`;
  await runSql(address, `CREATE DATABASE ${name}`);
  const made = new URL(address);
  made.pathname = `/${name}`;
  return made.href;
}

/** PostgreSQL refuses to run as root; Debian's package has made this user. */
const asUser = (command: string[]) =>
  process.getuid?.() === 0
    ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", ...command]
    : command;

interface PostgresOptions {
  /** Whether it writes to its disk at each commit (default: no). */
  readonly fsync?: boolean;
  /** The port of the server of which it is an asynchronous standby (default: none). */
  readonly standbyOf?: number;
}

/**
 * Stops the server and removes its folder once this process is gone: `bun test` ends without a word to the files that share
 * a server.
 */
function removeAfterThisProcess(folder: string): Bun.Subprocess {
  // `cat` ends with its input, which this process holds open.
  const script = 'cat > /dev/null; kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"; sleep 1; rm -rf "$1"';
  return Bun.spawn(["sh", "-c", script, "sh", folder], { stdin: "pipe", stdout: "ignore", stderr: "ignore" });
}

/** Starts a server. Throws if PostgreSQL is not installed. */
export async function startPostgres({ fsync = false, standbyOf }: PostgresOptions = {}): Promise<PostgresServer> {
  const bin = findPostgres();
  if (!bin) throw new Error("PostgreSQL is not installed");
  const folder = mkdtempSync(join(tmpdir(), "lectern-postgres-"));
  if (process.getuid?.() === 0) Bun.spawnSync(["chown", "postgres", folder]);
  const data = join(folder, "data");
  const making =
    standbyOf === undefined
      ? [join(bin, "initdb"), "-U", "lectern", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"]
      : [join(bin, "pg_basebackup"), "-R", "-c", "fast", "--no-sync", "-U", "lectern", "-h", "127.0.0.1"];
  if (standbyOf !== undefined) making.push("-p", `${standbyOf}`);
  const made = Bun.spawnSync(asUser([...making, "-D", data]), { cwd: folder, stderr: "pipe" });
  if (!made.success) throw new Error(`no data for PostgreSQL: ${made.stderr}`);
  const port = Number(await freePort());
  const url = (database: string) => `postgres://lectern@127.0.0.1:${port}/${database}`;
  let running: Bun.Subprocess | undefined;

  async function start(): Promise<void> {
    const settings = [
      `listen_addresses=127.0.0.1`,
      `unix_socket_directories=${folder}`,
      "max_connections=200",
      `fsync=${fsync ? "on" : "off"}`,
    ];
    running = Bun.spawn(
      asUser([join(bin as string, "postgres"), "-D", data, "-p", `${port}`, ...settings.flatMap((s) => ["-c", s])]),
      { cwd: folder, stdout: "ignore", stderr: "ignore" },
    );
    for (const until = performance.now() + 20_000; ; ) {
      const sql = new SQL(url("postgres"), { max: 1 });
      try {
        await sql`SELECT 1`;
        return;
      } catch (cause) {
        if (performance.now() > until) throw cause;
        await Bun.sleep(50);
      } finally {
        await sql.close({ timeout: 0 });
      }
    }
  }

  async function stop(): Promise<void> {
    // SIGQUIT: it ends without a shutdown, as in a crash of the program.
    running?.kill("SIGQUIT");
    await running?.exited;
    running = undefined;
  }

  await start();
  const watcher = removeAfterThisProcess(folder);
  return {
    port,
    get pid() {
      return running?.pid ?? 0;
    },
    start,
    stop,
    newDatabase: () => newDatabaseAt(url("postgres")),
    urlOf: url,
    async [Symbol.asyncDispose]() {
      watcher.kill();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
