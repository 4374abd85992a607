/** Which points are in sight: how many, and from where; by hand, by keyboard, or by dragging the chart. */
import { counted } from "../numbers.ts";
import { texts } from "./texts.ts";

/** How many points may be in sight at a time. */
export const widths = [25, 50, 100, 200, 1000] as const;

interface PanBarProps {
  /** How many points are here, and how many there are in all. */
  count: number;
  total: number;
  width: number;
  /** The index after the last point in sight. */
  end: number;
  onEnd: (end: number) => void;
  onWidth: (width: number) => void;
}

/** The choice of how many points, and a slider where there are more than are in sight. */
export function PanBar({ count, total, width, end, onEnd, onWidth }: PanBarProps) {
  const words = texts.value;
  const behind = count - end;
  return (
    <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
      <label class="flex items-center gap-3 text-base font-semibold">
        {words.inSight}
        <select
          class="select w-auto"
          value={width}
          onChange={({ currentTarget }) => onWidth(Number(currentTarget.value))}
        >
          {widths.map((n) => (
            <option key={n} value={n}>
              {words.lastPoints(n)}
            </option>
          ))}
        </select>
      </label>
      {count > width && (
        <label class="flex min-h-11 flex-1 basis-60 items-center gap-3">
          <span class="sr-only">{words.pan}</span>
          <input
            type="range"
            class="range range-primary w-full [--range-fill:0]"
            min={width}
            max={count}
            value={end}
            aria-valuetext={words.panAt(behind)}
            onInput={({ currentTarget }) => onEnd(Number(currentTarget.value))}
          />
        </label>
      )}
      {behind > 0 && (
        <button type="button" class="btn btn-accent" onClick={() => onEnd(count)}>
          {words.toNewest(behind)}
        </button>
      )}
      <span class="text-base text-quiet tabular-nums">
        {words.pointsOf(counted(Math.min(width, count)), counted(total))}
      </span>
    </div>
  );
}
