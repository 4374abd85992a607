/** What the program logs while a test file runs. */
import { afterAll, beforeAll } from "bun:test";
import { configure, type LogLevel, type LogRecord, reset } from "@logtape/logtape";

/** Keeps the records from this level up, for the tests of the file that calls it. */
export function keepLogRecords(lowestLevel: LogLevel): readonly LogRecord[] {
  const records: LogRecord[] = [];
  beforeAll(() =>
    configure({
      reset: true,
      sinks: { memory: (record) => records.push(record) },
      loggers: [
        { category: "lectern", sinks: ["memory"], lowestLevel },
        { category: ["logtape", "meta"], sinks: [] },
      ],
    }),
  );
  afterAll(reset);
  return records;
}
