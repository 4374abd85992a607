/** `lectern manual`: the man page, made of the same definitions as the help texts. */
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { version } from "../../package.json";
import { command, examples } from "./command.ts";

export const manual = command("manual", "Print the man page")
  .addHelpText("after", examples("lectern manual > /usr/local/share/man/man1/lectern.1"))
  .action(function () {
    if (this.parent) process.stdout.write(manPage(this.parent));
  });

/** Returns the man page of a program in the macros of man(7). */
export function manPage(program: CommandUnknownOpts): string {
  return [
    `.TH LECTERN 1 "" "Lectern ${version}" "User Commands"`,
    ".SH NAME",
    `lectern \\- ${roff(program.description())}`,
    ".SH SYNOPSIS",
    ".B lectern",
    "[\\fIcommand\\fR] [\\fIoptions\\fR]",
    ".SH DESCRIPTION",
    "A teacher starts the server on a laptop; a class scans its QR code and is in a live room. Everything is kept in one",
    "folder, the data folder.",
    ".SH OPTIONS",
    ...optionsOf(program),
    ".SH COMMANDS",
    ...commandsOf(program).flatMap(section),
    ".SH FILES",
    ...entry(
      "lectern-data",
      "The data folder: the database lectern.db, the pictures in uploads, and copies in backups.",
    ),
    ".SH EXIT STATUS",
    ...entry("0", "The command succeeded."),
    ...entry("1", "It failed; one line says why and what to do."),
    ...entry("2", "The command line or a setting is wrong."),
    "",
  ].join("\n");
}

/** The commands, each before those within it. A group that does nothing by itself is left out. */
const commandsOf = (parent: CommandUnknownOpts): CommandUnknownOpts[] =>
  parent
    .createHelp()
    .visibleCommands(parent)
    .flatMap((one) => [...(one.commands.length > 0 && optionsOf(one).length === 0 ? [] : [one]), ...commandsOf(one)]);

function section(one: CommandUnknownOpts): string[] {
  const names: string[] = [];
  for (let at: CommandUnknownOpts | null = one; at; at = at.parent) names.unshift(at.name());
  const operands = one.registeredArguments.map((operand) => {
    const name = `${operand.name()}${operand.variadic ? "..." : ""}`;
    return operand.required ? name : `[${name}]`;
  });
  return [
    `.SS ${roff([...names, ...operands].join(" "))}`,
    ...paragraph(one.description()),
    ...one.registeredArguments
      .filter(({ description }) => description)
      .flatMap((argument) => {
        return entry(argument.name(), argument.description);
      }),
    ...optionsOf(one),
  ];
}

/** The options that the help lists, with their choices and defaults, but not `--help` itself in each command. */
function optionsOf(one: CommandUnknownOpts): string[] {
  const help = one.createHelp();
  return help
    .visibleOptions(one)
    .filter(({ long }) => one.parent === null || long !== "--help")
    .flatMap((option) => entry(option.flags, help.optionDescription(option)));
}

const entry = (term: string, about: string): string[] => [".TP", `.B ${roff(term)}`, ...paragraph(about)];

/** A text of one or more lines; each ends with a full stop. */
const paragraph = (text: string): string[] =>
  text.split("\n").map((line) => roff(/[.!?]$/.test(line) ? line : `${line}.`));

/** A line of text. A dot or an apostrophe at its beginning would be a macro; characters outside ASCII have a name. */
const roff = (line: string): string =>
  line
    .replaceAll("\\", "\\e")
    .replaceAll("-", "\\-")
    .replace(/[^ -~]/gu, (one) => `\\[u${one.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}]`)
    .replace(/^(?=[.'])/, "\\&");
