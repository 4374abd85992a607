/** Writes `dist/guide`, which the program contains: `docs/guide` and all pages of `docs`. */
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.ts";

/** The folder, as the program contains it. */
export const guideFolder = join(root, "dist/guide");

export function writeGuide(): void {
  rmSync(guideFolder, { recursive: true, force: true });
  cpSync(join(root, "docs/guide"), guideFolder, { recursive: true });
  mkdirSync(join(guideFolder, "docs"));
  for (const name of readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")))
    cpSync(join(root, "docs", name), join(guideFolder, "docs", name));
}
