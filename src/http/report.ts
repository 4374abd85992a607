/** The report of a class: what each feature has to say of it, as JSON or as a table to open in a spreadsheet. */
import { z } from "zod";
import { Time, toTime } from "../domain/ids.ts";
import { Session } from "../domain/session.ts";
import type { AnyFeature, Row } from "../features/feature.ts";
import { features, type RoomState } from "../features/index.ts";
import { type Room, recordOf } from "../live/room.ts";
import { type Call, defineCall } from "./call.ts";
import type { Desk } from "./context.ts";

/** The session's card, and a table for each thing there is to report. */
const Report = z
  .object({ session: Session.omit({ lesson: true, settings: true }), made_at: Time })
  .catchall(z.array(z.record(z.string(), z.unknown())));
const Format = z.object({ format: z.enum(["json", "csv"]).default("json") });

/** Every table of the report, in the registry's order; features that the session does not use have none. */
export function tablesOf(room: Room, at: number): Record<string, Row[]> {
  const used = recordOf(room).features;
  const tables = (features as readonly AnyFeature[])
    .filter(({ optional }) => !optional || used.includes(optional))
    .flatMap(({ name, report = {} }) => {
      const state = room.state[name as keyof RoomState];
      const reads = report as Record<string, (the: { state: unknown; room: RoomState; at: number }) => Row[]>;
      return Object.entries(reads).map(([table, read]) => [table, read({ state, room: room.state, at })]);
    });
  return Object.fromEntries(tables);
}

/** Tables one below the other, each under its name and its columns. RFC 4180, with a mark by which Excel sees UTF-8. */
export function toCsv(tables: Record<string, Row[]>): string {
  const lines = Object.entries(tables).flatMap(([name, rows]) => {
    const columns = Object.keys(rows[0] ?? {});
    return [[name], columns, ...rows.map((row) => columns.map((column) => toCell(row[column] ?? ""))), []];
  });
  return `\uFEFF${lines.map((cells) => cells.join(",")).join("\r\n")}`;
}

/** What a spreadsheet evaluates: a sign at the start of a cell, whatever that spreadsheet separates cells by. */
const formula = /(^|[;,\t\r\n])([\s\u00A0]*)([=+\-@＝＋－＠])/g;

/** A cell. Every text is quoted, and an apostrophe keeps it from being evaluated. */
function toCell(value: string | number | boolean): string {
  if (typeof value !== "string" || value === "") return String(value);
  return `"${value.replace(formula, "$1$2'$3").replaceAll('"', '""')}"`;
}

export function report(desk: Desk): Call[] {
  return [
    defineCall({
      route: "GET /api/sessions/:session/report",
      who: "owner",
      about: "The report of a class, as JSON or as a table for a spreadsheet (CSV).",
      query: Format,
      answers: { 200: [Report, { media: "text/csv" }] },
      handle({ call, room, query: { format } }) {
        const tables = tablesOf(room, desk.now());
        const { lesson: _, settings: __, ...session } = desk.live.show(recordOf(room));
        if (format === "json") return call.json({ session, made_at: toTime(desk.now()), ...tables });
        const { title, code, started_at, ended_at, instructor } = session;
        const head = { title, code, instructor: instructor.name, started_at, ended_at };
        return call.body(toCsv({ session: [head], ...tables }), 200, {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": `attachment; filename="lectern-${code}.csv"`,
        });
      },
    }),
  ];
}
