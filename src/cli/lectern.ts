/** The command line: which commands there are, and how one of them is found, run and refused. */
import { type ArgsDef, type CommandDef, renderUsage, runCommand } from "citty";
import { version } from "../../package.json";
import { ConfigError } from "../config.ts";
import { Fault } from "../domain/faults.ts";
import { DataError } from "../store/data-error.ts";
import { backup } from "./backup.ts";
import { check } from "./check.ts";
import { Refusal } from "./command.ts";
import { demo } from "./demo.ts";
import { healthcheck } from "./healthcheck.ts";
import { importing } from "./import.ts";
import { restore } from "./restore.ts";
import { serve } from "./serve.ts";
import { session } from "./session.ts";
import { status } from "./status.ts";
import { token } from "./token.ts";
import { user } from "./user.ts";

// biome-ignore lint/suspicious/noExplicitAny: citty's own type for commands of every shape in one table
type Command = CommandDef<any>;

const lectern: Command = {
  meta: { name: "lectern", version, description: "A classroom server in one program; alone it is lectern serve" },
  subCommands: { serve, user, token, session, status, demo, backup, restore, check, import: importing, healthcheck },
};

/** Runs the command that `argv` names, to its end; gives the exit code. */
export async function runLectern(argv: readonly string[]): Promise<number> {
  const first = argv[0];
  try {
    if (first === "--version" || first === "-v") {
      console.log(version);
      return 0;
    }
    if (argv.some((arg) => arg === "--help" || arg === "-h")) {
      await help(argv);
      return 0;
    }
    // `lectern --port 9000` is `lectern serve --port 9000`.
    await runCommand(lectern, { rawArgs: !first || first.startsWith("-") ? ["serve", ...argv] : [...argv] });
    return 0;
  } catch (error) {
    if (codeOf(error) === "E_NO_COMMAND") await help(argv);
    else console.error(`lectern: ${wordsFor(error)}`);
    return exitFor(error);
  }
}

/** Prints what the command that `argv` names takes. */
async function help(argv: readonly string[]): Promise<void> {
  let found: Command = lectern;
  const path: string[] = [];
  for (const word of argv) {
    const next = (found.subCommands as Record<string, Command> | undefined)?.[word];
    if (!next) break;
    path.push(word);
    found = next;
  }
  const parent = { meta: { name: ["lectern", ...path.slice(0, -1)].join(" ") } } satisfies CommandDef<ArgsDef>;
  const text = await renderUsage(found, path.length > 0 ? parent : undefined);
  const lines = text.split("\n").map((line) => line.trimEnd());
  console.log(process.stdout.isTTY ? lines.join("\n") : Bun.stripANSI(lines.join("\n")));
}

/** What is said about an error: a line where it is theirs, with where it came from where it is ours. */
function wordsFor(error: unknown): string {
  if (error instanceof Refusal || error instanceof ConfigError || error instanceof Fault) return error.message;
  if (error instanceof DataError) return error.message;
  if (!(error instanceof Error)) return String(error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(String(codeOf(error)))) return `the database is damaged: ${error.message}.`;
  if (error.name === "CLIError") return `${Bun.stripANSI(error.message).replace(/\.$/, "")}: see --help.`;
  return `something went wrong that should not: ${Bun.inspect(error)}`;
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

function exitFor(error: unknown): number {
  if (error instanceof Refusal) return error.exit;
  return error instanceof ConfigError || (error instanceof Error && error.name === "CLIError") ? 2 : 1;
}
