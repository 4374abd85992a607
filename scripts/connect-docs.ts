/** `bun scripts/connect-docs.ts`: copies the code of docs/connect/code/ into the pages of docs/connect/. A test fails if a copy is out of date. */
import { readdirSync } from "node:fs";

/** The folder of the pages. */
export const connectFolder = new URL("../docs/connect/", import.meta.url);

/** The pages' file names. */
export const connectPages: string[] = readdirSync(connectFolder).filter((name) => name.endsWith(".md"));

const languages: Readonly<Record<string, string>> = { java: "java", mjs: "js", py: "python", sh: "sh" };

/** A marker, and the copy below it if there is one already. */
const codeBlock = /<!-- code: (\w+\.(\w+)) -->\n(?:\n```\w+\n[\s\S]*?\n```\n)?/g;

/** The text of a page with every copy up to date. */
export async function updateCode(page: string): Promise<string> {
  const text = await Bun.file(new URL(page, connectFolder)).text();
  const names = [...text.matchAll(codeBlock)].map(([, name = ""]) => name);
  const code = new Map<string, string>();
  for (const name of names) code.set(name, await Bun.file(new URL(`code/${name}`, connectFolder)).text());
  return text.replace(
    codeBlock,
    (_, name: string, ending: string) =>
      `<!-- code: ${name} -->\n\n\`\`\`${languages[ending] ?? ""}\n${code.get(name)?.trimEnd()}\n\`\`\`\n`,
  );
}

if (import.meta.main) {
  for (const page of connectPages) await Bun.write(new URL(page, connectFolder), await updateCode(page));
}
