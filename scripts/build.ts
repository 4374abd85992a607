/** `bun run build`: the program for this machine, `dist/lectern`. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { compile } from "./compile.ts";
import { buildWeb, installPackages, root } from "./prepare.ts";

await installPackages();
await buildWeb();
const path = await compile(join(root, "dist/lectern"));
console.log(`${path}: ${(statSync(path).size / 1024 / 1024).toFixed(1)} MiB`);
