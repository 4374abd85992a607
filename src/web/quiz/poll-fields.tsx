/** The fields of a poll: its question, its kind, its options or its answer, and its rules. */
import type { RefObject } from "preact";
import { Choice, Switch } from "../settings/switches.tsx";
import { Icon } from "../ui/icon.tsx";
import { common } from "../ui/texts.ts";
import { hasAnswer, hasOptions, maxOptions, type PollForm, type PollKind } from "./form-input.ts";
import { texts } from "./texts.ts";

const kinds: readonly PollKind[] = ["choice", "scale", "rank", "words", "number"];
const times = [15, 30, 60, 120, 300];

/** A part of the form: what is typed, and how it changes. */
interface FieldsProps {
  form: PollForm;
  onChange: (change: Partial<PollForm>) => void;
}

/** The name of a kind of poll. */
export const kindName = (kind: PollKind): string => texts.value.kinds[kind];

export function PollFields({
  form,
  field,
  onChange,
}: FieldsProps & {
  /** The input of the question. */
  field: RefObject<HTMLTextAreaElement | null>;
}) {
  const words = texts.value;
  return (
    <>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.question}</span>
        <textarea
          ref={field}
          class="textarea field-sizing-content max-h-48 min-h-13 text-base"
          rows={Math.min(6, form.question.split("\n").length)}
          maxLength={500}
          value={form.question}
          onInput={({ currentTarget }) => onChange({ question: currentTarget.value })}
          onKeyDown={(event) => {
            // As in a field of one line, Enter presses the main button; Shift and Enter begin a new line.
            if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            event.currentTarget.form?.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
          }}
        />
      </label>
      <fieldset class="flex flex-wrap gap-2">
        <legend class="label-text mb-2">{words.kind}</legend>
        {kinds.map((kind) => (
          <label
            key={kind}
            class="btn has-checked:btn-neutral has-focus-visible:outline-3 has-focus-visible:outline-info relative"
          >
            <input
              type="radio"
              class="absolute inset-0 cursor-pointer opacity-0"
              name="poll-kind"
              checked={form.kind === kind}
              onChange={() => onChange({ kind, most: "" })}
            />
            {words.kinds[kind]}
          </label>
        ))}
      </fieldset>
      {hasOptions(form) && <Options form={form} onChange={onChange} />}
      {form.kind === "scale" && <Scale form={form} onChange={onChange} />}
      {form.kind === "number" && <Answer form={form} onChange={onChange} />}
      <Rules form={form} onChange={onChange} />
    </>
  );
}

function Options({ form, onChange }: FieldsProps) {
  const words = texts.value;
  const { options, kind } = form;
  const put = (at: number, change: Partial<PollForm["options"][number]>) =>
    onChange({ options: options.map((option, n) => (n === at ? { ...option, ...change } : option)) });
  const add = () => onChange({ options: [...options, { text: "", correct: false }] });
  return (
    <fieldset class="flex flex-col gap-2">
      <legend class="label-text mb-2">{words.options}</legend>
      {options.map(({ text, correct }, at) => (
        <div key={at} class="flex items-center gap-2">
          <input
            class="input min-w-0 flex-1"
            maxLength={200}
            autocomplete="off"
            aria-label={words.option(at + 1)}
            placeholder={words.option(at + 1)}
            value={text}
            onInput={({ currentTarget }) => put(at, { text: currentTarget.value })}
          />
          {kind === "choice" && (
            <label class="flex min-h-11 cursor-pointer items-center gap-2 px-1 text-base">
              <input
                type="checkbox"
                class="checkbox checkbox-primary rounded-md border-quiet"
                aria-label={words.isRight(at + 1)}
                checked={correct}
                onChange={({ currentTarget }) => put(at, { correct: currentTarget.checked })}
              />
              <span aria-hidden="true">{words.right}</span>
            </label>
          )}
          <button
            type="button"
            class="btn btn-ghost btn-square"
            aria-label={words.removeOption(at + 1)}
            disabled={options.length <= 2}
            onClick={() => onChange({ options: options.toSpliced(at, 1) })}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {options.length < maxOptions && (
        <button type="button" class="btn self-start" onClick={add}>
          <Icon name="plus" />
          {words.addOption}
        </button>
      )}
      {kind === "choice" && (
        <label class="flex min-h-11 cursor-pointer items-center gap-3">
          <input
            type="checkbox"
            class="checkbox checkbox-primary rounded-md border-quiet"
            checked={form.several}
            onChange={({ currentTarget }) => onChange({ several: currentTarget.checked, most: "" })}
          />
          {words.several}
        </label>
      )}
    </fieldset>
  );
}

interface LineProps {
  label: string;
  value: string;
  numeric?: boolean;
  onChange: (value: string) => void;
}

const Line = ({ label, value, numeric = false, onChange }: LineProps) => (
  <label class="flex min-w-28 flex-1 flex-col gap-2">
    <span class="label-text">{label}</span>
    <input
      class="input"
      maxLength={numeric ? 15 : 100}
      inputmode={numeric ? "decimal" : "text"}
      autocomplete="off"
      value={value}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
  </label>
);

function Scale({ form, onChange }: FieldsProps) {
  const words = texts.value;
  return (
    <div class="flex flex-wrap gap-3">
      <Line label={words.from} value={form.min} numeric onChange={(min) => onChange({ min })} />
      <Line label={words.to} value={form.max} numeric onChange={(max) => onChange({ max })} />
      <Line label={words.fromLabel} value={form.minLabel} onChange={(minLabel) => onChange({ minLabel })} />
      <Line label={words.toLabel} value={form.maxLabel} onChange={(maxLabel) => onChange({ maxLabel })} />
    </div>
  );
}

function Answer({ form, onChange }: FieldsProps) {
  const words = texts.value;
  return (
    <div class="flex flex-wrap gap-3">
      <Line label={words.answer} value={form.answer} numeric onChange={(answer) => onChange({ answer })} />
      <Line label={words.tolerance} value={form.tolerance} numeric onChange={(tolerance) => onChange({ tolerance })} />
    </div>
  );
}

const timeText = (seconds: number) =>
  seconds % 60 === 0 ? common.value.time.minutes(seconds / 60) : common.value.time.seconds(seconds);

/** The times to choose from, and the one that an imported poll has. */
const timesFor = (chosen: string): number[] =>
  [...new Set([...times, ...(chosen === "" ? [] : [Number(chosen)])])].sort((a, b) => a - b);

/** When results are seen, names, time and points. */
function Rules({ form, onChange }: FieldsProps) {
  const words = texts.value;
  const mayBeQuiz = form.kind === "choice" || form.kind === "number";
  return (
    <>
      <fieldset>
        <legend class="label-text mb-1">{words.results}</legend>
        <Choice
          name="poll-results"
          options={(["live", "closed", "hidden"] as const).map((when) => [when, words.resultsAt[when]] as const)}
          value={form.results}
          onChoose={(results) => onChange({ results })}
        />
      </fieldset>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.time}</span>
        <select
          class="select"
          value={form.seconds}
          onChange={({ currentTarget }) => onChange({ seconds: currentTarget.value })}
        >
          <option value="">{words.noLimit}</option>
          {timesFor(form.seconds).map((seconds) => (
            <option key={seconds} value={String(seconds)}>
              {timeText(seconds)}
            </option>
          ))}
        </select>
      </label>
      <div class="flex flex-col">
        <Switch says={[words.named, words.namedHint]} on={form.named} onSwitch={(named) => onChange({ named })} />
        {form.kind === "words" && (
          <Switch
            says={[words.approveFirst, words.approveFirstHint]}
            on={form.approveFirst}
            onSwitch={(approveFirst) => onChange({ approveFirst })}
          />
        )}
        {mayBeQuiz && (
          <Switch says={[words.quiz, words.quizHint]} on={form.isQuiz} onSwitch={(isQuiz) => onChange({ isQuiz })} />
        )}
      </div>
      {mayBeQuiz && form.isQuiz && (
        <div class="flex flex-col gap-2">
          {!hasAnswer(form) && <p class="text-base text-help-ink">{words.quizNeeds}</p>}
          <Line label={words.points} value={form.points} numeric onChange={(points) => onChange({ points })} />
          {form.seconds !== "" && (
            <Switch says={[words.speed, words.speedHint]} on={form.speed} onSwitch={(speed) => onChange({ speed })} />
          )}
        </div>
      )}
    </>
  );
}
