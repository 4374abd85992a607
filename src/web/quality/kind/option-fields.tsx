/** Fields of the options that the chosen chart has. */
import type { EstimatorChoice } from "../../../domain/spc/chart-options.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import { Switch } from "../../settings/switches.tsx";
import { type ChartDraft, changeable, kindOf, numberOptions, placeholderOf, switchOptions } from "./choice.ts";
import { texts } from "./texts.ts";

interface OptionsProps {
  draft: ChartDraft;
  hasValues: boolean;
  onChange: (changes: Partial<ChartDraft>) => void;
}

/** Renders nothing if the chart has no option that can be changed. */
export function OptionFields({ draft, hasValues, onChange }: OptionsProps) {
  const words = texts.value;
  const names = changeable(draft, hasValues);
  if (names.size === 0) return null;
  const { numbers, switches, estimator } = draft;
  return (
    <fieldset class="flex flex-col gap-3">
      <legend class="label-text">{words.options}</legend>
      {names.has("estimator") && (
        <div class="flex flex-col gap-2">
          <label class="label-text" for="estimator">
            {words.estimator}
          </label>
          <select
            id="estimator"
            class="select"
            value={estimator ?? ""}
            onChange={({ currentTarget }) =>
              onChange({ estimator: (currentTarget.value || null) as EstimatorChoice | null })
            }
          >
            <option value="">{words.usual}</option>
            {chartTypes[kindOf(draft)].estimators(draft.size).map((choice) => (
              <option key={choice} value={choice}>
                {words.estimators[choice]}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="grid gap-3 sm:grid-cols-2">
        {numberOptions
          .filter((name) => names.has(name))
          .map((name) => (
            <div key={name} class="flex flex-col gap-2">
              <label class="label-text" for={`option-${name}`}>
                {words.numbers[name][0]}
              </label>
              <input
                id={`option-${name}`}
                class="input tabular-nums"
                inputMode="decimal"
                autocomplete="off"
                maxLength={12}
                placeholder={placeholderOf(name)}
                value={numbers[name] ?? ""}
                onInput={({ currentTarget }) => onChange({ numbers: { ...numbers, [name]: currentTarget.value } })}
                aria-describedby={`option-${name}-hint`}
              />
              <p id={`option-${name}-hint`} class="text-base text-quiet">
                {words.numbers[name][1]}
              </p>
            </div>
          ))}
      </div>
      {switchOptions
        .filter((name) => names.has(name))
        .map((name) => (
          <Switch
            key={name}
            says={words[name]}
            on={switches[name] === true}
            onSwitch={(on) => onChange({ switches: { ...switches, [name]: on } })}
          />
        ))}
      {hasValues && names.has("laney") && <p class="text-base text-quiet">{words.laneyFrozen}</p>}
    </fieldset>
  );
}
