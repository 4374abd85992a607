/**
 * `bun run release [target …]`: compiles the program for the given release targets (default: all) into `dist/release`,
 * with checksums.
 */
import { rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { version } from "../package.json";
import { compile, type Target, targets } from "./compile.ts";
import { buildWeb, fail, installPackages, root } from "./prepare.ts";

const folder = join(root, "dist/release");
const all = Object.keys(targets) as Target[];
const requested = process.argv.slice(2);
const unknown = requested.find((name) => !(name in targets));
if (unknown) fail(`Unknown target ${unknown}. The targets are ${all.join(", ")}.`);
const names = all.filter((name) => requested.length === 0 || requested.includes(name));

await installPackages();
await buildWeb();
rmSync(folder, { recursive: true, force: true });
const sums: string[] = [];
for (const [index, name] of names.entries()) {
  console.error(`[${index + 1}/${names.length}] ${name} …`);
  const path = await compile(join(folder, `lectern-${version}-${name}`), name);
  const sum = new Bun.CryptoHasher("sha256").update(await Bun.file(path).bytes()).digest("hex");
  sums.push(`${sum}  ${basename(path)}\n`);
  console.error(`      ${basename(path)}: ${(statSync(path).size / 1024 / 1024).toFixed(1)} MiB`);
}
// The format of `sha256sum --check`.
writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
console.log(folder);
