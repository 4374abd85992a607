/** Copies the code of docs/connect/code/ into the pages beside it. `bun scripts/connect-docs.ts`; a test fails if a copy is out of date. */
import { readdirSync } from "node:fs";

/** The folder of the pages. */
export const connectFolder = new URL("../docs/connect/", import.meta.url);

/** The pages' file names. */
export const connectPages: string[] = readdirSync(connectFolder).filter((name) => name.endsWith(".md"));

const languages: Readonly<Record<string, string>> = { java: "java", mjs: "js", py: "python", sh: "sh" };

/** A marker, and the copy below it if there is one already. */
const marked = /<!-- code: (\w+\.(\w+)) -->\n(?:\n```\w+\n[\s\S]*?\n```\n)?/g;

/** The text of a page with every copy up to date. */
export async function withCode(page: string): Promise<string> {
  const text = await Bun.file(new URL(page, connectFolder)).text();
  const names = [...text.matchAll(marked)].map(([, name = ""]) => name);
  const code = new Map<string, string>();
  for (const name of names) code.set(name, await Bun.file(new URL(`code/${name}`, connectFolder)).text());
  return text.replace(
    marked,
    (_, name: string, ending: string) =>
      `<!-- code: ${name} -->\n\n\`\`\`${languages[ending] ?? ""}\n${code.get(name)?.trimEnd()}\n\`\`\`\n`,
  );
}

if (import.meta.main) {
  for (const page of connectPages) await Bun.write(new URL(page, connectFolder), await withCode(page));
}
