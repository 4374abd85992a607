/** Switches for Nelson's rules: which of them raise alerts. */
import { type RuleNumber, ruleNumbers } from "../../domain/spc/kinds.ts";
import { Switch } from "../settings/switches.tsx";
import { Summary } from "../ui/summary.tsx";
import { texts } from "./texts.ts";

interface ChoiceProps {
  rules: readonly RuleNumber[];
  /** The rules that apply to the chart. */
  applicable?: readonly RuleNumber[];
  /** Why the others do not. */
  hint?: string | undefined;
  onRules: (rules: readonly RuleNumber[]) => void;
  /** Shown while it is folded (default: how many rules alert). */
  title?: string;
}

/** Folded: the number of chosen rules. Unfolded: a switch for each rule. */
export function RuleChoice({ rules, applicable = ruleNumbers, hint, onRules, title }: ChoiceProps) {
  const words = texts.value;
  return (
    <details class="rounded-field ring-1 ring-base-300">
      <Summary class="min-h-12 px-4">{title ?? words.rulesChosen(rules.length)}</Summary>
      <fieldset class="flex flex-col gap-1 px-4 pb-4">
        <legend class="sr-only">{words.rulesTitle}</legend>
        <p class="pb-2 text-base text-quiet">{words.rulesHint}</p>
        {hint && <p class="pb-2 text-base text-quiet">{hint}</p>}
        {applicable.map((rule) => (
          <Switch
            key={rule}
            says={[`${rule}. ${words.rules[rule][0]}`, words.rules[rule][1]]}
            on={rules.includes(rule)}
            onSwitch={(on) =>
              onRules(on ? [...rules, rule].sort((a, b) => a - b) : rules.filter((chosen) => chosen !== rule))
            }
          />
        ))}
      </fieldset>
    </details>
  );
}
