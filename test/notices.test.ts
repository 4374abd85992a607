import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { notices, parts } from "../scripts/notices.ts";
import { root } from "../scripts/prepare.ts";

/** The npm packages whose modules are in the bundle of this entry. */
async function packagesIn(entry: string): Promise<string[]> {
  const { metafile } = await Bun.build({
    entrypoints: [join(root, entry)],
    target: entry.endsWith(".ts") ? "bun" : "browser",
    metafile: true,
    throw: true,
  });
  const names = Object.keys(metafile?.inputs ?? {}).flatMap((path) => {
    const [, inner] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    return inner ?? [];
  });
  return [...new Set(names)].toSorted();
}

describe("the notices", () => {
  const named = parts();

  test.each(["src/main.ts", "src/web/main.tsx"])("name every package in the bundle of %s", async (entry) => {
    const bundled = await packagesIn(entry);
    expect(bundled.length).toBeGreaterThan(5);
    expect(bundled.filter((name) => !named.some((part) => part.name === name))).toEqual([]);
  });

  test("have the licence of each part", () => {
    for (const { name, licence, text } of named) {
      expect([name, licence, text.length > 200]).toEqual([name, expect.any(String), true]);
    }
    const all = notices(named);
    for (const { name, version } of named) expect(all).toContain(`${name} ${version} (`);
    expect(all).toContain("Copyright (c) 2015-present Jason Miller");
  });
});
