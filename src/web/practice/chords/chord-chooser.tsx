/** The dialog to choose the chords on the keys: a set or own chords, transposition and capo. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { useDraft } from "../../drafts.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { common } from "../../ui/texts.ts";
import { texts as practiceTexts } from "../texts.ts";
import {
  availableChords,
  bounds,
  chooseChords,
  chordChoice,
  maxChords,
  readChords,
  type SetName,
  sets,
} from "./chord-set.ts";
import { texts } from "./texts.ts";

const names: readonly SetName[] = ["pop", "road", "three", "blues", "open", "own"];

/** The button that opens the dialog and shows the choice. */
export function ChordChooser({ class: look = "" }: { class?: string }) {
  const words = texts.value;
  const open = useSignal(false);
  const { set, capo } = chordChoice.value;
  return (
    <>
      <button
        type="button"
        class={`btn ${look}`}
        onClick={() => {
          open.value = true;
        }}
      >
        <span class="truncate">
          <span class="sr-only">{words.chords}: </span>
          {words.sets[set]}
          {capo > 0 && ` · ${practiceTexts.value.capo(capo)}`}
        </span>
        <Icon name="down" />
      </button>
      {open.value && (
        <Dialog
          title={words.chords}
          onClose={() => {
            open.value = false;
          }}
        >
          <Choices />
          <button
            type="button"
            class="btn btn-primary btn-lg"
            onClick={() => {
              open.value = false;
            }}
          >
            {common.value.close}
          </button>
        </Dialog>
      )}
    </>
  );
}

function Choices() {
  const words = texts.value;
  const { set, own, moved, capo } = chordChoice.value;
  const id = useId();
  const { value: typed } = useDraft("chords", own.join(" "));
  const { wrong } = readChords(typed.value);
  return (
    <div class="flex flex-col gap-4">
      <fieldset class="flex flex-col gap-1">
        <legend class="label-text mb-1">{words.set}</legend>
        {names.map((name) => (
          <label key={name} class="flex min-h-12 cursor-pointer items-center gap-3">
            <input
              type="radio"
              class="radio radio-primary border-quiet"
              name={`${id}-set`}
              checked={set === name}
              onChange={() => chooseChords({ set: name, ...(name === "own" && own.length === 0 && { own: ["C"] }) })}
            />
            <span class="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-3">
              <span class="font-medium">{words.sets[name]}</span>
              {name !== "own" && <span class="text-base text-quiet">{sets[name].join(" ")}</span>}
            </span>
          </label>
        ))}
      </fieldset>
      {set === "own" && (
        <div class="flex flex-col gap-1">
          <label class="label-text" for={`${id}-own`}>
            {words.own}
          </label>
          <input
            id={`${id}-own`}
            class="input"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={typed.value}
            aria-describedby={`${id}-hint`}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
              const { chords } = readChords(currentTarget.value);
              if (chords.length > 0) chooseChords({ own: chords });
            }}
          />
          <p id={`${id}-hint`} class={`text-base ${wrong.length > 0 ? "text-help-ink" : "text-quiet"}`} role="status">
            {wrong.length > 0 ? words.wrong(wrong.join(" ")) : words.ownHint(maxChords)}
          </p>
        </div>
      )}
      <Stepper
        label={words.moved}
        text={words.semitones(moved)}
        value={moved}
        range={bounds.moved}
        onChange={(to) => chooseChords({ moved: to })}
      />
      <Stepper
        label={words.capoIs}
        text={capo === 0 ? words.noCapo : practiceTexts.value.capo(capo)}
        value={capo}
        range={bounds.capo}
        onChange={(to) => chooseChords({ capo: to })}
      />
      <p class="text-xl font-bold" aria-live="polite">
        {availableChords.value.map(({ name }) => name).join("  ")}
      </p>
    </div>
  );
}

interface StepperProps {
  label: string;
  text: string;
  value: number;
  range: readonly [number, number];
  onChange: (value: number) => void;
}

function Stepper({ label, text, value, range: [min, max], onChange }: StepperProps) {
  const words = texts.value;
  return (
    <div class="flex min-h-12 items-center gap-2">
      <span class="flex-1 font-semibold whitespace-nowrap">{label}</span>
      <button
        type="button"
        class="btn btn-square text-2xl"
        disabled={value <= min}
        aria-label={words.lower(label)}
        onClick={() => onChange(value - 1)}
      >
        −
      </button>
      <output class="w-24 text-center text-base leading-tight font-semibold tabular-nums">{text}</output>
      <button
        type="button"
        class="btn btn-square text-2xl"
        disabled={value >= max}
        aria-label={words.higher(label)}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </div>
  );
}
