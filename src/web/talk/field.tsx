/** A text input that grows with its text, and its button. Enter sends; Shift+Enter starts a new line. */
import type { Signal } from "@preact/signals";

interface FieldProps {
  label: string;
  button: string;
  /** The id of the element that describes the input. */
  hint?: string;
  draft: Signal<string>;
  onOpen?: () => void;
  onWrite?: () => void;
  onLeave?: () => void;
  onSend: () => void;
}

export function Field({ label, button, hint, draft, onOpen, onWrite, onLeave, onSend }: FieldProps) {
  const empty = draft.value.trim() === "";
  const send = () => {
    if (draft.value.trim() !== "") onSend();
  };
  return (
    <form
      class="flex shrink-0 items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        class="textarea field-sizing-content max-h-32 min-h-13 flex-1 resize-none py-3 leading-snug"
        aria-label={label}
        aria-describedby={hint}
        placeholder={label}
        dir="auto"
        rows={1}
        maxLength={4000}
        enterkeyhint="send"
        value={draft.value}
        onFocus={onOpen}
        onBlur={onLeave}
        onInput={({ currentTarget }) => {
          draft.value = currentTarget.value;
          onWrite?.();
        }}
        onKeyDown={(event) => {
          // While a Korean syllable is being composed, Enter ends the syllable.
          if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="btn btn-primary btn-lg shrink-0" disabled={empty}>
        {button}
      </button>
    </form>
  );
}
