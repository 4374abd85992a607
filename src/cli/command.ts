/** What all commands have in common: settings, shared options, and the error that ends one with a line and an exit code. */
import { Command, Option } from "@commander-js/extra-typings";

/** The program cannot do what was asked: one line for the person who asked. It exits with `exit`. */
export class Refusal extends Error {
  constructor(
    message: string,
    /** 1: it could not be done; 2: the command line is wrong. */
    readonly exit: 1 | 2 = 1,
  ) {
    super(message);
    this.name = "Refusal";
  }
}

/** A command that throws its errors instead of printing them, for `runLectern` to print. */
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

/** The option of every command that prints something a program could read. */
export const jsonOption = new Option("--json", "Print JSON");

/** The last part of a help text: command lines to copy. */
export const examples = (...lines: readonly string[]): string =>
  ["", "Examples:", ...lines.map((line) => `  ${line}`)].join("\n");

/** Reads a whole number from `min` to `max` for the option `name`. */
export function wholeNumber(name: string, min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new Refusal(`${name} got ${JSON.stringify(text)}; it takes a whole number from ${min} to ${max}.`, 2);
  };
}
