/** Writes the log to standard error, as lines of JSON or as text for people. */
import { writeSync } from "node:fs";
import { configureSync, getJsonLinesFormatter, type LogRecord } from "@logtape/logtape";
import { getPrettyFormatter } from "@logtape/pretty";
import type { LogFormat, LogLevel } from "../flags.ts";

/** Sends all that is logged to standard error from here on. */
export function startLogging(level: LogLevel, format: LogFormat): void {
  const toText = format === "json" ? getJsonLinesFormatter({ properties: "flatten" }) : toLines;
  const sink = (record: LogRecord) => {
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

const short = { timestamp: "time", icons: false, categoryWidth: 16, wordWrap: false } as const;
const brief = getPrettyFormatter(short);
const whole = getPrettyFormatter({ ...short, properties: true });
/** One line for each record, but for warnings and errors outside the access log: those show everything. */
function toLines(record: LogRecord): string {
  if (record.category[1] === "access" || record.level === "debug")
    return brief({ ...record, message: [fieldsOf(record)] });
  return record.level === "info" ? brief(record) : whole(record);
}

/** The message, and the fields as `name=value`. */
function fieldsOf({ message, properties }: LogRecord): string {
  const fields = Object.entries(properties).filter(([, value]) => value !== undefined);
  return [message.map(String).join(""), ...fields.map(([name, value]) => `${name}=${value}`)].join(" ");
}
