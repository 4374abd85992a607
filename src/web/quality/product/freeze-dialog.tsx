/** Dialog to freeze the control limits, computed from chosen subgroups or given, with a preview of the limits. */
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
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
  /** Points that were chosen on the chart, by their subgroups. */
  picked?: readonly number[] | undefined;
  /** The subgroup at which a new phase begins. */
  startsAt?: number | undefined;
  onClose: () => void;
  /** Called once they are frozen. */
  onFrozen?: () => void;
}

/** Open while it is rendered. */
export function FreezeDialog({ api, product, chart, picked, startsAt, onClose, onFrozen }: FreezeProps) {
  const words = texts.value;
  const newest = chart.points.at(-1)?.subgroup_number ?? 1;
  // Subgroups are numbered from 1. If the page does not have all points, the first subgroup is assumed to be 1.
  const oldest = chart.points_total > chart.points.length ? 1 : (chart.points[0]?.subgroup_number ?? 1);
  const { value: draft, forget } = useDraft<FreezeDraft>(`limits.${product.id}.${startsAt ?? ""}`, {
    from: startsAt ?? oldest,
    to: startsAt === undefined ? Math.min(newest, oldest + recommendedSubgroups - 1) : newest,
    isGiven: false,
    center: "",
    sigma: "",
    name: "",
    isEarlier: startsAt !== undefined,
  });
  const { isGiven } = draft.value;
  const { busy, problem, attempt } = useAttempt();
  const isCounted = chartTypes[product.chart].counts !== null;
  const input = inputOf(draft.value, { picked, isCounted });
  const first = startsAt ?? (picked ? picked[0] : draft.value.from);
  const change = (changes: Partial<typeof draft.value>) => {
    draft.value = { ...draft.value, ...changes };
  };
  return (
    <Dialog title={startsAt === undefined ? words.freeze : words.newPhase(startsAt)} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (input)
            void attempt(async () => {
              const starts_at = draft.value.isEarlier && (picked || !isGiven) ? first : undefined;
              const name = draft.value.name.trim() || null;
              await api.freeze(product.id, { ...input, name, ...(starts_at && { starts_at }) });
              forget();
              onClose();
              onFrozen?.();
            });
        }}
      >
        {!picked && (
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
        )}
        {picked ? (
          <p>{words.pickedBase(picked)}</p>
        ) : isGiven ? (
          <GivenLimits {...draft.value} isCounted={isCounted} onChange={change} />
        ) : (
          <SubgroupRange chart={chart} oldest={oldest} newest={newest} range={draft.value} onChange={change} />
        )}
        <PhaseFields
          draft={draft.value}
          first={first !== undefined && first < newest && (picked || !isGiven) ? first : undefined}
          onChange={change}
        />
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
  name: string;
  /** Whether the phase begins at the first subgroup of the base. */
  isEarlier: boolean;
}

interface PhaseProps {
  draft: FreezeDraft;
  /** The first subgroup of the base, if the phase can begin there. */
  first: number | undefined;
  onChange: (changes: Partial<FreezeDraft>) => void;
}

/** The name of the phase, and whether it begins at an earlier point. */
function PhaseFields({ draft: { name, isEarlier }, first, onChange }: PhaseProps) {
  const words = texts.value;
  return (
    <>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.phaseName}</span>
        <input
          class="input w-full"
          maxLength={100}
          value={name}
          onInput={({ currentTarget }) => onChange({ name: currentTarget.value })}
        />
      </label>
      {first !== undefined && (
        <label class="flex items-center gap-3">
          <input
            type="checkbox"
            class="checkbox"
            checked={isEarlier}
            onChange={({ currentTarget }) => onChange({ isEarlier: currentTarget.checked })}
          />
          <span>{words.judgeFrom(first)}</span>
        </label>
      )}
    </>
  );
}

/** The base that is chosen; `undefined` while it is incomplete. */
function inputOf(
  { from, to, isGiven, center, sigma }: FreezeDraft,
  { picked, isCounted }: { picked: readonly number[] | undefined; isCounted: boolean },
): LimitsInput | undefined {
  if (picked) return picked.length >= 2 ? { subgroups: [...picked] } : undefined;
  if (!isGiven) return to > from ? { from_subgroup: from, to_subgroup: to } : undefined;
  const given = { center: parseNumber(center), sigma: parseNumber(sigma) };
  if (isCounted) return given.center === undefined ? undefined : { center: given.center };
  if (given.center === undefined || given.sigma === undefined || given.sigma <= 0) return undefined;
  return { center: given.center, sigma: given.sigma };
}
