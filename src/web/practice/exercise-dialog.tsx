/** One-minute changes: two chords and how long, then a count of three. */
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { keyOf } from "../../domain/guitar/chords.ts";
import { Choice } from "../settings/switches.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Problem } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import type { Counting, Own } from "./use-practice.ts";

interface ChooseExerciseProps {
  own: Own;
  /** The chords to choose from, two of them chosen at first. */
  chords: readonly string[];
  /** Whether the window is open; it closes itself. */
  open: Signal<boolean>;
}

/** Chooses an exercise; the count of three begins when the window is closed. */
export function ChooseExercise({ own, chords, open }: ChooseExerciseProps) {
  const onClose = () => {
    open.value = false;
  };
  const words = texts.value;
  const from = useSignal(chords[0] ?? "C");
  const to = useSignal(chords[1] ?? "G");
  const seconds = useSignal<"30" | "60">("60");
  const id = useId();
  const same = keyOf(from.value) === keyOf(to.value);
  const offered = [...new Set([...chords, "C", "G", "D", "A", "E", "Am", "Em", "Dm", "F"])];
  const pick = (what: string, which: typeof from, field: string) => (
    <div class="flex min-w-0 flex-1 flex-col gap-1">
      <label class="label-text" for={field}>
        {what}
      </label>
      <select
        id={field}
        class="select text-2xl font-bold"
        value={which.value}
        onChange={({ currentTarget }) => {
          which.value = currentTarget.value;
        }}
      >
        {offered.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
  return (
    <Dialog title={words.exercise} onClose={onClose}>
      <p class="text-quiet">{words.exerciseHint}</p>
      <div class="flex gap-3">
        {pick(words.from, from, `${id}-from`)}
        {pick(words.to, to, `${id}-to`)}
      </div>
      <fieldset>
        <legend class="label-text">{words.length}</legend>
        <Choice
          name={`${id}-seconds`}
          options={[
            ["60", words.seconds(60)],
            ["30", words.seconds(30)],
          ]}
          value={seconds.value}
          onChoose={(chosen) => {
            seconds.value = chosen;
          }}
        />
      </fieldset>
      <Problem says={same ? words.samePair : undefined} />
      <div class="flex flex-wrap justify-end gap-3">
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.cancel}
        </button>
        <button
          type="button"
          class="btn btn-primary btn-lg px-10"
          disabled={same}
          onClick={() => {
            onClose();
            own.exercise({ pair: [from.value, to.value], seconds: Number(seconds.value) });
          }}
        >
          {words.go}
        </button>
      </div>
    </Dialog>
  );
}

/** Three, two, one: over everything, and given up by one press. */
export function CountDown({ counting, onCancel }: { counting: Counting; onCancel: () => void }) {
  const words = texts.value;
  const [from, to] = counting.exercise.pair;
  return (
    <Dialog title={words.ready} size="full" onClose={onCancel}>
      <div class="flex flex-1 flex-col items-center justify-center gap-8 text-center">
        <p class="text-step font-bold">
          {from} – {to}
        </p>
        <p class="stage-count" role="timer">
          {counting.left}
        </p>
        <p class="text-2xl text-quiet">{words.ready}</p>
        <button type="button" class="btn btn-lg" onClick={onCancel}>
          {common.value.cancel}
        </button>
      </div>
    </Dialog>
  );
}
