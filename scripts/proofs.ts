/** Reads the rows of docs/PROOFS.md, and finds the tests whose names start with their ids. */
import { join } from "node:path";
import { Glob } from "bun";
import { root } from "./prepare.ts";

export interface Proof {
  readonly id: string;
  /** The event that is tested. */
  readonly stimulus: string;
  readonly mustHold: string;
  /** Whether it is not implemented yet. */
  readonly planned: boolean;
}

/** The rows, in the document's order. */
export async function readProofs(): Promise<Proof[]> {
  const text = await Bun.file(join(root, "docs/PROOFS.md")).text();
  return Array.from(
    text.matchAll(/^\| ([A-I]\d+) \| (.+?) \| (.+?) \|$/gm),
    ([, id = "", stimulus = "", mustHold = ""]) => ({
      id,
      stimulus,
      mustHold,
      planned: mustHold.startsWith("not yet"),
    }),
  );
}

/** The files under `test/` with tests of each row, by its id. */
export async function testsOfRows(): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for await (const path of new Glob("**/*.test.ts").scan(join(root, "test"))) {
    const text = await Bun.file(join(root, "test", path)).text();
    for (const [, id = ""] of text.matchAll(/["`]([A-I]\d+) /g)) found.set(id, (found.get(id) ?? new Set()).add(path));
  }
  return found;
}
