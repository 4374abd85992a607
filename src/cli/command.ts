/** What every command has in common: nothing unknown is taken, and a refusal is one line and an exit code. */
import { type ArgDef, type ArgsDef, type CommandContext, type CommandDef, defineCommand } from "citty";
import type { Flags } from "../config.ts";

/** The program cannot do what was asked: one line for the person who asked. It exits with `exit`. */
export class Refusal extends Error {
  constructor(
    message: string,
    /** 1: it could not be done; 2: it was asked for wrongly. */
    readonly exit: 1 | 2 = 1,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** The flag that every command has. */
export const dataFlag = {
  data: {
    type: "string",
    valueHint: "folder",
    description: "The data folder (default: ./lectern-data) (env: LECTERN_DATA)",
  },
} as const satisfies ArgsDef;

/** The flag of every command that prints something a program could read. */
export const jsonFlag = {
  json: { type: "boolean", description: "Print JSON" },
} as const satisfies ArgsDef;

/** A command of ours: citty's, but that it refuses flags and words that it does not know. */
export function command<const T extends ArgsDef>(definition: CommandDef<T>): CommandDef<T> {
  if (definition.subCommands) return defineCommand(definition);
  return defineCommand({ ...definition, setup: refuseUnknown });
}

/** The flags of a command line as they were written, by name: a boolean's value, where it has one, as text. */
export function flagsOf({ args, rawArgs }: { args: Record<string, unknown>; rawArgs: string[] }): Flags {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => {
      if (name === "_" || /[A-Z]/.test(name)) return [];
      const written = rawArgs.findLast((arg) => arg.startsWith(`--${name}=`));
      if (written !== undefined) return [[name, written.slice(name.length + 3)]];
      return typeof value === "string" || typeof value === "boolean" ? [[name, value]] : [];
    }),
  );
}

function refuseUnknown<T extends ArgsDef>({ args, cmd }: CommandContext<T>): void {
  const known = Object.entries<ArgDef>((cmd.args ?? {}) as ArgsDef);
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const flags = known.filter(([, { type }]) => type !== "positional").map(([name]) => name);
  const words = known.flatMap(([name, { type }]) => (type === "positional" ? [name] : []));
  for (const name of Object.keys(args)) {
    if (name === "_" || words.includes(name) || flags.includes(kebab(name))) continue;
    const close = flags.find((flag) => distance(flag, name) <= 2);
    throw new Refusal(`There is no flag --${name}${close ? `: did you mean --${close}?` : ": see --help."}`, 2);
  }
  const extra = args._[words.length];
  if (extra !== undefined) throw new Refusal(`${JSON.stringify(extra)} is one word too many: see --help.`, 2);
}

/** How many letters must be added, left out or changed to make `a` into `b` (Levenshtein 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
