/** Dialog to freeze the control limits: the user chooses the subgroups they are computed from. */
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { texts } from "./texts.ts";

/** The recommended minimum number of subgroups to compute limits from. */
export const recommendedSubgroups = 25;

interface FreezeProps {
  api: QualityApi;
  product: Product;
  chart: Chart;
  onClose: () => void;
}

/** Open while it is rendered. */
export function FreezeDialog({ api, product, chart, onClose }: FreezeProps) {
  const words = texts.value;
  const newest = chart.points.at(-1)?.subgroup_number ?? 1;
  // Subgroups are numbered from 1. If the page does not have all points, the first subgroup is assumed to be 1.
  const oldest = chart.points_total > chart.points.length ? 1 : (chart.points[0]?.subgroup_number ?? 1);
  const { value: range, forget } = useDraft(`limits.${product.id}`, {
    from: oldest,
    to: Math.min(newest, oldest + recommendedSubgroups - 1),
  });
  const { from, to } = range.value;
  const { busy, problem, attempt } = useAttempt();
  const few = to - from + 1 < recommendedSubgroups;
  const choose = (from: number, to: number) => {
    range.value = { from, to };
  };
  const lastFrom = chart.points.at(-recommendedSubgroups)?.subgroup_number ?? oldest;
  return (
    <Dialog title={words.freeze} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            await api.freeze(product.id, { from_subgroup: from, to_subgroup: to });
            forget();
            onClose();
          });
        }}
      >
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
          <NumberField
            id="freeze-from"
            label={words.fromSubgroup}
            value={from}
            onValue={(value) => choose(value, to)}
          />
          <NumberField id="freeze-to" label={words.toSubgroup} value={to} onValue={(value) => choose(from, value)} />
        </div>
        <p class="min-h-7 text-base text-behind-ink" role="status">
          {few && words.fewSubgroups(Math.max(0, to - from + 1))}
        </p>
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons
          action={words.freezeYes}
          disabled={busy.value || to <= from}
          onDiscard={forget}
          onClose={onClose}
        />
      </form>
    </Dialog>
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
