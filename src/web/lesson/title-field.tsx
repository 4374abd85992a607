/** The title of a step: an input without line breaks that grows with its text, so that a long title is visible whole. */

interface TitleFieldProps {
  id: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
}

/** Padding and line height, the same for the text and its invisible copy. */
const look = "textarea min-h-13 min-w-0 py-3 font-semibold leading-snug [grid-area:1/1]";

/** An invisible copy of the text gives the height: `field-sizing` is missing in Safari 15 and Firefox. */
export function TitleField({ id, label, value, onValue, onKeyDown, onPaste }: TitleFieldProps) {
  return (
    <span class="grid min-w-0 flex-1 basis-[calc(100%-2.5rem)] sm:basis-0">
      <span class={`${look} invisible break-words whitespace-pre-wrap`} aria-hidden="true">
        {`${value} `}
      </span>
      <textarea
        id={id}
        class={`${look} resize-none overflow-hidden`}
        aria-label={label}
        maxLength={200}
        rows={1}
        value={value}
        onInput={({ currentTarget }) => onValue(currentTarget.value.replace(/\s*\n\s*/g, " "))}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
    </span>
  );
}

/** Whether a key was pressed in the title of a step, not in its guide text. */
export const isTitle = ({ currentTarget }: Event): boolean =>
  currentTarget instanceof HTMLTextAreaElement && currentTarget.rows === 1;
