/** `bun scripts/with-packages.ts <command> …`: installs the packages if needed, then runs a command that uses them. */
import { delimiter, join } from "node:path";
import { bun, fail, installPackages, root, run } from "./prepare.ts";

const [program, ...args] = process.argv.slice(2);
if (program === undefined) fail("Usage: bun scripts/with-packages.ts <command> [arguments]");
await installPackages();
const path = [join(root, "node_modules/.bin"), process.env.PATH].join(delimiter);
// A command that is a JavaScript file runs in this Bun: the machine may have no Node.
const command = program === "bun" ? [bun] : [bun, "run", program];
process.exit(await run([...command, ...args], { PATH: path }));
