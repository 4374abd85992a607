/** The list of a teacher's lessons: searched, filtered and sorted in one query per page. */
import { and, asc, desc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { toTime } from "../domain/ids.ts";
import type { LessonCard, LessonSort, LessonTag } from "../domain/lesson.ts";
import { lessons } from "./schema.ts";
import { containsWords } from "./search.ts";

/** Which lessons to list, and in which order (default: all that are not archived, newest first). */
export interface LessonQuery {
  readonly limit?: number | undefined;
  /** Continues after this lesson. */
  readonly before?: number | undefined;
  readonly search?: string | undefined;
  readonly tag?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly sort?: LessonSort | undefined;
}

/** The columns of a lesson, without the text that is only searched. */
export const columns = {
  id: lessons.id,
  title: lessons.title,
  tags: lessons.tags,
  archived_at: lessons.archived_at,
  created_at: lessons.created_at,
  updated_at: lessons.updated_at,
};

/** Returns the fields that a lesson has besides its title and steps. */
export const keptOf = (row: Omit<LessonRow, "id" | "title">) => ({
  tags: JSON.parse(row.tags) as string[],
  archived: row.archived_at !== null,
  created_at: toTime(row.created_at),
  updated_at: toTime(row.updated_at),
});

export type LessonRow = Pick<typeof lessons.$inferSelect, keyof typeof columns>;

// Within a subquery a column is named by text: the query builder leaves out the name of its table there.
/** By order: the columns, and the lessons after another one. The searchable text begins with the title. */
const orders: Record<LessonSort, { by: SQL[]; after: (id: number) => SQL }> = {
  new: { by: [desc(lessons.id)], after: (id) => sql`${lessons.id} < ${id}` },
  changed: {
    by: [desc(lessons.updated_at), desc(lessons.id)],
    after: (id) =>
      sql`(${lessons.updated_at}, ${lessons.id}) < (SELECT other.updated_at, other.id FROM lessons other WHERE other.id = ${id})`,
  },
  title: {
    by: [asc(lessons.search), asc(lessons.id)],
    after: (id) =>
      sql`(${lessons.search}, ${lessons.id}) > (SELECT other.search, other.id FROM lessons other WHERE other.id = ${id})`,
  },
};

export interface LessonList {
  rows(owner: number, query: LessonQuery): LessonRow[];
  cards(owner: number, query: LessonQuery): LessonCard[];
  /** The tags of the lessons that are not archived, by name. */
  tags(owner: number): LessonTag[];
}

export function openLessonList(db: BunSQLiteDatabase): LessonList {
  const where = (owner: number, { before, search, tag, archived = false, sort = "new" }: LessonQuery) =>
    and(
      eq(lessons.owner_id, owner),
      archived ? isNotNull(lessons.archived_at) : isNull(lessons.archived_at),
      containsWords(lessons.search, search),
      tag === undefined ? undefined : hasTag(tag),
      before === undefined ? undefined : orders[sort].after(before),
    );
  const ordered = ({ sort = "new" }: LessonQuery) => orders[sort].by;
  return {
    rows: (owner, query) =>
      db
        .select(columns)
        .from(lessons)
        .where(where(owner, query))
        .orderBy(...ordered(query))
        .limit(query.limit ?? -1)
        .all(),
    cards: (owner, query) =>
      db
        .select({
          ...columns,
          steps: sql<number>`(SELECT count(*) FROM subtasks WHERE lesson_id = lessons.id)`,
          classes: sql<number>`(SELECT count(*) FROM sessions WHERE lesson_id = lessons.id AND deleted_at IS NULL)`,
          used_at: sql<
            number | null
          >`(SELECT max(created_at) FROM sessions WHERE lesson_id = lessons.id AND deleted_at IS NULL)`,
        })
        .from(lessons)
        .where(where(owner, query))
        .orderBy(...ordered(query))
        .limit(query.limit ?? -1)
        .all()
        .map(({ id, title, steps, classes, used_at, ...row }) => ({
          id,
          title,
          steps,
          ...keptOf(row),
          classes,
          used_at: used_at === null ? null : toTime(used_at),
        })),
    tags: (owner) =>
      db.all<LessonTag>(sql`
        SELECT tag.value AS tag, count(*) AS lessons FROM lessons, json_each(lessons.tags) tag
        WHERE owner_id = ${owner} AND archived_at IS NULL GROUP BY tag.value ORDER BY tag.value`),
  };
}

/** The condition that a lesson has a tag. */
export const hasTag = (tag: string): SQL =>
  sql`EXISTS (SELECT 1 FROM json_each(lessons.tags) tag WHERE tag.value = ${tag})`;
