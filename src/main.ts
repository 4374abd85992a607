#!/usr/bin/env bun
/** The program's entry point: runs the command in `process.argv` and exits with its code. */
import { runLectern } from "./cli/lectern.ts";

process.exit(await runLectern(process.argv.slice(2)));
