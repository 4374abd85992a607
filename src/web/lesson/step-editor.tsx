/** The list of steps in the lesson editor: typing, pasting, moving by keyboard or pointer, deleting and restoring. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { maxPreparedPolls } from "../../domain/quiz/limits.ts";
import { Icon } from "../ui/icon.tsx";
import {
  changeStep,
  type Draft,
  type DraftStep,
  insertAfter,
  isWritten,
  moveStep,
  newStep,
  removeStep,
  stepsOf,
} from "./draft.ts";
import { StepRow } from "./step-row.tsx";
import { texts } from "./texts.ts";
import { useDrag } from "./use-drag.ts";

interface StepEditorProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** Called with the index of the step that gets the focus. */
  onShow: (at: number) => void;
}

export function StepEditor({ draft, onChange, onShow }: StepEditorProps) {
  const words = texts.value;
  const list = useRef<HTMLOListElement>(null);
  const { removed, announcement, focusKey, add, move, remove, restore, paste } = useStepList(draft, onChange);
  const drag = useDrag(list, move);
  const { steps } = draft;
  return (
    <fieldset class="flex min-w-0 flex-col gap-3">
      <legend class="label-text mb-1">{words.steps}</legend>
      <p class="text-base text-quiet">{words.pasteHint}</p>
      <ol ref={list} class="flex flex-col gap-2">
        {steps.map((step, at) => (
          <StepRow
            key={step.key}
            step={step}
            at={at}
            count={steps.length}
            dragged={drag.from.value === at}
            over={drag.over.value === at && drag.from.value !== at}
            onTitle={(title) => onChange(changeStep(draft, step.key, { title }))}
            onGuide={(guide) => onChange(changeStep(draft, step.key, { guide }))}
            onPolls={(polls) => onChange(changeStep(draft, step.key, { polls }))}
            free={maxPreparedPolls - steps.flatMap(({ polls }) => polls).length}
            onFocus={() => onShow(at)}
            onEnter={() => add(at)}
            onPaste={(event) => paste(at, event)}
            onMove={(by) => {
              move(at, at + by);
              focusKey.value = step.key;
            }}
            onRemove={() => remove(at)}
            onGrip={(event) => drag.start(at, event)}
          />
        ))}
      </ol>
      <p class="sr-only" aria-live="polite">
        {announcement.value}
      </p>
      <div class="flex min-h-12 flex-wrap items-center gap-3">
        <button type="button" class="btn" onClick={() => add(steps.length - 1)}>
          <Icon name="plus" />
          {words.add}
        </button>
        {removed.value && (
          <p class="unfold flex items-center gap-2 text-base" role="status">
            {words.removed(removed.value.step.title || words.noTitle)}
            <button type="button" class="btn btn-ghost" onClick={restore}>
              <Icon name="undo" />
              {words.undo}
            </button>
          </p>
        )}
      </div>
    </fieldset>
  );
}

/** The changes to the list of steps. `focusKey`: the step whose title gets the focus after the next render. */
function useStepList(draft: Draft, onChange: (draft: Draft) => void) {
  const focusKey = useSignal<number | undefined>(undefined);
  const announcement = useSignal("");
  const removed = useSignal<{ step: DraftStep; at: number } | undefined>(undefined);
  const { steps } = draft;

  useEffect(() => {
    // This may run for the render before the one that contains the new step.
    const field = focusKey.value === undefined ? null : document.getElementById(`step-${focusKey.value}`);
    if (!field) return;
    field.focus();
    focusKey.value = undefined;
  });

  const insert = (to: Draft, at: number, added: readonly DraftStep[]) => {
    onChange(insertAfter(to, at, added));
    focusKey.value = added.at(-1)?.key;
  };
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (!step || to < 0 || to >= steps.length || from === to) return;
    onChange(moveStep(draft, from, to));
    announcement.value = texts.value.moved(to + 1);
  };
  const remove = (at: number) => {
    const step = steps[at];
    if (!step) return;
    if (isWritten(step)) removed.value = { step, at };
    onChange(removeStep(draft, step.key));
    focusKey.value = (steps[at + 1] ?? steps[at - 1])?.key;
  };
  const restore = () => {
    const last = removed.value;
    removed.value = undefined;
    if (last && !steps.some(({ key }) => key === last.step.key)) insert(draft, last.at - 1, [last.step]);
  };
  const paste = (at: number, event: ClipboardEvent) => {
    const pasted = stepsOf(event.clipboardData?.getData("text") ?? "");
    const step = steps[at];
    if (pasted.length === 0 || !step) return;
    event.preventDefault();
    const [first, ...others] = pasted;
    // An empty step is replaced by the first pasted one; any other is kept.
    const isEmpty = !isWritten(step);
    const added = (isEmpty ? others : pasted).map(({ title, guide }) => newStep(title, guide));
    insert(isEmpty && first ? changeStep(draft, step.key, first) : draft, at, added);
  };
  return {
    removed,
    announcement,
    focusKey,
    add: (at: number) => insert(draft, at, [newStep()]),
    move,
    remove,
    restore,
    paste,
  };
}
