/** A class's code as people type and paste it. */

/** Whether this can be a class's code at all. */
export const isCode = (text: string): boolean => /^[A-Z0-9]{4,12}$/.test(text);

/** The code in what was typed or pasted: a whole link will do. */
export function codeIn(typed: string): string {
  const inLink = /\/(?:[js]|practice)\/([A-Za-z0-9]{4,12})\b/.exec(typed)?.[1];
  return (inLink ?? typed)
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(0, 12)
    .toUpperCase();
}
