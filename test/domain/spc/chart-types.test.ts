import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { chartTypes } from "../../../src/domain/spc/charts/index.ts";
import { chartKinds } from "../../../src/domain/spc/kinds.ts";

const src = join(import.meta.dir, "../../../src");
/** The kinds are listed in `kinds.ts`; each has its texts on the pages. */
const namesKinds = /^(domain\/spc\/(charts\/|kinds\.ts)|web\/.*texts\.ts)/;

test("each kind of chart has its own definition", () => {
  expect(Object.keys(chartTypes)).toEqual([...chartKinds]);
  expect(new Set(Object.values(chartTypes)).size).toBe(chartKinds.length);
});

test("shared code never checks which kind of chart it has", async () => {
  const files = [...new Glob("{domain/spc,quality,store,client}/**/*.{ts,tsx}").scanSync(src)];
  const quoted = new RegExp(chartKinds.map((kind) => `["']${kind}["']`).join("|"));
  const naming = await Promise.all(
    files.filter((file) => !namesKinds.test(file)).map(async (file) => [file, await Bun.file(join(src, file)).text()]),
  );
  expect(naming.flatMap(([file = "", text = ""]) => (quoted.test(text) ? [file] : []))).toEqual([]);
});
