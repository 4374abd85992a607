/** The inputs of a vote, one for each kind of poll. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { toNumber } from "../../domain/typed-number.ts";
import { ChartPointInput } from "./poll-chart.tsx";
import { RankInput } from "./rank-input.tsx";
import { texts } from "./texts.ts";
import type { VoteInputProps } from "./vote-draft.ts";
import { WordsInput } from "./words-input.tsx";

export function VoteInput(props: VoteInputProps) {
  if (props.poll.chart) {
    return (
      <>
        <ChartPointInput {...props} />
        <ChoiceInput {...props} />
      </>
    );
  }
  if (props.poll.kind === "choice") return <ChoiceInput {...props} />;
  if (props.poll.kind === "scale") return <ScaleInput {...props} />;
  if (props.poll.kind === "rank") return <RankInput {...props} />;
  return props.poll.kind === "words" ? <WordsInput {...props} /> : <NumberInput {...props} />;
}

/** The whole line of an option can be pressed. */
const optionLook =
  "flex min-h-13 cursor-pointer items-center gap-3 rounded-field bg-base-100 px-4 py-2 text-lg leading-snug ring-1 ring-base-300 has-checked:bg-done-soft has-checked:font-semibold has-checked:ring-2 has-checked:ring-primary has-disabled:cursor-default";

function ChoiceInput({ poll, draft, isFixed, onChange }: VoteInputProps) {
  const words = texts.value;
  const name = useId();
  const { options, max_choices } = poll;
  const several = max_choices > 1;
  const chosen = draft.choices ?? [];
  const isFull = several && chosen.length >= max_choices;
  const toggle = (id: number, on: boolean) => {
    // A point of a chart stays chosen.
    if (!several) onChange({ ...(poll.chart && draft), choices: [id] });
    else onChange({ choices: on ? [...chosen, id] : chosen.filter((other) => other !== id) });
  };
  return (
    <fieldset class="flex flex-col gap-2" aria-label={poll.question}>
      {several && <p class="text-base text-quiet">{words.chooseUpTo(max_choices)}</p>}
      {options.map(({ option_id, text }) => {
        const on = chosen.includes(option_id);
        return (
          <label key={option_id} class={optionLook}>
            <input
              type={several ? "checkbox" : "radio"}
              class={`${several ? "checkbox checkbox-primary rounded-md" : "radio radio-primary"} shrink-0 border-quiet`}
              name={name}
              checked={on}
              disabled={isFixed || (isFull && !on)}
              onChange={({ currentTarget }) => toggle(option_id, currentTarget.checked)}
            />
            {text}
          </label>
        );
      })}
    </fieldset>
  );
}

function ScaleInput({ poll, draft, isFixed, onChange }: VoteInputProps) {
  const name = useId();
  const { min, max, min_label, max_label } = poll.scale ?? { min: 1, max: 5, min_label: null, max_label: null };
  const values = Array.from({ length: max - min + 1 }, (_, n) => min + n);
  const labelOf = (n: number) => (n === min ? min_label : n === max ? max_label : null);
  return (
    <fieldset class="flex flex-col gap-2" aria-label={poll.question}>
      <div class="grid gap-2" style={{ gridTemplateColumns: `repeat(${Math.min(values.length, 7)}, minmax(0, 1fr))` }}>
        {values.map((n) => (
          <label
            key={n}
            class="relative grid min-h-14 cursor-pointer place-items-center rounded-field bg-base-100 text-xl font-bold tabular-nums ring-1 ring-base-300 has-checked:bg-primary has-checked:text-primary-content has-focus-visible:outline-3 has-focus-visible:outline-info has-disabled:cursor-default"
          >
            <input
              type="radio"
              class="absolute inset-0 cursor-pointer opacity-0"
              name={name}
              aria-label={[n, labelOf(n)].filter((part) => part !== null).join(" · ")}
              checked={draft.value === n}
              disabled={isFixed}
              onChange={() => onChange({ value: n })}
            />
            <span aria-hidden="true">{n}</span>
          </label>
        ))}
      </div>
      {(min_label !== null || max_label !== null) && (
        <p class="flex justify-between gap-4 text-base text-quiet" aria-hidden="true">
          <span>{min_label}</span>
          <span class="text-right">{max_label}</span>
        </p>
      )}
    </fieldset>
  );
}

function NumberInput({ poll, draft, isFixed, onChange }: VoteInputProps) {
  const words = texts.value;
  const id = useId();
  const typed = useSignal<string | undefined>(undefined);
  const text = typed.value ?? draft.value?.toString() ?? "";
  const isWrong = text.trim() !== "" && toNumber(text) === undefined;
  return (
    <div class="flex flex-col gap-2">
      <label class="label-text" for={id}>
        {words.number}
      </label>
      <input
        id={id}
        class="input text-2xl font-bold tabular-nums"
        inputmode={/^\d*$/.test(text) ? "decimal" : "text"}
        autocomplete="off"
        maxLength={20}
        value={text}
        disabled={isFixed}
        aria-invalid={isWrong}
        aria-label={`${words.number}: ${poll.question}`}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          const value = toNumber(currentTarget.value);
          onChange(value === undefined ? {} : { value });
        }}
      />
      <p class="min-h-6 text-base text-help-ink" role="status">
        {isWrong && words.notNumber}
      </p>
    </div>
  );
}
