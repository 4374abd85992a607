import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { aboutFlag, flagNames } from "../../src/flags.ts";
import { lecternInProcess } from "./in-process.ts";

const main = join(import.meta.dir, "../../src/main.ts");

/** The words that the program offers after what is typed; the last one is still being typed. */
async function offered(typed: string): Promise<string[]> {
  const { exit, out } = await lecternInProcess(["complete", "--", ...typed.split(" ")]);
  expect(exit).toBe(0);
  return out.split("\n").flatMap((line) => line.split("\t")[0] || []);
}

describe("what is typed is completed", () => {
  const rows: [typed: string, words: string[]][] = [
    ["s", ["serve", "session", "status"]],
    ["session ", ["list", "report", "expired"]],
    ["session list --l", ["--limit"]],
    ["user add Kim --role ", ["teacher", "student"]],
    ["user add Kim --role t", ["teacher"]],
    ["completion z", ["zsh"]],
    // Without a command, the options are those of `serve`.
    ["--tls", ["--tls-cert", "--tls-key"]],
    ["--port 9000 --tls-c", ["--tls-cert"]],
    ["serve --log-level ", ["debug", "info", "warning", "error"]],
    ["--log-format j", ["json"]],
    // The value after an equals sign, as zsh and fish hand it over, and as bash does.
    ["--log-level=d", ["--log-level=debug"]],
    ["--log-level = d", ["debug"]],
    ["serve --log-format =", ["pretty", "json"]],
    ["--log-level = debug --log-f", ["--log-format"]],
    // A file, a number or a name: the shell completes files, and nothing else is offered.
    ["restore ", []],
    ["serve --data ", []],
    ["nonsense --xyz", []],
  ];
  test.each(rows)("lectern %s", async (typed, words) => {
    expect(await offered(typed)).toEqual(words);
  });

  test("the hidden commands are not offered", async () => {
    const words = await offered("");
    expect(words).toContain("backup");
    expect(words).not.toContain("complete");
    expect(words).not.toContain("healthcheck");
  });

  test("in bash, by the script that the program prints", async () => {
    const { out: script } = await lecternInProcess(["completion", "bash"]);
    const typed = `lectern() { "$BUN" --no-env-file "$MAIN" "$@"; }
      ${script}
      COMP_WORDS=(lectern token "") COMP_CWORD=2
      _lectern
      printf '%s\\n' "\${COMPREPLY[@]}"`;
    const bash = Bun.spawnSync(["bash", "-c", typed], { env: { ...process.env, BUN: process.execPath, MAIN: main } });
    expect(bash.stdout.toString().split("\n").slice(0, 3)).toEqual(["create", "list", "revoke"]);
  });
});

describe("the man page", () => {
  test("has every option of the server with its variables, and every command", async () => {
    const { out } = await lecternInProcess(["manual"]);
    const page = out.replaceAll("\\-", "-");
    for (const name of flagNames) {
      const { env, help, choices } = aboutFlag(name);
      expect(page).toContain(`.B --${name} `);
      expect(page).toContain(help);
      for (const variable of env) expect(page).toContain(variable);
      for (const choice of choices ?? []) expect(page).toContain(JSON.stringify(choice));
    }
    for (const command of ["demo", "demo spc", "user add name", "session report code", "restore", "completion shell"]) {
      expect(page).toContain(`.SS lectern ${command}`);
    }
  });

  test("is free of errors for groff", async () => {
    const groff = Bun.which("groff");
    if (groff === null) return;
    // Without them, a bold letter is printed as the letter, a backspace and the letter again.
    const plain = ["-P-c", "-P-b", "-P-u"];
    const { out } = await lecternInProcess(["manual"]);
    const run = Bun.spawnSync([groff, "-man", "-Tutf8", "-ww", ...plain], { stdin: Buffer.from(out) });
    expect(run.stderr.toString()).toBe("");
    expect(run.stdout.toString()).toContain("EXIT STATUS");
  });
});
