/**
 * `bun run release [target …]`: compiles the program for the given release targets (default: all) into `dist/release`,
 * with the licences, the list of its parts, the man page and checksums; with LECTERN_RELEASE_URL also the files for
 * package managers.
 */
import { copyFileSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { version } from "../package.json";
import { compile, type Target, targets } from "./compile.ts";
import { deployFiles, packageManifests } from "./manifests.ts";
import { noticesFolder } from "./notices.ts";
import { buildWeb, bun, fail, installPackages, root } from "./prepare.ts";

const folder = join(root, "dist/release");
const all = Object.keys(targets) as Target[];
const requested = process.argv.slice(2);
const unknown = requested.find((name) => !(name in targets));
if (unknown) fail(`Unknown target ${unknown}. The targets are ${all.join(", ")}.`);
const names = all.filter((name) => requested.length === 0 || requested.includes(name));

await installPackages();
await buildWeb();
rmSync(folder, { recursive: true, force: true });
for (const [index, name] of names.entries()) {
  console.error(`[${index + 1}/${names.length}] ${name} …`);
  const path = await compile(join(folder, `lectern-${version}-${name}`), name);
  console.error(`      ${basename(path)}: ${(statSync(path).size / 1024 / 1024).toFixed(1)} MiB`);
}
copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
for (const name of deployFiles) copyFileSync(join(root, "deploy", name), join(folder, name));
for (const name of readdirSync(noticesFolder)) copyFileSync(join(noticesFolder, name), join(folder, name));
const manual = Bun.spawnSync([bun, join(root, "src/main.ts"), "manual"]);
if (!manual.success) fail("The man page could not be made.");
writeFileSync(join(folder, "lectern.1"), manual.stdout);
const sums = new Map(
  readdirSync(folder)
    .toSorted()
    .map((name) => [name, sha256(name)]),
);
// Package managers need a program for every system, and where the files will be: LECTERN_RELEASE_URL.
if (names.length === all.length) {
  for (const [name, text] of packageManifests(process.env.LECTERN_RELEASE_URL, sums)) {
    writeFileSync(join(folder, name), text);
    sums.set(name, sha256(name));
  }
}
// The format of `sha256sum --check`.
writeFileSync(join(folder, "SHA256SUMS"), Array.from(sums, ([name, sum]) => `${sum}  ${name}\n`).join(""));
console.log(folder);

function sha256(name: string): string {
  return new Bun.CryptoHasher("sha256").update(readFileSync(join(folder, name))).digest("hex");
}
