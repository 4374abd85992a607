/** Shared by all commands: settings, options, and the error that ends a command with one line and an exit code. */
import { Command, Option } from "@commander-js/extra-typings";

/** An error for the user: the program prints the message as one line and exits with `exit`. */
export class Refusal extends Error {
  constructor(
    message: string,
    /** 1: the command failed; 2: the command line is wrong. */
    readonly exit: 1 | 2 = 1,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** Returns a command that throws its errors instead of printing them, for `runLectern` to print. */
export function command<const Name extends string>(name: Name, description: string) {
  return new Command(name)
    .description(description)
    .helpOption("-h, --help", "Show this help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
}

/** The option of every command that uses a data folder. */
export const dataOption = new Option(
  "--data <folder>",
  "The data folder (default: ./lectern-data) (env: LECTERN_DATA)",
);

/** The option of every command that can use a shared database. */
export const databaseOption = new Option(
  "--database <url>",
  "The PostgreSQL database, if servers share one (default: none) (env: LECTERN_DATABASE)",
);

/** The option of every command with output for programs. */
export const jsonOption = new Option("--json", "Print JSON");

/** Returns the examples at the end of a help text. */
export const examples = (...lines: readonly string[]): string =>
  ["", "Examples:", ...lines.map((line) => `  ${line}`)].join("\n");

/** Returns a parser of whole numbers from `min` to `max` for the option `name`. */
export const wholeNumber = (name: string, min: number, max: number) =>
  parserOf({ name, pattern: /^\d+$/, what: "a whole number", min, max });

/** Returns a parser of decimal numbers from `min` to `max` for the option `name`. */
export const decimalNumber = (name: string, min: number, max: number) =>
  parserOf({ name, pattern: /^\d+(\.\d+)?$/, what: "a number", min, max });

interface NumberFormat {
  readonly name: string;
  readonly pattern: RegExp;
  readonly what: string;
  readonly min: number;
  readonly max: number;
}

function parserOf({ name, pattern, what, min, max }: NumberFormat): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (pattern.test(text) && value >= min && value <= max) return value;
    throw new Refusal(`${name} got ${JSON.stringify(text)}; it takes ${what} from ${min} to ${max}.`, 2);
  };
}
