/** Fields that choose the chart of a product: what is measured or counted, how many at a time, and on which chart. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ChartKind, maxSubgroupSize } from "../../../domain/spc/kinds.ts";
import { texts as qualityTexts } from "../texts.ts";
import { type ChartDraft, groupOf, kindOf, kindsFor, measureGroups } from "./choice.ts";
import { OptionFields } from "./option-fields.tsx";
import { texts } from "./texts.ts";

interface FieldsProps {
  draft: ChartDraft;
  /** Whether the product has values, so that its chart cannot change any more. */
  hasValues: boolean;
  onChange: (changes: Partial<ChartDraft>) => void;
}

export function ChartFields({ draft, hasValues, onChange }: FieldsProps) {
  const words = texts.value;
  const chart = kindOf(draft);
  const group = groupOf(chart);
  const kinds = kindsFor(group, draft.size);
  return (
    <>
      {!hasValues && (
        <fieldset class="flex flex-col gap-1">
          <legend class="label-text">{words.what}</legend>
          {measureGroups.map((one) => (
            <label key={one} class="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="radio"
                class="radio radio-primary border-quiet"
                name="measured"
                checked={one === group}
                onChange={() => onChange({ kind: kindsFor(one, 1)[0] ?? null, size: 1 })}
              />
              <span>
                <span class="font-medium">{words.groups[one][0]}</span>{" "}
                <span class="text-base text-quiet">{words.groups[one][1]}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <div class={`grid gap-3 ${group === "measured" ? "sm:grid-cols-2" : ""}`}>
        {group === "measured" && (
          <SizeField size={draft.size} disabled={hasValues} onSize={(size) => onChange({ size })} />
        )}
        <div class="flex flex-col gap-2">
          <label class="label-text" for="chart">
            {qualityTexts.value.chart}
          </label>
          <select
            id="chart"
            class="select"
            disabled={hasValues || kinds.length === 1}
            value={chart}
            aria-describedby="chart-hint"
            onChange={({ currentTarget }) => onChange({ kind: currentTarget.value as ChartKind })}
          >
            {kinds.map((kind) => (
              <option key={kind} value={kind}>
                {qualityTexts.value.charts[kind]}
              </option>
            ))}
          </select>
          <p id="chart-hint" class="text-base text-quiet">
            {words.explain[chart]}
          </p>
        </div>
      </div>
      {hasValues && <p class="text-base text-quiet">{qualityTexts.value.sizeFixed}</p>}
      <OptionFields draft={draft} hasValues={hasValues} onChange={onChange} />
    </>
  );
}

interface SizeProps {
  size: number;
  disabled: boolean;
  onSize: (size: number) => void;
}

function SizeField({ size, disabled, onSize }: SizeProps) {
  const words = qualityTexts.value;
  // Kept as typed, so that the field can be empty while a number is replaced.
  const typed = useSignal(String(size));
  useEffect(() => {
    if (Number(typed.value) !== size) typed.value = String(size);
  }, [size]);
  return (
    <div class="flex flex-col gap-2">
      <label class="label-text" for="size">
        {words.subgroupSize}
      </label>
      <input
        id="size"
        class="input"
        type="number"
        min={1}
        max={maxSubgroupSize}
        required
        disabled={disabled}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          const entered = Number(typed.value);
          if (Number.isInteger(entered) && entered >= 1 && entered <= maxSubgroupSize) onSize(entered);
        }}
        aria-describedby={disabled ? undefined : "size-hint"}
      />
      {!disabled && (
        <p id="size-hint" class="text-base text-quiet">
          {words.sizeHint}
        </p>
      )}
    </div>
  );
}
