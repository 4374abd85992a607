/** Chooses the visible points: how many, and which, with a slider. */
import { formatCount } from "../numbers.ts";
import { texts } from "./texts.ts";

/** The choices of how many points are visible. */
export const widths = [25, 50, 100, 200, 1000] as const;

interface PanBarProps {
  /** How many points the page has, and how many the product has in all. */
  count: number;
  total: number;
  width: number;
  /** The index after the last visible point. */
  end: number;
  onEnd: (end: number) => void;
  onWidth: (width: number) => void;
}

/** The slider appears if there are more points than are visible. */
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
        {words.pointsOf(formatCount(Math.min(width, count)), formatCount(total))}
      </span>
    </div>
  );
}
