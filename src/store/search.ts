/** Searches in SQLite for words, in any case and width. */
import { and, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { nameKey } from "../domain/text.ts";

/** How many words of a query count. */
const maxWords = 10;

/** Returns the form of texts in which they are searched. */
export const toSearchable = (...texts: readonly (string | null | undefined)[]): string =>
  nameKey(texts.filter(Boolean).join("\n"));

/** The condition that a column of searchable text contains every word of the query; `undefined` without words. */
export function containsWords(column: SQLiteColumn, query: string | undefined): SQL | undefined {
  const words = nameKey(query ?? "")
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, maxWords);
  return and(...words.map((word) => sql`instr(${column}, ${word}) > 0`));
}
