/** Folders of the quality board. */
import { and, desc, eq, inArray, isNotNull, isNull, lt, max, ne, type SQL, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { alerts, products } from "./board-schema.ts";
import { folders } from "./folder-schema.ts";
import { sessions } from "./schema.ts";
import { containsWords, toSearchable } from "./search.ts";

export interface FolderRow {
  readonly id: number;
  readonly name: string;
  readonly session_code: string | null;
  readonly owner_id: number | null;
  /** Milliseconds since 1970. */
  readonly archived_at: number | null;
  readonly created_at: number;
}

export interface FolderQuery {
  readonly limit: number;
  readonly before?: number | undefined;
  /** Words of the name. */
  readonly search?: string | undefined;
  readonly archived?: boolean | undefined;
  /** Only folders of these products (default: all folders). */
  readonly products?: readonly number[] | undefined;
}

export interface Folders {
  add(folder: { name: string; session_id: string | null; owner_id: number | null }): FolderRow;
  find(id: number): FolderRow | undefined;
  /** Newest first. */
  list(query: FolderQuery): FolderRow[];
  change(id: number, change: { name?: string; session_id?: string | null; archived?: boolean }): void;
  /** Deletes a folder; its products stay, in no folder. */
  remove(id: number): void;
  /** The ids of its products, the oldest first. `archived`: only archived ones, or those in use (default: both). */
  products(id: number, archived?: boolean): number[];
  /** The number of unresolved alerts of these products. */
  openAlerts(product_ids: readonly number[]): number;
  /** When each of these products had its last alert, in ms since 1970; products without alerts are absent. */
  lastAlerts(product_ids: readonly number[]): Map<number, number>;
}

/** `now` gives milliseconds since 1970. */
export function openFolders(db: BunSQLiteDatabase, now: () => number): Folders {
  const select = () =>
    db
      .select({
        id: folders.id,
        name: folders.name,
        session_code: sessions.code,
        owner_id: folders.owner_id,
        archived_at: folders.archived_at,
        created_at: folders.created_at,
      })
      .from(folders)
      .leftJoin(sessions, and(eq(sessions.id, folders.session_id), isNull(sessions.deleted_at)));
  const find = (id: number) => select().where(eq(folders.id, id)).get();

  return {
    add({ name, session_id, owner_id }) {
      const row = { name, session_id, owner_id, search: toSearchable(name), created_at: now() };
      const { id } = db.insert(folders).values(row).returning({ id: folders.id }).get();
      const added = find(id);
      if (!added) throw new Error("a folder was added and is not there");
      return added;
    },
    find,
    list: (query) => select().where(matches(db, query)).orderBy(desc(folders.id)).limit(query.limit).all(),
    change(id, { name, session_id, archived }) {
      const change = {
        ...(name !== undefined && { name, search: toSearchable(name) }),
        ...(session_id !== undefined && { session_id }),
        ...(archived !== undefined && { archived_at: archived ? now() : null }),
      };
      if (Object.keys(change).length > 0) db.update(folders).set(change).where(eq(folders.id, id)).run();
    },
    remove(id) {
      db.update(products).set({ folder_id: null }).where(eq(products.folder_id, id)).run();
      db.delete(folders).where(eq(folders.id, id)).run();
    },
    products: (id, archived) =>
      db
        .select({ id: products.id })
        .from(products)
        .where(
          and(
            eq(products.folder_id, id),
            isNull(products.deleted_at),
            archived === undefined ? undefined : (archived ? isNotNull : isNull)(products.archived_at),
          ),
        )
        .orderBy(products.id)
        .all()
        .map((product) => product.id),
    openAlerts: (ids) =>
      db
        .select({ count: sql<number>`count(*)` })
        .from(alerts)
        .where(and(inArray(alerts.product_id, [...ids]), ne(alerts.status, sql.raw("'RESOLVED'"))))
        .get()?.count ?? 0,
    lastAlerts: (ids) =>
      new Map(
        db
          .select({ id: alerts.product_id, at: max(alerts.created_at) })
          .from(alerts)
          .where(inArray(alerts.product_id, [...ids]))
          .groupBy(alerts.product_id)
          .all()
          .flatMap(({ id, at }) => (at === null ? [] : [[id, at]])),
      ),
  };
}

/** The condition of a query. */
function matches(db: BunSQLiteDatabase, { before, search, archived, products: only }: FolderQuery): SQL | undefined {
  const ofProducts =
    only &&
    db
      .select({ id: sql<number>`${products.folder_id}` })
      .from(products)
      .where(and(inArray(products.id, [...only]), isNotNull(products.folder_id)));
  return and(
    before === undefined ? undefined : lt(folders.id, before),
    archived === undefined ? undefined : (archived ? isNotNull : isNull)(folders.archived_at),
    containsWords(folders.search, search),
    ofProducts && inArray(folders.id, ofProducts),
  );
}
