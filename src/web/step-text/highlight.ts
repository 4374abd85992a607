/** Code in tokens for highlighting. The highlighter is loaded with the first block of code. */

import type { CodeToken } from "./highlighter.ts";

/** The most characters that are highlighted. */
const maxCode = 20_000;

/** Loads the highlighter before a step with code is shown: all phones of a class show it at the same moment. */
export const preloadHighlighter = (): void => void import("./highlighter.ts").catch(() => {});

/** The tokens of `code`. Undefined if its language is not known, or if the highlighter cannot be loaded. */
export async function highlighted(
  code: string,
  language: string | undefined,
): Promise<readonly CodeToken[] | undefined> {
  if (!language || code.length > maxCode) return undefined;
  try {
    const { tokensOf } = await import("./highlighter.ts");
    return tokensOf(code, language.toLowerCase());
  } catch {
    return undefined;
  }
}
