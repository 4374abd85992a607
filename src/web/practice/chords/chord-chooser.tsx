/** Which chords are on the keys: a set, or one's own; transposed, and with a capo. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { common } from "../../ui/texts.ts";
import { texts as practiceTexts } from "../texts.ts";
import { bounds, choice, choose, inReach, maxChords, readChords, type SetName, sets } from "./chord-set.ts";
import { texts } from "./texts.ts";

const names: readonly SetName[] = ["pop", "road", "three", "blues", "open", "own"];

/** Opens the choice; says what is chosen. */
export function ChordChooser({ class: look = "" }: { class?: string }) {
  const words = texts.value;
  const open = useSignal(false);
  const { set, capo } = choice.value;
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
  const { set, own, moved, capo } = choice.value;
  const id = useId();
  const typed = useSignal(own.join(" "));
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
              onChange={() => choose({ set: name, ...(name === "own" && own.length === 0 && { own: ["C"] }) })}
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
              if (chords.length > 0) choose({ own: chords });
            }}
          />
          <p id={`${id}-hint`} class={`text-base ${wrong.length > 0 ? "text-help-ink" : "text-quiet"}`} role="status">
            {wrong.length > 0 ? words.wrong(wrong.join(" ")) : words.ownHint(maxChords)}
          </p>
        </div>
      )}
      <Stepper
        what={words.moved}
        says={words.semitones(moved)}
        value={moved}
        between={bounds.moved}
        onChange={(to) => choose({ moved: to })}
      />
      <Stepper
        what={words.capoIs}
        says={capo === 0 ? words.noCapo : practiceTexts.value.capo(capo)}
        value={capo}
        between={bounds.capo}
        onChange={(to) => choose({ capo: to })}
      />
      <p class="text-xl font-bold" aria-live="polite">
        {inReach.value.map(({ name }) => name).join("  ")}
      </p>
    </div>
  );
}

interface StepperProps {
  what: string;
  says: string;
  value: number;
  between: readonly [number, number];
  onChange: (to: number) => void;
}

function Stepper({ what, says, value, between: [least, most], onChange }: StepperProps) {
  const words = texts.value;
  return (
    <div class="flex min-h-12 items-center gap-2">
      <span class="flex-1 font-semibold whitespace-nowrap">{what}</span>
      <button
        type="button"
        class="btn btn-square text-2xl"
        disabled={value <= least}
        aria-label={words.lower(what)}
        onClick={() => onChange(value - 1)}
      >
        −
      </button>
      <output class="w-24 text-center text-base leading-tight font-semibold tabular-nums">{says}</output>
      <button
        type="button"
        class="btn btn-square text-2xl"
        disabled={value >= most}
        aria-label={words.higher(what)}
        onClick={() => onChange(value + 1)}
      >
        +
      </button>
    </div>
  );
}
