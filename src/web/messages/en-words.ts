/** How English counts. */

/** `1 step`, `2 steps`; `more` where the plural is another word. */
export const count = (n: number, one: string, more = `${one}s`): string =>
  `${n.toLocaleString("en")} ${n === 1 ? one : more}`;
