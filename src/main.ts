#!/usr/bin/env bun
/** The program: argv in, one command run, an exit code out. */
import { runLectern } from "./cli/lectern.ts";

process.exit(await runLectern(process.argv.slice(2)));
