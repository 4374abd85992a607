/** The list of steps: typed, pasted, moved by keyboard or by hand, deleted and brought back. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import {
  changeStep,
  type Draft,
  type DraftStep,
  insertAfter,
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
  /** Tells which step is being written. */
  onShow: (at: number) => void;
}

export function StepEditor({ draft, onChange, onShow }: StepEditorProps) {
  const words = texts.value;
  const list = useRef<HTMLOListElement>(null);
  const wanted = useSignal<number | undefined>(undefined);
  const said = useSignal("");
  const undo = useSignal<{ step: DraftStep; at: number } | undefined>(undefined);
  const { steps } = draft;

  useEffect(() => {
    // An effect of the render before may come first, when the new step is not there yet.
    const field = wanted.value === undefined ? null : document.getElementById(`step-${wanted.value}`);
    if (!field) return;
    field.focus();
    wanted.value = undefined;
  });

  const add = (at: number, more: readonly DraftStep[]) => {
    onChange(insertAfter(draft, at, more));
    wanted.value = more.at(-1)?.key;
  };
  const move = (from: number, to: number) => {
    const step = steps[from];
    if (!step || to < 0 || to >= steps.length || from === to) return;
    onChange(moveStep(draft, from, to));
    said.value = words.moved(to + 1);
  };
  const remove = (at: number) => {
    const step = steps[at];
    if (!step) return;
    if (step.title || step.guide) undo.value = { step, at };
    onChange(removeStep(draft, step.key));
    wanted.value = (steps[at + 1] ?? steps[at - 1])?.key;
  };
  const paste = (at: number, event: ClipboardEvent) => {
    const pasted = stepsOf(event.clipboardData?.getData("text") ?? "");
    const step = steps[at];
    if (pasted.length === 0 || !step) return;
    event.preventDefault();
    const [first, ...others] = pasted;
    // An empty step takes the first one; a written one stays as it is.
    const isEmpty = !step.title && !step.guide;
    const more = (isEmpty ? others : pasted).map(({ title, guide }) => newStep(title, guide));
    const here = isEmpty && first ? changeStep(draft, step.key, first) : draft;
    onChange(insertAfter(here, at, more));
    wanted.value = more.at(-1)?.key;
  };
  const drag = useDrag(list, move);

  return (
    <fieldset class="flex flex-col gap-3">
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
            onFocus={() => onShow(at)}
            onEnter={() => add(at, [newStep()])}
            onPaste={(event) => paste(at, event)}
            onMove={(by) => {
              move(at, at + by);
              wanted.value = step.key;
            }}
            onRemove={() => remove(at)}
            onGrip={(event) => drag.start(at, event)}
          />
        ))}
      </ol>
      <p class="sr-only" aria-live="polite">
        {said.value}
      </p>
      <div class="flex min-h-12 flex-wrap items-center gap-3">
        <button type="button" class="btn" onClick={() => add(steps.length - 1, [newStep()])}>
          <Icon name="plus" />
          {words.add}
        </button>
        {undo.value && (
          <p class="unfold flex items-center gap-2 text-base" role="status">
            {words.removed(undo.value.step.title || words.noTitle)}
            <button
              type="button"
              class="btn btn-ghost"
              onClick={() => {
                const last = undo.value;
                undo.value = undefined;
                if (last) add(last.at - 1, [last.step]);
              }}
            >
              <Icon name="undo" />
              {words.undo}
            </button>
          </p>
        )}
      </div>
    </fieldset>
  );
}
