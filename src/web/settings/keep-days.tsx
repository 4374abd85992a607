/** The setting of how long students can read a class after its end. */
import { useId } from "preact/hooks";
import { texts } from "./texts.ts";
import type { useSettings } from "./use-settings.ts";

/** The choices in days; null is without an end. */
const choices = [0, 7, 30, null] as const;

export function KeepDays({ editor }: { editor: ReturnType<typeof useSettings> }) {
  const words = texts.value;
  const { session, change } = editor;
  const { keep_days } = session.value.settings;
  const id = useId();
  // An app may have set another number.
  const all: readonly (number | null)[] = choices.some((days) => days === keep_days)
    ? choices
    : [...choices, keep_days];
  return (
    <div class="flex flex-col gap-1">
      <label class="label-text" for={id}>
        {words.keep}
      </label>
      <select
        id={id}
        class="select"
        aria-describedby={`${id}-hint`}
        value={String(keep_days)}
        onChange={({ currentTarget }) =>
          change({ settings: { keep_days: currentTarget.value === "null" ? null : Number(currentTarget.value) } })
        }
      >
        {all.map((days) => (
          <option key={days} value={String(days)}>
            {days === null ? words.keepAlways : words.keepDays(days)}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} class="text-base text-quiet">
        {words.keepHint}
      </p>
    </div>
  );
}
