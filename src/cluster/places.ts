/**
 * Places: what one node at a time is responsible for. A session is a place, so is the quality board, and so is everything
 * that belongs to neither (accounts, lessons).
 */
import { getTableName, type Table } from "drizzle-orm";
import { accountsPlace, boardPlace } from "../domain/placement.ts";
import * as audit from "../store/audit-schema.ts";
import * as board from "../store/board-schema.ts";
import * as clients from "../store/client-schema.ts";
import * as folders from "../store/folder-schema.ts";
import * as gauges from "../store/gauge-schema.ts";
import * as limits from "../store/limits-schema.ts";
import * as log from "../store/log-schema.ts";
import * as schema from "../store/schema.ts";

/** Who may write a table's rows: the home of one place, that of the row's session, or every node. */
export type Writer = typeof boardPlace | typeof accountsPlace | "session" | "any";

/**
 * The writers of all tables. `any`: its rows are added with keys that no two nodes choose, and two nodes that change
 * the same row change different columns of it.
 */
const writers = new Map<Table, Writer>([
  [log.events, "session"],
  [log.commandIds, "session"],
  [log.answers, "session"],
  [log.activity, "session"],
  [log.snapshots, "session"],
  [schema.lessons, accountsPlace],
  [schema.lesson_versions, accountsPlace],
  [schema.subtasks, accountsPlace],
  [schema.lesson_pictures, accountsPlace],
  [audit.audit, "any"],
  [schema.meta, "any"],
  [schema.users, "any"],
  [schema.credentials, "any"],
  [schema.sessions, "any"],
  [schema.seats, "any"],
  [schema.screens, "any"],
  [schema.uploads, "any"],
  [schema.session_pictures, "any"],
  [schema.coTeachers, "any"],
  [board.products, boardPlace],
  // Removed with an account.
  [board.productPermissions, "any"],
  [clients.preferences, "any"],
  [clients.devices, "any"],
  [clients.receipts, "any"],
  [board.measurements, boardPlace],
  [board.corrections, boardPlace],
  [board.imports, boardPlace],
  [board.points, boardPlace],
  [board.tagSets, boardPlace],
  [board.tagValues, boardPlace],
  [board.pointChanges, boardPlace],
  [board.capabilities, boardPlace],
  [board.alerts, boardPlace],
  [limits.blocks, boardPlace],
  [limits.limits, boardPlace],
  [folders.folders, boardPlace],
  [gauges.gaugeStudies, boardPlace],
  [gauges.gaugeValues, boardPlace],
]);

/** Products and folders lose their owner with the account, whose home writes that. */
const writtenByAny = new Map<string, ReadonlySet<string>>(
  [board.products, folders.folders].map((table) => [getTableName(table), new Set(["owner_id"])]),
);

const byName = new Map<string, Writer>(Array.from(writers, ([table, writer]) => [getTableName(table), writer]));

/** The names of the tables that have a writer. */
export const tablesWithWriter: ReadonlySet<string> = new Set(byName.keys());

/** The place whose home alone may make this change; undefined if every node may. `columns` are those that it changes. */
export function placeOf(
  table: string,
  row: Readonly<Record<string, unknown>>,
  columns: readonly string[] | undefined,
): string | undefined {
  const writer = byName.get(table);
  if (writer === undefined || writer === "any") return undefined;
  if (writer === "session") return String(row.session_id);
  const free = writtenByAny.get(table);
  return free && columns?.every((column) => free.has(column)) ? undefined : writer;
}
