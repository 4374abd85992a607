/** Dialog to freeze the control limits, computed from chosen subgroups or given, with a preview of the limits. */
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { LimitsInput } from "../../../domain/spc/limits-input.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { parseNumber } from "../numbers.ts";
import { GivenLimits } from "./given-limits.tsx";
import { LimitsPreviewTable } from "./limits-preview.tsx";
import { recommendedSubgroups, SubgroupRange } from "./subgroup-range.tsx";
import { texts } from "./texts.ts";

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
  const { value: draft, forget } = useDraft(`limits.${product.id}`, {
    from: oldest,
    to: Math.min(newest, oldest + recommendedSubgroups - 1),
    isGiven: false,
    center: "",
    sigma: "",
  });
  const { isGiven } = draft.value;
  const { busy, problem, attempt } = useAttempt();
  const input = inputOf(draft.value);
  const change = (changes: Partial<typeof draft.value>) => {
    draft.value = { ...draft.value, ...changes };
  };
  return (
    <Dialog title={words.freeze} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (input)
            void attempt(async () => {
              await api.freeze(product.id, input);
              forget();
              onClose();
            });
        }}
      >
        <fieldset class="flex flex-wrap gap-2">
          <legend class="sr-only">{words.limitsFrom}</legend>
          {[false, true].map((given) => (
            <button
              key={String(given)}
              type="button"
              class={`btn ${given === isGiven ? "btn-primary" : ""}`}
              aria-pressed={given === isGiven}
              onClick={() => change({ isGiven: given })}
            >
              {given ? words.givenLimits : words.computedLimits}
            </button>
          ))}
        </fieldset>
        {isGiven ? (
          <GivenLimits center={draft.value.center} sigma={draft.value.sigma} onChange={change} />
        ) : (
          <SubgroupRange chart={chart} oldest={oldest} newest={newest} range={draft.value} onChange={change} />
        )}
        <LimitsPreviewTable api={api} product={product} input={input} />
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons
          action={words.freezeYes}
          disabled={busy.value || input === undefined}
          onDiscard={forget}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

interface FreezeDraft {
  from: number;
  to: number;
  isGiven: boolean;
  center: string;
  sigma: string;
}

/** The base that is chosen; `undefined` while it is incomplete. */
function inputOf({ from, to, isGiven, center, sigma }: FreezeDraft): LimitsInput | undefined {
  if (!isGiven) return to > from ? { from_subgroup: from, to_subgroup: to } : undefined;
  const given = { center: parseNumber(center), sigma: parseNumber(sigma) };
  if (given.center === undefined || given.sigma === undefined || given.sigma <= 0) return undefined;
  return { center: given.center, sigma: given.sigma };
}
