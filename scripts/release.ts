/** `bun run release`: the program for every kind of machine, with checksums, in `dist/release`. */
import { rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { version } from "../package.json";
import { compile, type Target, targets } from "./compile.ts";
import { buildWeb, installPackages, root } from "./prepare.ts";

const folder = join(root, "dist/release");

await installPackages();
await buildWeb();
rmSync(folder, { recursive: true, force: true });
const names = Object.keys(targets) as Target[];
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
