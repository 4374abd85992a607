/**
 * `bun run release [target …]`: the program for every release target, or for those named, with checksums, in
 * `dist/release`.
 */
import { rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { version } from "../package.json";
import { compile, type Target, targets } from "./compile.ts";
import { buildWeb, fail, installPackages, root } from "./prepare.ts";

const folder = join(root, "dist/release");
const all = Object.keys(targets) as Target[];
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in targets));
if (unknown) fail(`Unknown target ${unknown}. The targets are ${all.join(", ")}.`);
const names = all.filter((name) => wanted.length === 0 || wanted.includes(name));

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
// The form that `sha256sum --check` reads.
writeFileSync(join(folder, "SHA256SUMS"), sums.join(""));
console.log(folder);
