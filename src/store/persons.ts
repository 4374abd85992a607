/** Everything that is stored about one person: their account, or that of a guest. For exporting and erasing it. */
import type { Database } from "bun:sqlite";
import type { Accounts } from "./accounts.ts";
import type { events } from "./log-schema.ts";

/** A seat of a person in a class. */
export interface PersonSeat {
  readonly session: string;
  readonly participant: string;
}

/** An event as it is stored, with the answer to its command. */
export interface StoredEvent extends Pick<typeof events.$inferSelect, "seq" | "at" | "type" | "actor"> {
  readonly data: unknown;
  readonly answer: unknown;
}

type Row = Readonly<Record<string, unknown>>;
type Rewrite = (
  event: StoredEvent,
  session: string,
) => { readonly data: unknown; readonly answer: unknown } | undefined;

/** What was erased. */
export interface Erased {
  readonly events: number;
  /** The names of the files of their pictures, which are to be deleted. */
  readonly pictures: readonly string[];
}

export interface Persons {
  /** The names of the columns of all tables. */
  columns(): string[];
  /** Every seat that the account has or had. */
  seats(user: number): PersonSeat[];
  /** The rows of all tables that name the account or one of its participants, without secrets and without events. */
  rows(user: number, seats: readonly PersonSeat[]): Record<string, Row[]>;
  /** The events of a class, in order. */
  events(session: string): Generator<StoredEvent>;
  /**
   * Deletes the account with everything that is theirs alone, and rewrites events: those of their classes, and those of
   * other classes that name the account. One transaction. Throws what `Accounts.remove` throws.
   */
  erase(user: { readonly id: number }, seats: readonly PersonSeat[], rewrite: Rewrite): Erased;
  /** Writes the whole database again: what was erased is otherwise still in unused parts of the file. */
  compact(): void;
}

/** The columns that name an account, in any table. */
export const accountColumns: readonly string[] = [
  "user_id",
  "owner_id",
  "instructor_id",
  "measured_by",
  "corrected_by",
  "changed_by",
];
const secretColumns: readonly string[] = ["hash", "password_hash", "browser", "key"];
const pageSize = 500;

export function openPersons(sqlite: Database, accounts: Pick<Accounts, "remove">): Persons {
  return {
    columns: () => tablesIn(sqlite).flatMap((table) => columnsIn(sqlite, table)),
    seats: (user) =>
      sqlite
        .query<PersonSeat, [string, number]>(
          `SELECT DISTINCT session_id AS session, "data" ->> '$.id' AS participant FROM events
          WHERE instr(data, ?) > 0 AND "data" ->> '$.user_id' = ? AND "data" ->> '$.id' IS NOT NULL`,
        )
        .all(`"user_id":${user}`, user),
    rows: (user, seats) => rowsOf(sqlite, user, seats),
    events: (session) => eventsOf(sqlite, session),
    erase: ({ id }, seats, rewrite) =>
      sqlite
        .transaction((): Erased => {
          const pictures = sqlite
            .query<{ name: string }, [number]>(
              "DELETE FROM uploads WHERE user_id = ? AND for_lessons = 0 RETURNING name",
            )
            .all(id)
            .map((row) => row.name);
          const sessions = [...seats.map(({ session }) => session), ...sessionsNaming(sqlite, id)];
          const events = rewriteEvents(sqlite, sessions, rewrite);
          for (const { session, participant } of seats) {
            for (const table of ["answers", "command_ids", "activity"]) {
              sqlite.run(`DELETE FROM ${table} WHERE session_id = ? AND participant_id = ?`, [session, participant]);
            }
          }
          sqlite.run("DELETE FROM receipts WHERE user_id = ?", [id]);
          sqlite.run("UPDATE audit SET user = NULL WHERE user_id = ?", [id]);
          accounts.remove(id);
          return { events, pictures };
        })
        .immediate(),
    compact: () => sqlite.run("VACUUM"),
  };
}

const tablesIn = (sqlite: Database): string[] =>
  sqlite
    .query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'table' AND substr(name, 1, 2) <> '__'")
    .all()
    .map(({ name }) => name);

const columnsIn = (sqlite: Database, table: string): string[] =>
  sqlite
    .query<{ name: string }, [string]>("SELECT name FROM pragma_table_info(?)")
    .all(table)
    .map(({ name }) => name);

/** The rows of all tables but the events that name the account or one of its participants. */
function rowsOf(sqlite: Database, user: number, seats: readonly PersonSeat[]): Record<string, Row[]> {
  const participants = JSON.stringify(seats.map(({ participant }) => participant));
  const found: Record<string, Row[]> = {};
  for (const table of tablesIn(sqlite).filter((name) => name !== "events")) {
    const columns = columnsIn(sqlite, table);
    const conditions = columns.filter((name) => accountColumns.includes(name)).map((name) => `"${name}" = ?1`);
    if (table === "users") conditions.push("id = ?1");
    const hasSeat = columns.includes("participant_id") && columns.includes("session_id");
    if (hasSeat) conditions.push("participant_id IN (SELECT value FROM json_each(?2))");
    if (conditions.length === 0) continue;
    const shown = columns.filter((name) => !secretColumns.includes(name)).map((name) => `"${name}"`);
    const select = sqlite.query<Row, (string | number)[]>(
      `SELECT ${shown.join(", ")} FROM "${table}" WHERE ${conditions.join(" OR ")}`,
    );
    const rows = hasSeat ? select.all(user, participants) : select.all(user);
    if (rows.length > 0) found[table] = rows;
  }
  return found;
}

interface EventRow extends Pick<StoredEvent, "seq" | "at" | "type" | "actor"> {
  readonly data: string;
  readonly answer: string | null;
}

function* eventsOf(sqlite: Database, session: string): Generator<StoredEvent> {
  const page = sqlite.query<EventRow, [string, number]>(
    `SELECT seq, at, type, actor, data, answer FROM events WHERE session_id = ? AND seq > ? ORDER BY seq LIMIT ${pageSize}`,
  );
  for (let seq = 0; ; ) {
    const rows = page.all(session, seq);
    for (const row of rows) yield { ...row, data: JSON.parse(row.data), answer: row.answer && JSON.parse(row.answer) };
    if (rows.length < pageSize) return;
    seq = rows.at(-1)?.seq ?? seq;
  }
}

/** Rewrites the events of these classes. Returns how many have changed. */
function rewriteEvents(sqlite: Database, sessions: Iterable<string>, rewrite: Rewrite): number {
  const update = sqlite.query("UPDATE events SET data = ?, answer = ? WHERE session_id = ? AND seq = ?");
  let count = 0;
  for (const session of new Set(sessions)) {
    const before = count;
    for (const event of eventsOf(sqlite, session)) {
      const changed = rewrite(event, session);
      if (!changed) continue;
      const answer = changed.answer === null ? null : JSON.stringify(changed.answer);
      update.run(JSON.stringify(changed.data), answer, session, event.seq);
      count += 1;
    }
    // A copy of the state, which has what was erased.
    if (count > before) sqlite.run("DELETE FROM snapshots WHERE session_id = ?", [session]);
  }
  return count;
}

/** The classes with an event that names the account. */
const sessionsNaming = (sqlite: Database, user: number): string[] =>
  sqlite
    .query<{ session: string }, [string]>("SELECT DISTINCT session_id AS session FROM events WHERE instr(data, ?) > 0")
    .all(`"user_id":${user}`)
    .map(({ session }) => session);
