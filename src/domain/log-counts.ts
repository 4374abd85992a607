/** Counts the warnings and errors that the program logs, for `/metrics`. */

/** The parts of a log record that are counted. */
interface Counted {
  readonly level: string;
  readonly category: readonly string[];
}

interface LogCount {
  readonly level: string;
  /** The part of the program, such as `http`. */
  readonly logger: string;
  readonly count: number;
}

const countedLevels = new Set(["warning", "error", "fatal"]);
const counts = new Map<string, LogCount>();

/** By level and logger. There is an entry for each logger of the program at most. */
export const logCounts: ReadonlyMap<string, LogCount> = counts;

export function countLogRecord({ level, category }: Counted): void {
  if (!countedLevels.has(level)) return;
  const logger = category[1] ?? "other";
  const key = `${level} ${logger}`;
  counts.set(key, { level, logger, count: (counts.get(key)?.count ?? 0) + 1 });
}
