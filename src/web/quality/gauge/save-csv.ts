/** Saves the values of a gauge study as a CSV file that spreadsheets and statistics programs read. */
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import { toCell } from "../../../domain/csv-cell.ts";

/** One row per measurement in the order of measuring. The byte order mark lets Excel detect UTF-8. */
export function studyCsv({ operators, parts, runs }: GaugeStudyDetails): string {
  const rows = runs.map(({ operator, part, repeat, value }, n) =>
    [n + 1, operators[operator - 1] ?? "", parts[part - 1] ?? "", repeat, value ?? ""].map(toCell).join(","),
  );
  return `\uFEFF${["run,operator,part,repeat,value", ...rows].join("\r\n")}\r\n`;
}
