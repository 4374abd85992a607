/** Writes the log to standard error, as lines of JSON or as text for people. */
import { writeSync } from "node:fs";
import { configureSync, getJsonLinesFormatter, type LogRecord } from "@logtape/logtape";
import { getPrettyFormatter } from "@logtape/pretty";
import { countLogRecord } from "../domain/log-counts.ts";
import type { LogFormat, LogLevel } from "../flags.ts";

/** Configures the log to write to standard error. */
export function startLogging(level: LogLevel, format: LogFormat): void {
  const toText = format === "json" ? getJsonLinesFormatter({ properties: "flatten" }) : toLines;
  const sink = (record: LogRecord) => {
    countLogRecord(record);
    try {
      writeSync(2, toText(record));
    } catch {
      // The reader of the log is gone: the server continues without it.
    }
  };
  configureSync({
    reset: true,
    sinks: { sink },
    loggers: [
      { category: ["logtape", "meta"], sinks: [], parentSinks: "override" },
      { category: "lectern", sinks: ["sink"], lowestLevel: level },
    ],
  });
}

const shortOptions = { timestamp: "time", icons: false, categoryWidth: 16, wordWrap: false } as const;
const formatBrief = getPrettyFormatter(shortOptions);
const formatFull = getPrettyFormatter({ ...shortOptions, properties: true });
/** Formats a record as one line; warnings and errors outside the access log with all fields. */
function toLines(record: LogRecord): string {
  if (record.category[1] === "access" || record.level === "debug")
    return formatBrief({ ...record, message: [fieldsOf(record)] });
  return record.level === "info" ? formatBrief(record) : formatFull(record);
}

/** The message, and the fields as `name=value`. */
function fieldsOf({ message, properties }: LogRecord): string {
  const fields = Object.entries(properties).filter(([, value]) => value !== undefined);
  return [message.map(String).join(""), ...fields.map(([name, value]) => `${name}=${value}`)].join(" ");
}
