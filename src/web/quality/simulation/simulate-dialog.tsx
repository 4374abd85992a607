/** Dialog that starts a simulated process: which one, how many values, how fast, and its seed. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { QualityApi } from "../../../client/quality-api.ts";
import {
  type FunnelRule,
  funnelRules,
  type SimulatedProcess,
  simulatedProcesses,
  simulationLimits,
} from "../../../domain/simulation/kinds.ts";
import { go } from "../../router.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { SpeedChoice } from "./speed-choice.tsx";
import { texts } from "./texts.ts";

interface SimulateProps {
  api: QualityApi;
  /** The folder to make the product in. */
  folder?: number;
  onClose: () => void;
}

interface Draft {
  readonly process: SimulatedProcess;
  readonly funnel_rule: FunnelRule;
  /** `undefined`: a name that does not say which process it is. */
  readonly name: string | undefined;
  readonly values: number;
  readonly per_second: number;
  readonly seed: number;
}

const newDraft = (): Draft => ({
  process: "funnel",
  funnel_rule: 1,
  name: undefined,
  values: 100,
  per_second: 2,
  seed: Math.floor(Math.random() * 10_000),
});

export function SimulateDialog({ api, folder, onClose }: SimulateProps) {
  const words = texts.value;
  const draft = useSignal<Draft>(newDraft());
  const { busy, problem, attempt } = useAttempt();
  const change = (changes: Partial<Draft>) => {
    draft.value = { ...draft.value, ...changes };
  };
  const { process, funnel_rule, name: typed, ...numbers } = draft.value;
  // The class reads it, too: it must not answer what they are to find out.
  const name = typed ?? words.suggestedName(numbers.seed);
  return (
    <Dialog title={words.title} size="wide" onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void attempt(async () => {
            const { id } = await api.simulate({
              process,
              funnel_rule,
              name: name.trim(),
              ...numbers,
              folder_id: folder,
            });
            go(`/spc/${id}`);
          });
        }}
      >
        <p class="text-quiet">{words.hint}</p>
        <Choices
          legend={words.process}
          options={simulatedProcesses.map((known) => [known, words.processes[known]])}
          value={process}
          onChoose={(known) => change({ process: known })}
        />
        {process === "funnel" && (
          <Choices
            legend={words.funnelRule}
            options={funnelRules.map((rule) => [rule, words.funnelRules[rule]])}
            value={funnel_rule}
            onChoose={(rule) => change({ funnel_rule: rule })}
          />
        )}
        <div class="grid gap-3 sm:grid-cols-2">
          <Input label={words.name}>
            <input
              class="input w-full"
              maxLength={200}
              required
              value={name}
              onInput={({ currentTarget }) => change({ name: currentTarget.value })}
            />
          </Input>
          <Input label={words.speed}>
            <SpeedChoice value={numbers.per_second} onChange={(per_second) => change({ per_second })} />
          </Input>
          <NumberInput
            label={words.values}
            min={1}
            max={simulationLimits.maxValues}
            value={numbers.values}
            onValue={(values) => change({ values })}
          />
          <NumberInput
            label={words.seed}
            hint={words.seedHint}
            min={0}
            max={simulationLimits.maxSeed}
            value={numbers.seed}
            onValue={(seed) => change({ seed })}
          />
        </div>
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons action={words.start} disabled={busy.value || !name.trim()} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function Input({ label, hint, children }: { label: string; hint?: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label class="flex flex-col gap-2">
      <span class="label-text">{label}</span>
      {children}
      {hint && <span class="text-base text-quiet">{hint}</span>}
    </label>
  );
}

interface NumberProps {
  label: string;
  hint?: string;
  min: number;
  max: number;
  value: number;
  onValue: (value: number) => void;
}

function NumberInput({ label, hint, onValue, ...bounds }: NumberProps) {
  return (
    <Input label={label} {...(hint && { hint })}>
      <input
        type="number"
        class="input w-full"
        required
        {...bounds}
        onInput={({ currentTarget }) => {
          if (currentTarget.value !== "") onValue(Number(currentTarget.value));
        }}
      />
    </Input>
  );
}

interface ChoicesProps<T> {
  legend: string;
  options: readonly (readonly [value: T, says: readonly [name: string, hint: string]])[];
  value: T;
  onChoose: (value: T) => void;
}

/** Options with a sentence each, of which one is chosen. */
function Choices<T extends string | number>({ legend, options, value, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset class="flex flex-col gap-2">
      <legend class="label-text pb-2">{legend}</legend>
      <div class="grid gap-2 sm:grid-cols-2">
        {options.map(([option, [name, hint]]) => (
          <label
            key={option}
            class={`flex cursor-pointer items-start gap-3 rounded-field p-3 ring-1 ${option === value ? "bg-base-200 ring-2 ring-primary" : "ring-base-300"}`}
          >
            <input
              type="radio"
              class="radio mt-0.5"
              name={legend}
              checked={option === value}
              onChange={() => onChoose(option)}
            />
            <span class="flex min-w-0 flex-col">
              <span class="font-semibold">{name}</span>
              <span class="text-base text-quiet">{hint}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
