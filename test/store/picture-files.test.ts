/** The files of uploaded pictures. */
import { expect, test } from "bun:test";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openPictureFiles } from "../../src/store/picture-files.ts";
import { temporaryFolder } from "../support/class.ts";

test("the same picture may be written several times at once", async () => {
  using folder = temporaryFolder();
  const files = openPictureFiles(folder.path);
  const bytes = new Uint8Array(1_000_000).fill(7);
  const name = `${"a".repeat(43)}-10x10.png`;
  await Promise.all(Array.from({ length: 8 }, () => files.write(name, bytes)));
  const path = join(folder.path, "uploads", name);
  expect([existsSync(path), Bun.file(path).size]).toEqual([true, bytes.length]);
  expect(readdirSync(join(folder.path, "incoming"))).toEqual([]);
});
