/** The settings of who may join a class: a lock, guests, and the number of seats. */
import { useId } from "preact/hooks";
import { Switch } from "./switches.tsx";
import { texts } from "./texts.ts";
import type { useSettings } from "./use-settings.ts";
import { useTyped } from "./use-typed.ts";

const maxStudents = 10_000;

export function Joining({ editor }: { editor: ReturnType<typeof useSettings> }) {
  const words = texts.value;
  const { session, change } = editor;
  const { guests, locked, max_participants } = session.value.settings;
  return (
    <fieldset class="flex flex-col gap-1">
      <legend class="label-text mb-1">{words.joining}</legend>
      <Switch says={words.locked} on={locked} onSwitch={(locked) => change({ settings: { locked } })} />
      <Switch says={words.guests} on={guests} onSwitch={(guests) => change({ settings: { guests } })} />
      <Seats
        editor={editor}
        value={max_participants}
        onChange={(max_participants) => change({ settings: { max_participants } })}
      />
    </fieldset>
  );
}

interface SeatsProps {
  editor: ReturnType<typeof useSettings>;
  value: number;
  onChange: (value: number) => void;
}

/** The number of seats, saved when the field loses the focus or on Enter. */
function Seats({ editor, value, onChange }: SeatsProps) {
  const words = texts.value;
  const typed = useTyped({ editor, field: "seats", value: String(value) });
  const id = useId();
  const number = Number(typed.value);
  const fits = Number.isInteger(number) && number >= 1 && number <= maxStudents;
  const save = () => {
    if (!fits) typed.value = String(value);
    else if (number !== value) onChange(number);
  };
  return (
    <form
      class="flex min-h-12 items-center gap-3 py-1"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <label class="flex-1" for={id}>
        <span class="block font-medium">{words.seats[0]}</span>
        <span class="block text-base text-quiet">{words.seats[1]}</span>
      </label>
      <input
        id={id}
        class="input w-28"
        type="number"
        inputMode="numeric"
        min={1}
        max={maxStudents}
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
        }}
        onBlur={save}
      />
    </form>
  );
}
