/** Parses the code of a class as people type or paste it. */

/** Whether `text` has the form of a class code. */
export const isCode = (text: string): boolean => /^[A-Z0-9]{4,12}$/.test(text);

/** Extracts the code from typed or pasted text, which may be the whole link. */
export function codeIn(typed: string): string {
  const inLink = /\/(?:[js]|practice)\/([A-Za-z0-9]{4,12})\b/.exec(typed)?.[1];
  return (inLink ?? typed)
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 12)
    .toUpperCase();
}
