/** One step in the lesson editor. Enter adds the next step; Alt with an arrow key moves this one. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";
import { Icon } from "../ui/icon.tsx";
import type { DraftStep } from "./draft.ts";
import { StepPolls } from "./step-polls.tsx";
import { TextField } from "./text-field.tsx";
import { texts } from "./texts.ts";
import { isTitle, TitleField } from "./title-field.tsx";

interface StepRowProps {
  step: DraftStep;
  at: number;
  count: number;
  dragged: boolean;
  over: boolean;
  onTitle: (title: string) => void;
  onGuide: (guide: string) => void;
  onPolls: (polls: readonly PreparedPollInput[]) => void;
  /** How many more polls the lesson can have. */
  free: number;
  onFocus: () => void;
  onEnter: () => void;
  onPaste: (event: ClipboardEvent) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
  onGrip: (event: PointerEvent) => void;
}

export function StepRow(props: StepRowProps) {
  const { step, at, count, dragged, over } = props;
  const words = texts.value;
  const n = at + 1;
  const keys = keyHandler(props);
  return (
    <li
      data-step={at}
      class={`rounded-box bg-base-100 p-2 ring-1 ring-base-300 ${dragged ? "opacity-50" : ""} ${
        over ? "ring-4 ring-info" : ""
      }`}
      onFocusIn={props.onFocus}
    >
      <div class="flex flex-wrap items-center gap-x-1 gap-y-2 sm:flex-nowrap">
        <button
          type="button"
          class="btn btn-ghost btn-square hidden cursor-grab touch-none text-quiet sm:inline-flex"
          aria-label={words.drag(n)}
          tabIndex={-1}
          onPointerDown={props.onGrip}
        >
          <Icon name="grip" />
        </button>
        <span class="w-7 shrink-0 text-center text-xl font-extrabold tabular-nums">{n}</span>
        <TitleField
          id={`step-${step.key}`}
          label={words.stepTitle(n)}
          value={step.title}
          onValue={props.onTitle}
          onKeyDown={keys}
          onPaste={props.onPaste}
        />
        <span class="ml-auto flex">
          <RowButton icon="up" label={words.up(n)} off={at === 0} onPress={() => props.onMove(-1)} />
          <RowButton icon="down" label={words.down(n)} off={at === count - 1} onPress={() => props.onMove(1)} />
          <RowButton icon="trash" label={words.remove(n)} off={count === 1 && !step.title} onPress={props.onRemove} />
        </span>
      </div>
      <GuideField n={n} guide={step.guide} onGuide={props.onGuide} onKeyDown={keys} />
      <StepPolls n={n} title={step.title} polls={step.polls} free={props.free} onChange={props.onPolls} />
    </li>
  );
}

const keyHandler =
  ({ step, count, onMove, onEnter, onRemove }: StepRowProps) =>
  (event: KeyboardEvent) => {
    // While a Korean syllable is being composed, Enter ends the syllable.
    if (event.isComposing) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      onMove(event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter" && isTitle(event)) {
      event.preventDefault();
      onEnter();
    } else if (
      event.key === "Backspace" &&
      step.title === "" &&
      step.guide === "" &&
      step.polls.length === 0 &&
      count > 1
    ) {
      event.preventDefault();
      onRemove();
    }
  };

interface GuideFieldProps {
  /** The number of the step. */
  n: number;
  guide: string;
  onGuide: (guide: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** The guide text of a step: a button until it is opened or has text. */
function GuideField({ n, guide, onGuide, onKeyDown }: GuideFieldProps) {
  const words = texts.value;
  const open = useSignal(guide !== "");
  const field = useRef<HTMLTextAreaElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    if (pressed.current) field.current?.focus();
    pressed.current = false;
  }, [open.value]);
  if (!open.value && !guide) {
    return (
      <button
        type="button"
        class="btn btn-ghost btn-sm ml-8 font-medium text-quiet"
        onClick={() => {
          pressed.current = true;
          open.value = true;
        }}
      >
        <Icon name="plus" size="1rem" />
        {words.addGuide}
        <span class="sr-only">: {n}</span>
      </button>
    );
  }
  return (
    <TextField
      field={field}
      n={n}
      value={guide}
      onValue={(text) => {
        // The field stays open if its text, pasted or restored, is deleted.
        open.value = true;
        onGuide(text);
      }}
      onKeyDown={(event) => {
        if (event.altKey) onKeyDown(event);
      }}
    />
  );
}

interface RowButtonProps {
  icon: "up" | "down" | "trash";
  label: string;
  off: boolean;
  onPress: () => void;
}

function RowButton({ icon, label, off, onPress }: RowButtonProps) {
  return (
    <button type="button" class="btn btn-ghost btn-square" aria-label={label} disabled={off} onClick={onPress}>
      <Icon name={icon} />
    </button>
  );
}
