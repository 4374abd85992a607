/** The command line: finds the command, runs it, and turns an error into a line and an exit code. */
import { CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { version } from "../../package.json";
import { ConfigError } from "../config.ts";
import { Fault } from "../domain/faults.ts";
import { DataError } from "../store/data-error.ts";
import { command, examples, Refusal } from "./command.ts";
import { describeDatabaseError } from "./database-errors.ts";
import { describeDiskError } from "./disk-errors.ts";

/** `lectern serve`, which is loaded without the others: it must start fast. */
const loadServe = async () => (await import("./serve.ts")).serve;

/** Every command, in the order of the help text. */
const commands: readonly (() => Promise<CommandUnknownOpts>)[] = [
  loadServe,
  async () => (await import("./user.ts")).user,
  async () => (await import("./token.ts")).token,
  async () => (await import("./session.ts")).session,
  async () => (await import("./status.ts")).status,
  async () => (await import("./demo.ts")).demo,
  async () => (await import("./audit.ts")).audit,
  async () => (await import("./backup.ts")).backup,
  async () => (await import("./restore.ts")).restore,
  async () => (await import("./migrate.ts")).migrate,
  async () => (await import("./check.ts")).check,
  async () => (await import("./doctor.ts")).doctor,
  async () => (await import("./import.ts")).importing,
  async () => (await import("./export.ts")).exporting,
  async () => (await import("./completion.ts")).completion,
  async () => (await import("./manual.ts")).manual,
  async () => (await import("./licenses.ts")).licenses,
];

/** The commands that the help text leaves out. */
const hidden: typeof commands = [
  async () => (await import("./completion.ts")).complete,
  async () => (await import("./healthcheck.ts")).healthcheck,
];

/** The program with the commands that are needed for this command line. */
export async function openProgram({ onlyServe }: { onlyServe: boolean }) {
  const program = command("lectern", "A classroom server in one program. Without a command it runs lectern serve.")
    .version(version, "-v, --version", "Show the version; with --json also Bun's and the machine's")
    // Options after `demo spc` are those of `spc`, even if `demo` has the same.
    .enablePositionalOptions();
  for (const load of onlyServe ? [loadServe] : commands) program.addCommand(await load());
  for (const load of onlyServe ? [] : hidden) program.addCommand(await load(), { hidden: true });
  return program.addHelpText(
    "after",
    examples(
      "lectern                         Start the server",
      "lectern --port 9000             Start the server on another port",
      "lectern serve --help            Show all options of the server",
      "lectern user add Kim --role teacher",
    ).concat("\n\nThe guide is on the running server, at /docs/guide."),
  );
}

/** The options of the program itself. Without a command, every other option is one of `lectern serve`. */
const ownOptions = ["--help", "-h", "--version", "-v"];

/** Runs the command in `argv` and returns the exit code. */
export async function runLectern(argv: readonly string[]): Promise<number> {
  const [first] = argv;
  // Commander shows the version as soon as it reads this option.
  if (argv.length === 2 && argv.includes("--json") && (argv.includes("--version") || argv.includes("-v"))) {
    console.log(JSON.stringify({ version, bun: Bun.version, platform: process.platform, arch: process.arch }, null, 2));
    return 0;
  }
  const isDefault = first === undefined || (first.startsWith("-") && !ownOptions.includes(first));
  try {
    const program = await openProgram({ onlyServe: isDefault || first === "serve" });
    await program.parseAsync(isDefault ? ["serve", ...argv] : argv, { from: "user" });
    return 0;
  } catch (error) {
    const exit = exitCodeOf(error);
    // Commander throws after printing a help text; that needs no further line.
    const isHelp = error instanceof CommanderError && (exit === 0 || error.code === "commander.help");
    if (!isHelp) console.error(`lectern: ${lineOf(error)}`);
    return exit;
  }
}

/** The line for an expected error; an unexpected one has its stack trace. */
function lineOf(error: unknown): string {
  if (error instanceof CommanderError) {
    const line = error.message
      .replace(/^error: /, "")
      .replace("\n", " ")
      .replace(/\.$/, "");
    return line.endsWith("?)") ? line : `${line}: see --help.`;
  }
  if (error instanceof Refusal || error instanceof ConfigError || error instanceof Fault) return error.message;
  if (error instanceof DataError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const line = describeDatabaseError(error) ?? describeDiskError(error, "The data folder");
  if (line !== undefined) return line;
  return `something went wrong that should not: ${Bun.inspect(error)}`;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal) return error.exit;
  return error instanceof ConfigError ? 2 : 1;
}
