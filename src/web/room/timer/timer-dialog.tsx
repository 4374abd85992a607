/** Starts a countdown: some usual times, or another one, with a label. */
import { useDraft } from "../../drafts.ts";
import type { LiveRoom } from "../../live.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { common } from "../../ui/texts.ts";
import { texts } from "./texts.ts";

/** The usual times, in minutes. */
const usual = [1, 3, 5, 10];
/** The longest time that can be typed, in minutes. */
const maxMinutes = 24 * 60;

export function TimerDialog({ live, onClose }: { live: LiveRoom; onClose: () => void }) {
  const words = texts.value;
  const session = live.state.value.room?.session.id;
  const { value: own, forget: forgetOwn } = useDraft(`timer.${session}`, "");
  const { value: label, forget: forgetLabel } = useDraft(`timer-label.${session}`, "");
  const discard = () => {
    forgetOwn();
    forgetLabel();
  };
  const seconds = Math.round(Number(own.value.replace(",", ".")) * 60);
  const isValid = seconds >= 1 && seconds <= maxMinutes * 60;
  const start = (seconds: number) => {
    live.ask("timer.start", { seconds, label: label.value });
    discard();
    onClose();
  };
  return (
    <Dialog title={words.timer} onClose={onClose}>
      <p class="text-quiet">{words.hint}</p>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.label}</span>
        <input
          class="input"
          maxLength={100}
          placeholder={words.labelExample}
          value={label.value}
          onInput={({ currentTarget }) => {
            label.value = currentTarget.value;
          }}
        />
      </label>
      <div class="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {usual.map((minutes) => (
          <button key={minutes} type="button" class="btn btn-lg" onClick={() => start(minutes * 60)}>
            {common.value.time.minutes(minutes)}
          </button>
        ))}
      </div>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) start(seconds);
        }}
      >
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.own}</span>
          <input
            class="input"
            inputMode="decimal"
            value={own.value}
            onInput={({ currentTarget }) => {
              own.value = currentTarget.value;
            }}
          />
        </label>
        <DialogButtons action={words.start} disabled={!isValid} onDiscard={discard} onClose={onClose} />
      </form>
    </Dialog>
  );
}
