/** Warns before an import whose rows are not in the order of their times: values are charted in the order of the rows. */
import { useMemo } from "preact/hooks";
import { formatCount } from "../numbers.ts";
import { timeOrderOf } from "./csv.ts";
import { texts } from "./texts.ts";

interface WarningProps {
  csv: string;
  /** When the newest value of the product was measured, in milliseconds since 1970. */
  newest: number | undefined;
  onSort: (sorted: string) => void;
}

export function TimeWarning({ csv, newest, onSort }: WarningProps) {
  const words = texts.value;
  const { backwards, earliest, sorted } = useMemo(() => timeOrderOf(csv), [csv]);
  const isLate = newest !== undefined && earliest !== undefined && earliest < newest;
  if (backwards === 0 && !isLate) return null;
  return (
    <div class="card-plain flex flex-col gap-3" role="status">
      {backwards > 0 && <p class="text-behind-ink">{words.backwards(formatCount(backwards))}</p>}
      {isLate && <p class="text-behind-ink">{words.lateRows}</p>}
      {backwards > 0 && sorted !== undefined && (
        <button type="button" class="btn self-start" onClick={() => onSort(sorted)}>
          {words.sortByTime}
        </button>
      )}
    </div>
  );
}
