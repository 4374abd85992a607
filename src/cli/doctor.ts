/**
 * `lectern doctor`: checks this machine and the data folder, and says what to do about each problem. Changes no data; SQLite
 * may leave its `-wal` and `-shm` files beside the database.
 */
import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { release } from "node:os";
import { dirname, join } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { version } from "../../package.json";
import { listNodes } from "../cluster/nodes.ts";
import { type Config, readConfig } from "../config.ts";
import { aboutFlag } from "../flags.ts";
import { chosenFirst, openAddressBook } from "../lan/address-book.ts";
import { checkCopy, newestEntry } from "../store/check.ts";
import { databaseFile } from "../store/open.ts";
import { findAddresses, hintFor } from "./banner.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { withPostgres } from "./database-copy.ts";
import { describeDatabaseError } from "./database-errors.ts";
import { firewallHint } from "./firewall.ts";
import { askRunning, findRunning } from "./running.ts";
import { describeStartError } from "./start-errors.ts";
import { syncedBy, syncedHint } from "./synced-folder.ts";
import { table } from "./table.ts";

/** The outcome of a check. `warning`: a class can be taught, but not by all phones or not for long; `problem`: it cannot. */
interface Finding {
  readonly check: string;
  readonly result: "good" | "note" | "warning" | "problem";
  readonly text: string;
}
type Result = Omit<Finding, "check">;

const good = (text: string): Result => ({ result: "good", text });
const warning = (text: string): Result => ({ result: "warning", text });
const problem = (text: string): Result => ({ result: "problem", text });

export const doctor = command("doctor", "Check this machine and the data folder, and say what to do about problems")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(new Option("--port <number>", aboutFlag("port").help))
  .addOption(new Option("--host <address>", aboutFlag("host").help))
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern doctor", "lectern doctor --port 9000 --json"))
  .action(async ({ json, ...flags }) => {
    const findings = await examine(readConfig(flags, process.env));
    if (json) console.log(JSON.stringify(findings, null, 2));
    else
      console.log(
        table(
          ["Check", "Result", ""],
          findings.map(({ check, result, text }) => [check, result, text]),
        ),
      );
    const problems = findings.filter(({ result }) => result === "problem").length;
    if (problems > 0) throw new Refusal(problems === 1 ? "there is 1 problem." : `there are ${problems} problems.`);
  });

/** Runs all checks, in the order in which a teacher would mend what they find. */
async function examine(config: Config): Promise<Finding[]> {
  const checks: [check: string, run: () => Result | Promise<Result>][] = [
    ["Version", () => good(`Lectern ${version}, Bun ${Bun.version}, ${process.platform} ${release()} ${process.arch}`)],
    ["Data folder", () => checkFolder(config.data)],
    ["Disk", () => checkDisk(config.data)],
    ["Database", () => (config.database === undefined ? checkDatabase(config.data) : checkShared(config.database))],
    ["Clock", () => checkClock(config.data, Date.now())],
    ["Server", () => checkServer(config)],
    ["Address", () => checkAddress(config)],
    ["Firewall", () => ({ result: "note", text: firewallHint(portOf(config), process.platform) })],
  ];
  const findings: Finding[] = [];
  for (const [check, run] of checks) findings.push({ check, ...(await attempt(run)) });
  return findings;
}

/** A check that fails in a way that it does not expect, such as a file that cannot be read, has found a problem. */
async function attempt(run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
}

/** The folder itself, or the first one above it that exists; the root if that does not, as a drive of Windows. */
function existing(path: string): string {
  const parent = dirname(path);
  return parent === path || existsSync(path) ? path : existing(parent);
}

function checkFolder(data: string): Result {
  const folder = existing(data);
  if (!existsSync(folder)) return problem(`${folder} does not exist: choose another folder with --data.`);
  if (!statSync(folder).isDirectory()) return problem(`${folder} is not a folder: choose another one with --data.`);
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return problem(`${folder} cannot be written: choose another folder with --data.`);
  }
  const service = syncedBy(data, process.env);
  if (service) return warning(`${data}: ${syncedHint(service)}`);
  return good(folder === data ? data : `${data} does not exist yet, and can be created`);
}

const mebibyte = 1024 * 1024;

function checkDisk(data: string): Result {
  const { bavail, bsize } = statfsSync(existing(data));
  const free = (bavail * bsize) / mebibyte;
  const text = free < 1024 ? `${Math.floor(free)} MiB free` : `${(free / 1024).toFixed(0)} GiB free`;
  if (free < 100) return problem(`${text}: nothing can be saved once the disk is full. Delete what you do not need.`);
  return free < 1024 ? warning(`${text}: delete what you do not need.`) : good(text);
}

function checkDatabase(data: string): Result {
  const file = join(data, databaseFile);
  if (!existsSync(file)) return good("none yet: the first start creates it");
  checkCopy(file, file);
  return good(`not damaged, ${(statSync(file).size / mebibyte).toFixed(1)} MiB`);
}

async function checkShared(database: string): Promise<Result> {
  try {
    const nodes = await withPostgres(database, listNodes);
    return good(`PostgreSQL answers; ${nodes.length === 1 ? "1 server runs" : `${nodes.length} servers run`} on it`);
  } catch (cause) {
    return problem(describeDatabaseError(cause) ?? String(cause));
  }
}

/** How far the clock may be behind what it has written. */
const maxBehindMs = 60_000;

function checkClock(data: string, now: number): Result {
  const text = new Date(now).toISOString().slice(0, 16).replace("T", " ");
  const newest = newestEntry(join(data, databaseFile));
  if (newest !== undefined && newest > now + maxBehindMs) {
    return problem(`${text} UTC is before the newest entry of the database: set the clock of this machine.`);
  }
  return good(`${text} UTC, ${new Date(now).toLocaleTimeString("en-GB")} here`);
}

/** A server that runs on the folder answers; otherwise the port is free. */
async function checkServer(config: Config): Promise<Result> {
  const { data, host, port } = config;
  const running = findRunning(data);
  const answer = running && (await askRunning(data, "/healthz").catch(() => undefined));
  if (running && answer?.ok) return good(`runs at ${running.url}`);
  try {
    using _ = Bun.listen({ hostname: host, port, socket: { data() {} } });
    return good(`does not run; port ${port} is free`);
  } catch (error) {
    return problem(describeStartError(error, config, undefined));
  }
}

/** The port of the server that runs on the folder, or that it would use. */
function portOf({ data, port }: Pick<Config, "data" | "port">): number {
  const running = findRunning(data);
  if (!running) return port;
  const url = new URL(running.url);
  // A URL leaves the default port of its scheme out.
  return Number(url.port) || (url.protocol === "https:" ? 443 : 80);
}

function checkAddress(config: Config): Result {
  const addresses = openAddressBook(config);
  const port = portOf(config);
  const reach = findAddresses({ ...config, scheme: config.tls ? "https" : "http", port }, chosenFirst(addresses));
  const hint = hintFor(reach.reach, addresses.problem());
  return hint ? warning(`${reach.students}: ${hint}`) : good(reach.students);
}
