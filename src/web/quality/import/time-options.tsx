/** How the times of a table are read: their range, the order of day and month, and warnings about the rows' order. */
import { locale } from "../../language.ts";
import { formatCount } from "../numbers.ts";
import { timeOrderOf } from "./convert.ts";
import { texts } from "./texts.ts";
import type { DateOrder } from "./times.ts";
import type { Import } from "./use-import.ts";

interface OptionsProps {
  from: Import;
  /** When the product's newest value was measured, in milliseconds since 1970. */
  newest: number | undefined;
}

/** Renders nothing if the rows have no times. */
export function TimeOptions({ from, newest }: OptionsProps) {
  const words = texts.value;
  const { rows, sorted, order, isOrderOpen, choose } = from;
  const { backwards, earliest, latest, sortable } = timeOrderOf(rows.filter(({ error }) => !error));
  const isLate = newest !== undefined && earliest !== undefined && earliest < newest;
  return (
    <>
      {isOrderOpen && <OrderChoice order={order} onOrder={(next) => choose({ order: next })} />}
      {earliest !== undefined && latest !== undefined && (
        <p class="text-base text-quiet tabular-nums">{words.times(dateAndTime(earliest), dateAndTime(latest))}</p>
      )}
      {(backwards > 0 || isLate || sorted) && (
        <div class="card-plain flex flex-col gap-3" role="status">
          {backwards > 0 && <p class="text-behind-ink">{words.backwards(formatCount(backwards))}</p>}
          {isLate && <p class="text-behind-ink">{words.lateRows}</p>}
          {(sorted || (backwards > 0 && sortable)) && (
            <label class="flex min-h-11 items-center gap-3 self-start">
              <input
                type="checkbox"
                class="checkbox"
                checked={sorted}
                onChange={({ currentTarget }) => choose({ sorted: currentTarget.checked })}
              />
              {words.sortByTime}
            </label>
          )}
        </div>
      )}
    </>
  );
}

function OrderChoice({ order, onOrder }: { order: DateOrder; onOrder: (order: DateOrder) => void }) {
  const words = texts.value;
  return (
    <label class="flex flex-wrap items-center gap-3 font-semibold">
      {words.dateOrder}
      <select
        class="select w-auto"
        value={order}
        onChange={({ currentTarget }) => onOrder(currentTarget.value === "mdy" ? "mdy" : "dmy")}
      >
        {(["dmy", "mdy"] as const).map((option) => (
          <option key={option} value={option}>
            {words.orders[option]}
          </option>
        ))}
      </select>
    </label>
  );
}

const dateAndTime = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(at);
