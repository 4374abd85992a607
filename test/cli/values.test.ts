import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Argument, CommandUnknownOpts, Option } from "@commander-js/extra-typings";
import { openProgram } from "../../src/cli/lectern.ts";
import { aboutFlag, flagNames } from "../../src/flags.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../support/class.ts";
import { lecternInProcess } from "./in-process.ts";
import { lectern } from "./program.ts";

/** Every command that does something, by the words that run it. */
function commandsOf(parent: CommandUnknownOpts, words: readonly string[] = []): [string[], CommandUnknownOpts][] {
  return parent.commands.flatMap((one): [string[], CommandUnknownOpts][] => {
    const path = [...words, one.name()];
    const isGroup = one.commands.length > 0 && one.options.length === 0;
    return [...(isGroup ? [] : [[path, one] as [string[], CommandUnknownOpts]]), ...commandsOf(one, path)];
  });
}
const program = await openProgram({ onlyServe: false });
const commands = commandsOf(program);

/**
 * What each kind of value does not accept, by its placeholder in the help text; undefined if any text is accepted. A new
 * placeholder must be added here.
 */
const wrong: Readonly<Record<string, readonly string[] | undefined>> = {
  number: ["abc", "-1", "1.2.3", "99999999999", ""],
  id: ["abc", "0", "1.5", "99999999999"],
  address: ["not an address", "a/b"],
  url: ["class.example", "ftp://class.example"],
  origins: ["class.example", "https://class.example/path"],
  hosts: ["https://class.example", "a b"],
  addresses: ["10.0.0.0/33", "proxy.example"],
  level: ["loud"],
  format: ["xml"],
  days: ["0", "abc", "-1", "1.5", "99999"],
  when: ["tomorrow", "7", "2026-13-01"],
  role: ["head"],
  language: ["de"],
  what: ["nonsense"],
  shell: ["powershell"],
  // Files to read and folders have tests of their own, below.
  file: undefined,
  folder: undefined,
  // A folder or the address of a database: test/cluster/migrate.test.ts.
  place: undefined,
  // Names and codes are looked up; secrets may be any text.
  name: undefined,
  account: undefined,
  who: undefined,
  holder: undefined,
  code: undefined,
  key: undefined,
  token: undefined,
  words: undefined,
};

interface Value {
  readonly words: readonly string[];
  readonly placeholder: string;
  /** The command line with this value. */
  readonly line: (value: string) => string[];
}
const placeholderOf = ({ flags }: Option) => /[<[]([\w ]+)[>\]]$/.exec(flags)?.[1] ?? "";
/** A value that every argument accepts. */
const filler = ({ argChoices }: Argument) => argChoices?.[0] ?? "1";

/** Every option and argument with a value. */
const values: Value[] = commands.flatMap(([words, one]) => [
  ...one.options
    .filter(({ required }) => required)
    .map((option) => ({
      words: [...words, option.long ?? ""],
      placeholder: placeholderOf(option),
      line: (value: string) => [
        ...words,
        ...one.registeredArguments.filter((argument) => argument.required).map(filler),
        `${option.long}=${value}`,
      ],
    })),
  ...one.registeredArguments.map((argument, n) => ({
    words: [...words, `<${argument.name()}>`],
    placeholder: argument.name(),
    line: (value: string) => [
      ...words,
      ...one.registeredArguments.map((other, m) => (m === n ? value : filler(other))),
    ],
  })),
]);

/** The lines of a rejection: one line, without a stack trace. */
function expectOneLine({ exit, out, err }: { exit: number; out: string; err: string }, exits: readonly number[]): void {
  expect(exits).toContain(exit);
  expect(out).toBe("");
  expect(err.trimEnd().split("\n")).toEqual([expect.stringMatching(/^lectern: ./)]);
  expect(err).not.toMatch(/should not|\n\s+at /);
}

test("each kind of value has its wrong values", () => {
  const missing = values.filter(({ placeholder }) => !(placeholder in wrong));
  expect(missing.map(({ words, placeholder }) => `${words.join(" ")}: ${placeholder}`)).toEqual([]);
});

describe("a wrong value is one line, and exit code 2", () => {
  const rows = values.flatMap(({ words, placeholder, line }) =>
    (wrong[placeholder] ?? []).map((value) => [`${words.join(" ")} ${JSON.stringify(value)}`, line(value)] as const),
  );
  test.each(rows)("lectern %s", async (_, line) => {
    expectOneLine(await lecternInProcess(line), [2]);
  });

  test("each flag of the server that is not free text has a wrong value", () => {
    // A name that is empty, or very long, is not one of those.
    const free = flagNames.filter((name) => {
      const { value, secret } = aboutFlag(name);
      return value !== undefined && !secret && wrong[value] === undefined;
    });
    expect(free).toEqual(["data", "tls-cert", "tls-key", "refiner-model"]);
  });

  test.each(["--tls-cert", "--tls-key"])("lectern serve %s of a file that does not exist", async (option) => {
    expectOneLine(await lecternInProcess(["serve", option, "/no/such/file.pem"]), [2]);
  });
});

/** The lines of the commands that use a data folder and cannot run without one, with a value for each argument. */
const onData = commands.filter(([, { options }]) => options.some(({ long }) => long === "--data"));

describe("a data folder that cannot be used is one line, and exit code 1", () => {
  /** What some of the commands need to get as far as the folder. */
  const more: Readonly<Record<string, readonly string[]>> = {
    "user add": ["--role", "teacher", "--password-stdin"],
    serve: ["--port", "0", "--no-open"],
    demo: ["--port", "0", "--no-open"],
    migrate: ["--update", "postgres://lectern@127.0.0.1:1/lectern"],
    "session expired": ["--delete-classes-after", "180"],
  };
  const lineOf = ([words, one]: (typeof onData)[number], lesson: string) => [
    ...words,
    ...one.registeredArguments.map((argument) =>
      words[0] === "import" && argument.name() === "file" ? lesson : filler(argument),
    ),
    ...(more[words.join(" ")] ?? []),
  ];

  test.each(onData.filter(([words]) => words.join(" ") !== "doctor"))("lectern %p", async (words, one) => {
    using folder = temporaryFolder();
    const file = join(folder.path, "file");
    writeFileSync(file, "");
    const lesson = join(folder.path, "lesson.md");
    writeFileSync(lesson, "# Lesson\n\n## Step\n");
    const line = [...lineOf([words, one], lesson), "--data", join(file, "data")];
    // A server leaves handlers of signals behind, and a password comes from standard input.
    const isAlone = /^(serve|demo|user add)/.test(words.join(" "));
    const { exit, out, err } = await (isAlone ? lectern(line, { input: "a-long-password\n" }) : lecternInProcess(line));
    const last = err.trimEnd().split("\n").at(-1) ?? "";
    expectOneLine({ exit, out, err: last }, [1]);
  });
});

test("a file that does not exist, or cannot be written, is one line", async () => {
  using folder = temporaryFolder();
  openStore(folder.path)[Symbol.dispose]();
  const data = ["--data", folder.path];
  const missing = join(folder.path, "missing", "file.md");
  for (const line of [
    ["import", "lesson", missing],
    ["restore", missing],
    ["backup", missing],
  ]) {
    const { exit, out, err } = await lecternInProcess([...line, ...data]);
    expectOneLine({ exit, out, err: err.trimEnd().split("\n").at(-1) ?? "" }, [1]);
  }
});

test("every list prints JSON, too", async () => {
  using folder = temporaryFolder();
  openStore(folder.path)[Symbol.dispose]();
  const lists = commands.filter(([words]) => words.at(-1) === "list");
  expect(lists.length).toBeGreaterThanOrEqual(3);
  for (const [words] of lists) {
    const { exit, out } = await lecternInProcess([...words, "--json", "--data", folder.path]);
    expect([exit, JSON.parse(out)]).toEqual([0, []]);
  }
});
