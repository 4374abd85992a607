/** Chooses the visible points: how many, and which, in a strip of the whole history. */
import { useSignal } from "@preact/signals";
import type { ChartPoint } from "../../../domain/spc/chart.ts";
import { formatCount } from "../numbers.ts";
import { GoTo } from "./go-to.tsx";
import { HistoryStrip } from "./history-strip.tsx";
import { texts } from "./texts.ts";
import type { History } from "./use-history.ts";
import type { Pan } from "./use-pan.ts";

/** The choices of how many points are visible. */
export const widths = [25, 50, 100, 200, 1000] as const;

interface PanBarProps {
  pan: Pan;
  history: History | undefined;
  /** The visible points. */
  points: readonly ChartPoint[];
  width: number;
  onWidth: (width: number) => void;
}

/** The strip appears if there are more points than are visible. */
export function PanBar({ pan, history, points, width, onWidth }: PanBarProps) {
  const words = texts.value;
  const goes = useSignal(false);
  const { chart, showUntil } = pan;
  const { overview, newest = chart } = history ?? {};
  const total = newest.points_total;
  const [first, last] = [points[0]?.subgroup_number, points.at(-1)?.subgroup_number];
  const isNewest = last === newest.points.at(-1)?.subgroup_number;
  const [version] = chart.limits_version === null ? [] : (chart.versions ?? []);
  return (
    <>
      {total > width && history && overview && first !== undefined && last !== undefined && (
        <HistoryStrip
          chart={newest}
          overview={overview}
          from={first}
          to={last}
          width={Math.min(width, points.length)}
          onMove={showUntil}
        />
      )}
      <div class="flex flex-wrap items-center gap-x-3 gap-y-2">
        <label class="mr-2 flex items-center gap-3 text-base font-semibold">
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
        {total > width && history && (
          <button
            type="button"
            class="btn"
            aria-expanded={goes.value}
            onClick={() => {
              goes.value = !goes.value;
            }}
          >
            {words.goTo}
          </button>
        )}
        {total > width && version?.from_subgroup && version.to_subgroup && (
          <button
            type="button"
            class="btn"
            onClick={() => showUntil(Math.max(version.to_subgroup ?? 0, (version.from_subgroup ?? 0) + width - 1))}
          >
            {words.toBase}
          </button>
        )}
        {!isNewest && (
          <button type="button" class="btn btn-accent" onClick={() => showUntil(undefined)}>
            {words.toNewest}
          </button>
        )}
        <span class="text-base text-quiet tabular-nums">
          {words.pointsOf(formatCount(Math.min(width, points.length)), formatCount(total))}
        </span>
      </div>
      {goes.value && history && <GoTo history={history} width={width} onShow={showUntil} />}
    </>
  );
}
