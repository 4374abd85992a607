/** The report on a class: every feature's tables, as JSON or as CSV for a spreadsheet. */
import { z } from "zod";
import { toCell } from "../domain/csv-cell.ts";
import { Time, toTime } from "../domain/ids.ts";
import { toZip } from "../domain/zip.ts";
import type { AnyFeature, ReportTable, Row } from "../features/feature.ts";
import { features, type ReportTables, type RoomState } from "../features/index.ts";
import { uses } from "../features/session.ts";
import { Session } from "../features/whole-session.ts";
import { type Room, recordOf } from "../live/room.ts";
import type { Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { serverTimeZone, TimeZone, tableFiles } from "./report-files.ts";
import { streamOf, streamOfBytes } from "./streaming.ts";

const allFeatures: readonly AnyFeature[] = features;

const Head = z.object({
  session: Session.omit({ lesson: true, settings: true }),
  /** The times between an end of the class and its reopening. */
  breaks: z.array(z.object({ from: Time, to: Time })),
  made_at: Time,
});
type TablesShape = { [K in keyof ReportTables]: z.ZodOptional<z.ZodArray<ReportTables[K]["row"]>> };
const tablesShape = Object.fromEntries(
  allFeatures.flatMap(({ report = {} }) =>
    Object.entries(report).map(([name, { row }]) => [name, z.array(row).optional()]),
  ),
) as TablesShape;
/** The session's card and the tables of the features that it uses. */
const Report = Head.extend(tablesShape);
const Format = z.object({
  format: z
    .enum(["json", "csv", "zip"])
    .default("json")
    .describe("`csv`: all tables in one file, as the JSON has them; `zip`: one file per table, for people"),
  lang: z.enum(["ko", "en"]).default("en").describe("The language of the words in the files of the zip"),
  tz: TimeZone.optional().describe(
    "The time zone of the times in the zip, such as `Asia/Seoul` (default: the server's)",
  ),
});

type Table = readonly [name: string, rows: readonly Row[]];

/** Yields the tables of the features that the session uses, in the registry's order, each computed on demand. */
export function* tablesOf(room: Room, at: number): Generator<Table> {
  const session = recordOf(room);
  for (const feature of allFeatures) {
    if (!uses(session, feature)) continue;
    const { name, report = {} } = feature;
    const state = room.state[name as keyof RoomState];
    const tables = report as Record<string, ReportTable<{ state: unknown; room: RoomState }, z.ZodType<Row>>>;
    for (const [table, { read, empty }] of Object.entries(tables)) {
      const rows = read({ state, room: room.state, at });
      if (rows.length > 0 || empty !== "absent") yield [table, rows];
    }
  }
}

/** Yields a JSON object with the fields of `head` and a list per table, in pieces. */
function* toJson(head: z.output<typeof Head>, tables: Iterable<Table>): Generator<string> {
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, rows] of tables) {
    yield `,${JSON.stringify(name)}:[`;
    for (const [n, row] of rows.entries()) yield (n === 0 ? "" : ",") + JSON.stringify(row);
    yield "]";
  }
  yield "}";
}

/** Yields tables one below the other as CSV (RFC 4180), in pieces. A byte order mark lets Excel detect UTF-8. */
export function* toCsv(tables: Iterable<Table>): Generator<string> {
  let prefix = "\uFEFF";
  for (const [name, rows] of tables) {
    const columns = Object.keys(rows[0] ?? {});
    yield `${prefix}${name}\r\n${columns.join(",")}\r\n`;
    for (const row of rows) yield `${columns.map((column) => toCell(row[column] ?? "")).join(",")}\r\n`;
    prefix = "\r\n";
  }
}

export function report(services: Services) {
  return [
    defineEndpoint({
      route: "GET /api/sessions/:session/report",
      who: "instructor",
      audit: {
        action: "session.export",
        // As JSON, it is the page that shows it, unless a program reads it.
        when: (context) =>
          ["csv", "zip"].includes(context.req.query("format") ?? "") || context.get("credential")?.scope != null,
        detail: () => "report",
      },
      about:
        "Get the report on a class, as JSON, as a table for a spreadsheet (CSV) or as a zip with one CSV per table. It is streamed: the one response that may exceed 1 MiB.",
      query: Format,
      answers: { 200: [Report, { media: "text/csv" }, { media: "application/zip" }] },
      handle({ context, room, query: { format, lang: language, tz } }) {
        const tables = tablesOf(room, services.now());
        const { lesson: _, settings: __, ...session } = services.live.sessions.show(recordOf(room));
        if (format === "json") {
          const breaks = room.state.session.breaks.map(({ from, to }) => ({ from: toTime(from), to: toTime(to) }));
          const head = { session, breaks, made_at: toTime(services.now()) };
          return context.body(streamOf(toJson(head, tables)), 200, { "Content-Type": "application/json" });
        }
        const { title, code, started_at, ended_at, instructor } = session;
        const head = { title, code, instructor: instructor.name, started_at, ended_at };
        if (format === "zip") {
          const made_at = toTime(services.now());
          const files = tableFiles({ ...head, made_at }, tables, { language, timeZone: tz ?? serverTimeZone() });
          return context.body(streamOfBytes(toZip(files, new Date(services.now()))), 200, {
            "Content-Type": "application/zip",
            "Content-Disposition": `attachment; filename="lectern-${code}.zip"`,
          });
        }
        return context.body(streamOf(toCsv(withHead(head, tables))), 200, {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": `attachment; filename="lectern-${code}.csv"`,
        });
      },
    }),
  ];
}

/** Adds a table with one row, the session, before the others. */
export function* withHead(head: Row, tables: Iterable<Table>): Generator<Table> {
  yield ["session", [head]];
  yield* tables;
}
