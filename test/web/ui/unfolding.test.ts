/** Every line of a page that unfolds something shows so: by the browser's marker, which a flex box does not have, or by an icon. */
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../scripts/prepare.ts";

test("each line that unfolds something has a marker or an icon", () => {
  const web = join(root, "src/web");
  const lines = Array.from(new Bun.Glob("**/*.tsx").scanSync(web)).flatMap((path) =>
    Array.from(readFileSync(join(web, path), "utf8").matchAll(/<summary.*?<\/summary>/gis), ([line]) => ({
      path,
      line,
    })),
  );
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.filter(({ line }) => /^<summary[^>]*\bflex\b/.test(line) && !line.includes("<Icon"))).toEqual([]);
});
