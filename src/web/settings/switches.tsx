/** Inputs of settings: a switch and a choice of one option. The whole line can be pressed. */

import type { FeatureName } from "../../features/whole-session.ts";
import { featureNames, switches } from "../features/index.ts";
import { texts } from "./texts.ts";

interface SwitchProps {
  says: readonly [string, string];
  on: boolean;
  onSwitch: (on: boolean) => void;
}

export function Switch({ says: [name, hint], on, onSwitch }: SwitchProps) {
  return (
    <label class="flex min-h-12 cursor-pointer items-center gap-3 py-1">
      <span class="flex-1">
        <span class="block font-medium">{name}</span>
        <span class="block text-base text-quiet">{hint}</span>
      </span>
      <input
        type="checkbox"
        role="switch"
        class="toggle toggle-lg toggle-primary border-quiet text-quiet checked:text-primary-content checked:bg-primary"
        checked={on}
        aria-checked={on}
        onChange={({ currentTarget }) => onSwitch(currentTarget.checked)}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  name: string;
  options: readonly (readonly [T, string])[];
  value: T;
  onChoose: (value: T) => void;
}

export function Choice<T extends string>({ name, options, value, onChoose }: ChoiceProps<T>) {
  return (
    <div>
      {options.map(([one, says]) => (
        <label key={one} class="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="radio"
            class="radio radio-primary border-quiet"
            name={name}
            checked={one === value}
            onChange={() => onChoose(one)}
          />
          {says}
        </label>
      ))}
    </div>
  );
}

/** The features a class may use. */
export function FeatureSwitches({
  features,
  onSwitch,
}: {
  features: readonly FeatureName[];
  onSwitch: (name: FeatureName, on: boolean) => void;
}) {
  const words = texts.value;
  return (
    <fieldset class="flex flex-col">
      <legend class="label-text mb-1">{words.features}</legend>
      {featureNames.map((name) => (
        <Switch
          key={name}
          says={switches.value[name]}
          on={features.includes(name)}
          onSwitch={(on) => onSwitch(name, on)}
        />
      ))}
    </fieldset>
  );
}
