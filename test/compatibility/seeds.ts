/** The five apps' own documents, which are in a folder next to the project and not part of it. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/prepare.ts";

const folder = join(root, "../shared/seeds");

/** Why tests of the documents do not run here; empty if they do. */
export const noSeeds = existsSync(folder) ? "" : " (skipped: the folder ../shared/seeds does not exist here)";

/** A code block of a document: its language, if the fence names one, and its text as Markdown defines it. */
export interface CodeBlock {
  readonly language: string;
  readonly text: string;
}

/** The code blocks of the document whose file name begins with `number`. */
export function blocksOf(number: string): CodeBlock[] {
  const file = readdirSync(folder).find((name) => name.startsWith(`${number}_`));
  if (file === undefined) throw new Error(`no document ${number}`);
  const blocks: CodeBlock[] = [];
  let open: { indent: number; language: string; lines: string[] } | undefined;
  for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
    const [, indent = "", language = ""] = /^(\s*)```(\w*)\s*$/.exec(line) ?? [undefined, undefined, undefined];
    const isFence = /^\s*```/.test(line);
    if (isFence && !open) open = { indent: indent.length, language, lines: [] };
    else if (isFence && open) {
      blocks.push({ language: open.language, text: open.lines.join("\n") });
      open = undefined;
    } else open?.lines.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
  }
  return blocks;
}
