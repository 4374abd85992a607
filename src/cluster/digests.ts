/** Digests of tables, by which a copy is verified: the rows in the order of their keys. */
import type { Database } from "bun:sqlite";
import { toJson } from "./changes.ts";
import { pagesOf, sqlitePages } from "./copying.ts";
import type { Query } from "./postgres.ts";
import { type JsonRow, type SharedTable, sequences } from "./tables.ts";

interface Digest {
  readonly rows: number;
  readonly hash: string;
}

/** PostgreSQL has no character 0 in texts: a copy there has U+FFFD instead. */
const toText = (value: string | number | null) =>
  typeof value === "string" ? value.replaceAll("\u0000", "\ufffd") : value;

async function digest({ columns }: SharedTable, pages: AsyncIterable<JsonRow[]>): Promise<Digest> {
  const hash = new Bun.CryptoHasher("sha256");
  let rows = 0;
  for await (const page of pages) {
    for (const row of page) hash.update(`${JSON.stringify(columns.map(({ name }) => toText(row[name] ?? null)))}\n`);
    rows += page.length;
  }
  return { rows, hash: hash.digest("hex") };
}

async function* jsonPages(sqlite: Database, table: SharedTable): AsyncGenerator<JsonRow[]> {
  for (const page of sqlitePages(sqlite, table)) {
    yield page.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJson(value)])));
  }
}

/** Throws unless all tables have the same rows in PostgreSQL and in a SQLite database. Returns how many rows there are. */
export async function requireSameRows(
  query: Query,
  { sqlite, tables }: { sqlite: Database; tables: readonly SharedTable[] },
): Promise<number> {
  let total = 0;
  for (const table of [...tables, sequences]) {
    const [there, here] = [await digest(table, pagesOf(query, table)), await digest(table, jsonPages(sqlite, table))];
    if (there.rows !== here.rows || there.hash !== here.hash) {
      const counts = `${there.rows} rows in PostgreSQL, ${here.rows} in SQLite`;
      throw new Error(`the copy differs from the original: table ${table.name}, ${counts}`);
    }
    total += table === sequences ? 0 : there.rows;
  }
  return total;
}
