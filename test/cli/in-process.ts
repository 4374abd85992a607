/** Runs a command line in this process, which is cheaper than starting the program; only for those that start nothing. */
import { spyOn } from "bun:test";
import { runLectern } from "../../src/cli/lectern.ts";
import type { Ended } from "./program.ts";

export async function lecternInProcess(args: readonly string[]): Promise<Ended> {
  let [out, err] = ["", ""];
  const spies = [
    spyOn(process.stdout, "write").mockImplementation((text) => {
      out += text;
      return true;
    }),
    spyOn(process.stderr, "write").mockImplementation((text) => {
      err += text;
      return true;
    }),
    spyOn(console, "log").mockImplementation((line) => {
      out += `${line}\n`;
    }),
    spyOn(console, "error").mockImplementation((line) => {
      err += `${line}\n`;
    }),
  ];
  try {
    return { exit: await runLectern(args), out, err };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
