/** Reads a password at the terminal without echo, or from standard input. */
import { z } from "zod";
import type { UserRole } from "../domain/roles.ts";
import { checkPassword, Password } from "../domain/text.ts";
import { Refusal } from "./command.ts";

/** Reads a new password: from standard input if `fromStdin`, otherwise typed twice. Throws a `Refusal`. */
export async function newPassword(role: UserRole, fromStdin: boolean): Promise<string> {
  if (fromStdin) return checkLength(role, (await Bun.stdin.text()).replace(/\r?\n$/, ""));
  if (!process.stdin.isTTY) {
    throw new Refusal(
      "There is no terminal to type a password at: give it on standard input with --password-stdin.",
      2,
    );
  }
  const password = checkLength(role, await readHidden("Password: "));
  if ((await readHidden("Again: ")) !== password) throw new Refusal("The two passwords are not the same.");
  return password;
}

function checkLength(role: UserRole, password: string): string {
  const read = z.object({ role: z.string(), password: Password }).check(checkPassword).safeParse({ role, password });
  if (read.success) return read.data.password;
  throw new Refusal(read.error.issues[0]?.message ?? "This password is not valid.");
}

/** Reads a line at the terminal without echo. */
function readHidden(question: string): Promise<string> {
  const { stdin } = process;
  // Turns the echo off before the question: people may type early.
  stdin.setRawMode(true);
  process.stderr.write(question);
  stdin.setEncoding("utf8");
  return new Promise((resolve, reject) => {
    let line = "";
    const end = (finish: () => void) => {
      stdin.off("data", take);
      stdin.setRawMode(false);
      stdin.pause();
      process.stderr.write("\n");
      finish();
    };
    const take = (text: string) => {
      for (const letter of text) {
        if (letter === "\r" || letter === "\n") return end(() => resolve(line));
        if (letter === "\u0003" || letter === "\u0004") return end(() => reject(new Refusal("No password was given.")));
        line = letter === "\u007f" || letter === "\b" ? [...line].slice(0, -1).join("") : line + letter;
      }
    };
    stdin.on("data", take);
    stdin.resume();
  });
}
