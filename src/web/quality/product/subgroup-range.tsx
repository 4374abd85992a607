/** Fields to choose the subgroups from which limits are computed. */
import type { Chart } from "../../../domain/spc/chart.ts";
import { texts } from "./texts.ts";

/** The recommended minimum number of subgroups to compute limits from. */
export const recommendedSubgroups = 25;

interface RangeProps {
  chart: Chart;
  oldest: number;
  newest: number;
  range: { from: number; to: number };
  onChange: (range: { from: number; to: number }) => void;
}

export function SubgroupRange({ chart, oldest, newest, range: { from, to }, onChange }: RangeProps) {
  const words = texts.value;
  const few = to - from + 1 < recommendedSubgroups;
  const choose = (from: number, to: number) => onChange({ from, to });
  const lastFrom = chart.points.at(-recommendedSubgroups)?.subgroup_number ?? oldest;
  return (
    <>
      <p class="text-quiet">{words.freezeHint}</p>
      <div class="flex flex-wrap gap-2">
        <button
          type="button"
          class="btn"
          onClick={() => choose(oldest, Math.min(newest, oldest + recommendedSubgroups - 1))}
        >
          {words.first25}
        </button>
        <button type="button" class="btn" onClick={() => choose(lastFrom, newest)}>
          {words.last25}
        </button>
        <button type="button" class="btn" onClick={() => choose(oldest, newest)}>
          {words.all}
        </button>
      </div>
      <div class="grid grid-cols-2 gap-4">
        <NumberField id="freeze-from" label={words.fromSubgroup} value={from} onValue={(value) => choose(value, to)} />
        <NumberField id="freeze-to" label={words.toSubgroup} value={to} onValue={(value) => choose(from, value)} />
      </div>
      <p class="min-h-7 text-base text-behind-ink" role="status">
        {few && words.fewSubgroups(Math.max(0, to - from + 1))}
      </p>
    </>
  );
}

interface FieldProps {
  id: string;
  label: string;
  value: number;
  onValue: (value: number) => void;
}

function NumberField({ id, label, value, onValue }: FieldProps) {
  return (
    <div class="flex flex-col gap-2">
      <label class="label-text" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="input tabular-nums"
        type="number"
        min={1}
        required
        value={value}
        onInput={({ currentTarget }) => onValue(Math.max(1, Math.round(Number(currentTarget.value) || 1)))}
      />
    </div>
  );
}
