/** The part to measure next, and the key pad. The last value that was entered here can be corrected. */
import { useSignal } from "@preact/signals";
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import type { GaugeCell } from "../../../domain/spc/gauge/design.ts";
import { useDraft } from "../../drafts.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Problem } from "../../ui/notice.tsx";
import { Display, KeyGrid, useKeyboard } from "../enter/key-grid.tsx";
import { afterKey, type Key } from "../enter/keys.ts";
import { formatPlain, parseNumber } from "../numbers.ts";
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

export function EntryPad({ study, unit, operator, enter, onLeave }: PadProps) {
  const words = texts.value;
  const { value: typed } = useDraft(`gauge-value.${study.id}`, "");
  const last = useSignal<Entered | undefined>(undefined);
  const correcting = useSignal(false);
  const { busy, problem, attempt } = useAttempt();
  const next = study.runs.find((run) => run.value === null && (operator === 0 || run.operator === operator));
  const cell: GaugeCell | undefined = correcting.value ? last.value : next;
  const value = parseNumber(typed.value);
  const press = (key: Key) => {
    typed.value = afterKey(typed.value, key);
  };
  const save = () => {
    if (value === undefined || !cell || busy.value) return;
    const entered = { operator: cell.operator, part: cell.part, repeat: cell.repeat, value };
    void attempt(async () => {
      await enter([entered]);
      last.value = entered;
      correcting.value = false;
      typed.value = "";
    });
  };
  useKeyboard({ onKey: press, onEnter: save });
  const partName = (part: number) => study.parts[part - 1] ?? "";
  return (
    <main class="enter-main">
      <div class="flex min-h-0 flex-1 flex-col items-center justify-center gap-1 text-center">
        {cell ? (
          <>
            <p class="text-lg text-quiet">{correcting.value ? words.correctPart : words.measurePart}</p>
            <p class="max-w-full text-6xl font-extrabold tracking-tight break-words" aria-live="polite">
              {partName(cell.part)}
            </p>
            <p class="text-lg font-semibold tabular-nums">
              {words.repeatOf(study.operators[cell.operator - 1] ?? "", cell.repeat, study.repeats)}
            </p>
          </>
        ) : (
          <>
            <p class="text-4xl font-extrabold tracking-tight">{words.allDone[0]}</p>
            <p class="text-quiet">{words.allDone[1]}</p>
          </>
        )}
        <button type="button" class="btn btn-ghost" onClick={onLeave}>
          {words.changeOperator}
        </button>
      </div>
      <div class="flex min-h-11 items-center justify-between gap-3" role="status">
        {last.value && !correcting.value && (
          <>
            <span class="min-w-0 truncate text-base tabular-nums">
              {words.saved(partName(last.value.part), formatPlain(last.value.value))}
            </span>
            <button
              type="button"
              class="btn"
              onClick={() => {
                correcting.value = true;
              }}
            >
              {words.correct}
            </button>
          </>
        )}
      </div>
      {problem.value && <Problem says={problem.value} />}
      <Display typed={typed.value} unit={unit} onSign={() => press("sign")} />
      <KeyGrid onPress={press} />
      <button
        type="button"
        class="btn btn-primary btn-huge w-full"
        disabled={value === undefined || !cell || busy.value}
        onClick={save}
      >
        {words.save}
      </button>
    </main>
  );
}
