/** That a saved state is not used by a program that would make another one of the same events. */
import { expect, test } from "bun:test";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashSources } from "../../src/live/state-version.ts";
import { temporaryFolder } from "../support/class.ts";

const source = join(import.meta.dir, "../../src");

test("any change of the code for rules changes the version of the states, also in a function that folds call", () => {
  using folder = temporaryFolder();
  for (const name of ["features", "domain"]) cpSync(join(source, name), join(folder.path, name), { recursive: true });
  expect(hashSources(folder.path)).toBe(hashSources(source));
  for (const path of ["features/questions-state.ts", "domain/text.ts", "domain/new.ts"]) {
    const before = hashSources(folder.path);
    writeFileSync(join(folder.path, path), "export const changed = 1;\n");
    expect(hashSources(folder.path)).not.toBe(before);
  }
});
