/** The command line: finds the command, runs it, and turns an error into a line and an exit code. */
import { CommanderError } from "@commander-js/extra-typings";
import { version } from "../../package.json";
import { ConfigError } from "../config.ts";
import { Fault } from "../domain/faults.ts";
import { DataError } from "../store/data-error.ts";
import { backup } from "./backup.ts";
import { check } from "./check.ts";
import { command, examples, Refusal } from "./command.ts";
import { complete, completion } from "./completion.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { exporting } from "./export.ts";
import { healthcheck } from "./healthcheck.ts";
import { importing } from "./import.ts";
import { licenses } from "./licenses.ts";
import { manual } from "./manual.ts";
import { restore } from "./restore.ts";
import { serve } from "./serve.ts";
import { session } from "./session.ts";
import { status } from "./status.ts";
import { token } from "./token.ts";
import { user } from "./user.ts";

const program = command("lectern", "A classroom server in one program. Without a command it runs lectern serve.")
  .version(version, "-v, --version", "Show the version; with --json also Bun's and the machine's")
  // Options after `demo spc` are those of `spc`, even if `demo` has the same.
  .enablePositionalOptions()
  .addCommand(serve)
  .addCommand(user)
  .addCommand(token)
  .addCommand(session)
  .addCommand(status)
  .addCommand(demo)
  .addCommand(backup)
  .addCommand(restore)
  .addCommand(check)
  .addCommand(doctor)
  .addCommand(importing)
  .addCommand(exporting)
  .addCommand(completion)
  .addCommand(manual)
  .addCommand(licenses)
  .addCommand(complete, { hidden: true })
  .addCommand(healthcheck, { hidden: true })
  .addHelpText(
    "after",
    examples(
      "lectern                         Start the server",
      "lectern --port 9000             Start the server on another port",
      "lectern serve --help            Show all options of the server",
      "lectern user add Kim --role teacher",
    ),
  );

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
  const isServe = first === undefined || (first.startsWith("-") && !ownOptions.includes(first));
  try {
    await program.parseAsync(isServe ? ["serve", ...argv] : argv, { from: "user" });
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
  const isDamaged = "code" in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
  if (isDamaged) return `the database is damaged: ${error.message}.`;
  return `something went wrong that should not: ${Bun.inspect(error)}`;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Refusal) return error.exit;
  return error instanceof ConfigError ? 2 : 1;
}
