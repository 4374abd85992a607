/**
 * The part to measure next, and the key pad. What is typed is for the part that was shown at its first key: if that is
 * measured elsewhere meanwhile, it is removed. The last value that was entered here can be corrected.
 */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import type { GaugeCell } from "../../../domain/spc/gauge/design.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { Display, KeyGrid, useKeyboard } from "../enter/key-grid.tsx";
import { afterKey, type Key } from "../enter/keys.ts";
import { formatPlain, parseNumber } from "../numbers.ts";
import { emptyEntry, nextCell, type PadEntry, takenCell, withTyped } from "./pad-entry.ts";
import { texts } from "./texts.ts";
import type { LiveStudy } from "./use-study.ts";

interface PadProps {
  study: GaugeStudyDetails;
  unit: string | null;
  /** The number of the operator; 0 for everyone in turn. */
  operator: number;
  enter: LiveStudy["enter"];
  onLeave: () => void;
}

interface Entered extends GaugeCell {
  readonly value: number;
}

/** What is typed for which part. */
function useEntry({ study, operator, enter }: PadProps) {
  const draft = useDraft(`gauge-entry.${study.id}`, emptyEntry);
  const entry = draft.value;
  const last = useSignal<Entered | undefined>(undefined);
  const taken = useSignal<GaugeCell | undefined>(undefined);
  const { busy, problem, attempt } = useAttempt();
  const asked = nextCell(study.runs, operator);
  const askedBefore = useRef<GaugeCell | undefined>(undefined);
  useEffect(() => {
    if (busy.value) return;
    const found = takenCell(study.runs, { entry: entry.value, asked: askedBefore.current, last: last.value });
    askedBefore.current = asked;
    if (!found) return;
    taken.value = found;
    entry.value = emptyEntry;
  });
  const { typed, cell, corrects } = entry.value;
  const current = cell ?? asked;
  const value = parseNumber(typed);
  const press = (key: Key) => {
    if (busy.value || !current) return;
    taken.value = undefined;
    entry.value = withTyped(entry.value, afterKey(typed, key), asked);
  };
  const save = () => {
    if (value === undefined || !current || busy.value) return;
    const entered = { operator: current.operator, part: current.part, repeat: current.repeat, value };
    void attempt(async () => {
      await enter([entered], { onlyNew: !corrects });
      last.value = entered;
      entry.value = emptyEntry;
    });
  };
  return { entry, last, taken, current, problem, press, save, canSave: value !== undefined && current && !busy.value };
}

export function EntryPad(props: PadProps) {
  const { study, unit, onLeave } = props;
  const words = texts.value;
  const { entry, last, taken, current, problem, press, save, canSave } = useEntry(props);
  useKeyboard({ onKey: press, onEnter: save });
  const partName = (part: number) => study.parts[part - 1] ?? "";
  return (
    <main class="enter-main">
      <div class="flex min-h-0 flex-1 flex-col items-center justify-center gap-1 text-center">
        {current ? (
          <>
            <p class="text-lg text-quiet">{entry.value.corrects ? words.correctPart : words.measurePart}</p>
            <p class="max-w-full text-6xl font-extrabold tracking-tight break-words" aria-live="polite">
              {partName(current.part)}
            </p>
            <p class="text-lg font-semibold tabular-nums">
              {words.repeatOf(study.operators[current.operator - 1] ?? "", current.repeat, study.repeats)}
            </p>
          </>
        ) : (
          <>
            <p class="text-4xl font-extrabold tracking-tight">{words.allDone[0]}</p>
            <p class="text-quiet">{words.allDone[1]}</p>
          </>
        )}
        <button
          type="button"
          class="btn btn-ghost"
          onClick={() => {
            entry.value = emptyEntry;
            onLeave();
          }}
        >
          {words.changeOperator}
        </button>
      </div>
      <LastEntered entry={entry} last={last.value} partName={partName} />
      {taken.value && <Problem says={words.taken(partName(taken.value.part))} />}
      {problem.value && <Problem says={problem.value} />}
      <Display typed={entry.value.typed} unit={unit} onSign={() => press("sign")} />
      <KeyGrid onPress={press} />
      <button type="button" class="btn btn-primary btn-huge w-full" disabled={!canSave} onClick={save}>
        {words.save}
      </button>
    </main>
  );
}

interface LastProps {
  entry: Signal<PadEntry>;
  last: Entered | undefined;
  partName: (part: number) => string;
}

/** The value that was entered last, with the button that corrects it; while it is corrected, the way back. */
function LastEntered({ entry, last, partName }: LastProps) {
  const words = texts.value;
  return (
    <div class="flex min-h-11 items-center justify-between gap-3" role="status">
      {entry.value.corrects ? (
        <button
          type="button"
          class="btn ml-auto"
          onClick={() => {
            entry.value = emptyEntry;
          }}
        >
          {common.value.cancel}
        </button>
      ) : (
        last && (
          <>
            <span class="min-w-0 truncate text-base tabular-nums">
              {words.saved(partName(last.part), formatPlain(last.value))}
            </span>
            <button
              type="button"
              class="btn"
              onClick={() => {
                const { operator, part, repeat } = last;
                entry.value = { typed: "", cell: { operator, part, repeat }, corrects: true };
              }}
            >
              {words.correct}
            </button>
          </>
        )
      )}
    </div>
  );
}
