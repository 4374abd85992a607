#!/usr/bin/env bun
/** The program's entry point: runs the command in `process.argv` and exits with its code. */
import { runLectern } from "./cli/lectern.ts";

const code = await runLectern(process.argv.slice(2));
// A window that opened for a double click would close before its error can be read.
if (code !== 0 && process.platform === "win32") (await import("./cli/windows/console.ts")).keepOpen();
process.exit(code);
