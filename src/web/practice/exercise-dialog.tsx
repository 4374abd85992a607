/** The dialogs of the exercise “one-minute changes”: choose two chords and the length, then a countdown. */
import { type Signal, useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { keyOf } from "../../domain/guitar/chords.ts";
import { Choice } from "../settings/switches.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { DialogButtons } from "../ui/dialog-buttons.tsx";
import { Problem } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import type { Countdown, OwnPractice } from "./use-practice.ts";

interface ExerciseDialogProps {
  own: OwnPractice;
  /** The chords to choose from; the first two are selected by default. */
  chords: readonly string[];
  /** Whether the dialog is open. The dialog sets it to false. */
  open: Signal<boolean>;
}

/** Chooses an exercise, closes and starts the countdown. */
export function ExerciseDialog({ own, chords, open }: ExerciseDialogProps) {
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
  const select = (label: string, chord: typeof from, field: string) => (
    <div class="flex min-w-0 flex-1 flex-col gap-1">
      <label class="label-text" for={field}>
        {label}
      </label>
      <select
        id={field}
        class="select text-2xl font-bold"
        value={chord.value}
        onChange={({ currentTarget }) => {
          chord.value = currentTarget.value;
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
        {select(words.from, from, `${id}-from`)}
        {select(words.to, to, `${id}-to`)}
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
      <DialogButtons
        action={words.go}
        disabled={same}
        onClose={onClose}
        onAction={() => {
          onClose();
          own.exercise({ pair: [from.value, to.value], seconds: Number(seconds.value) });
        }}
      />
    </Dialog>
  );
}

/** Three, two, one in full screen, with a button to cancel. */
export function CountdownDialog({ countdown, onCancel }: { countdown: Countdown; onCancel: () => void }) {
  const words = texts.value;
  const [from, to] = countdown.exercise.pair;
  return (
    <Dialog title={words.ready} size="full" onClose={onCancel}>
      <div class="flex flex-1 flex-col items-center justify-center gap-8 text-center">
        <p class="text-step font-bold">
          {from} – {to}
        </p>
        <p class="screen-count" role="timer">
          {countdown.secondsLeft}
        </p>
        <p class="text-2xl text-quiet">{words.ready}</p>
        <button type="button" class="btn btn-lg" onClick={onCancel}>
          {common.value.cancel}
        </button>
      </div>
    </Dialog>
  );
}
