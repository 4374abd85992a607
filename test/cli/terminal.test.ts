import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../support/class.ts";
import { atTerminal, lectern } from "./program.ts";

test("at a terminal the teacher sees the students' address with its picture, the link and the folder", async () => {
  using folder = temporaryFolder();
  await using program = atTerminal(["--port", "0", "--data", folder.path, "--no-open"]);
  const screen = Bun.stripANSI(await program.shows("Stop with Ctrl+C."));
  expect(screen).toMatch(/Students {3}http:\/\/[\w.]+:\d+/);
  expect(screen).toMatch(/Teacher {4}http:\/\/localhost:\d+\/teach#key=[\w-]{22}/);
  expect(screen).toContain(`Data       ${folder.path}`);
  expect(screen).toMatch(/█▀▀▀▀▀█/);
  // Nobody needs the link in a file who has it on the screen.
  expect(await Bun.file(join(folder.path, "teacher-link")).exists()).toBe(false);
  program.interrupt();
  expect(await program.exited).toBe(0);
});

test("a password is asked for twice and shown to nobody", async () => {
  using folder = temporaryFolder();
  const data = ["--data", folder.path];
  await using program = atTerminal(["user", "add", "Kim", "--role", "teacher", ...data]);
  await program.shows("Password: ");
  program.type("secretx\u007fs-비밀\r");
  await program.shows("Again: ");
  program.type("secrets-비밀\r");
  const screen = await program.shows("can sign in now.");
  expect(screen).not.toInclude("secret");
  expect(await program.exited).toBe(0);
  expect((await lectern(["user", "list", ...data])).out).toContain("Kim");
});

test("two passwords that differ, and Ctrl+C, add no account", async () => {
  using folder = temporaryFolder();
  const args = ["user", "add", "Kim", "--role", "teacher", "--data", folder.path];
  {
    await using program = atTerminal(args);
    await program.shows("Password: ");
    program.type("long-enough\r");
    await program.shows("Again: ");
    program.type("long-enouhg\r");
    await program.shows("The two passwords are not the same.");
    expect(await program.exited).toBe(1);
  }
  await using program = atTerminal(args);
  await program.shows("Password: ");
  program.type("long\u0003");
  await program.shows("No password was given.");
  expect(await program.exited).toBe(1);
});
