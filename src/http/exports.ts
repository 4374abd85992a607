/** Endpoints that export all of a product's measurements or points as CSV, streamed. */
import { z } from "zod";
import { toCell } from "../domain/csv-cell.ts";
import type { ExportTable } from "../quality/exporting.ts";
import type { RequestContext, Services } from "./context.ts";
import { defineEndpoint } from "./endpoint.ts";
import { TimeZone } from "./report-files.ts";
import { streamOf } from "./streaming.ts";

const ExportQuery = z.object({
  tz: TimeZone.optional().describe(
    "Writes times as local times of this zone, which spreadsheets recognize, such as `Asia/Seoul` (default: ISO 8601, UTC)",
  ),
});

/** Yields a table as CSV (RFC 4180), line by line. A byte order mark lets Excel detect UTF-8. */
function* csvOf({ columns, rows }: ExportTable, timeZone: string | undefined): Generator<string> {
  // The format of Sweden is the one that every spreadsheet takes for a date: 2026-11-21 09:30:00.
  const times = timeZone && new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  yield `\uFEFF${columns.map(toCell).join(",")}\r\n`;
  for (const row of rows) {
    const cells = columns.map((column) => {
      const cell = row[column] ?? "";
      return times && column === "measured_at" ? times.format(Date.parse(String(cell))) : toCell(cell);
    });
    yield `${cells.join(",")}\r\n`;
  }
}

interface CsvFile {
  readonly table: ExportTable;
  /** The file's name, without its type. */
  readonly name: string;
  readonly timeZone: string | undefined;
}

/** Responds with a table as a file. */
function sendCsv(context: RequestContext, { table, name, timeZone }: CsvFile): Response {
  const file = `${name.replace(/[^\p{L}\p{M}\p{N}._-]+/gu, "-")}.csv`;
  const plain = file.replace(/[^\w.-]+/g, "-");
  return context.body(streamOf(csvOf(table, timeZone)), 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file)}`,
  });
}

export function exports({ quality }: Services) {
  return [
    defineEndpoint({
      route: "GET /api/spc/products/:id/measurements.csv",
      who: "productReader",
      audit: { action: "product.export", detail: () => "measurements" },
      about:
        "Export all measurements of a product as CSV, streamed, with a column for each tag. An import takes the same columns. Only teachers receive who measured.",
      query: ExportQuery,
      answers: { 200: { media: "text/csv" } },
      handle: ({ context, access, product, query: { tz: timeZone } }) =>
        sendCsv(context, {
          table: quality.exporting.measurements(product, access),
          name: `${quality.product(product, access).code}-measurements`,
          timeZone,
        }),
    }),
    defineEndpoint({
      route: "GET /api/spc/products/:id/points.csv",
      who: "productReader",
      audit: { action: "product.export", detail: () => "points" },
      about: "Export all points of a product's charts as CSV, streamed, with their limits, causes and tags.",
      query: ExportQuery,
      answers: { 200: { media: "text/csv" } },
      handle: ({ context, access, product, query: { tz: timeZone } }) =>
        sendCsv(context, {
          table: quality.exporting.points(product),
          name: `${quality.product(product, access).code}-points`,
          timeZone,
        }),
    }),
  ];
}
