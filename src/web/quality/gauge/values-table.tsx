/** The values of a gauge study as a table to type into: a row per part, a column per operator and repeat. */
import { useSignal } from "@preact/signals";
import type { GaugeStudyDetails, GaugeValues } from "../../../client/gauge-api.ts";
import { cellIndex } from "../../../domain/spc/gauge/design.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { errorText, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { formatPlain, parseNumber } from "../numbers.ts";
import { copiedCells, replacedBy, valuesAt } from "./parse-values.ts";
import { texts } from "./texts.ts";
import type { LiveStudy } from "./use-study.ts";

interface TableProps {
  study: GaugeStudyDetails;
  /** Whether the values can be changed. */
  writes: boolean;
  enter: LiveStudy["enter"];
}

const numbersTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** Cells that are pasted into the table. If they replace values or are left out, it asks first. */
function usePaste(study: GaugeStudyDetails, enter: LiveStudy["enter"]) {
  const problem = useSignal<string | undefined>(undefined);
  const asking = useSignal<Pasted | undefined>(undefined);
  const enterAll = async ({ values: pasted, replaced }: Pasted) => {
    asking.value = undefined;
    if (pasted.length === 0) return;
    problem.value = undefined;
    await enter(pasted, { onlyNew: replaced === 0 }).catch((thrown: unknown) => {
      problem.value = errorText(thrown);
    });
  };
  const paste = async (text: string, row: number, column: number): Promise<boolean> => {
    const cells = copiedCells(text);
    if (!cells) return false;
    const pasted = valuesAt(cells, study, { row, column });
    const leftOut = cells.flat().filter((cell) => cell !== "").length - pasted.length;
    const found = { values: pasted, replaced: replacedBy(pasted, study), leftOut };
    if (found.replaced > 0 || leftOut > 0) asking.value = found;
    else await enterAll(found);
    return true;
  };
  return { problem, asking, enterAll, paste };
}

export function ValuesTable({ study, writes, enter }: TableProps) {
  const words = texts.value;
  const { problem, asking, enterAll, paste } = usePaste(study, enter);
  const { operators, parts, repeats } = study;
  const design = { operators: operators.length, parts: parts.length, repeats };
  const values = new Map(study.runs.map((run) => [cellIndex(design, run), run.value]));
  return (
    <>
      <div class="gauge-scroll">
        <table class="gauge-table" onKeyDown={moveByKey}>
          <thead>
            <tr>
              <th scope="col" rowSpan={2} class="gauge-part">
                {words.parts}
              </th>
              {operators.map((operator) => (
                <th
                  key={operator}
                  scope="colgroup"
                  colSpan={repeats}
                  class="gauge-group gauge-operator truncate"
                  title={operator}
                >
                  {operator}
                </th>
              ))}
            </tr>
            <tr>
              {operators.map((operator) =>
                numbersTo(repeats).map((repeat) => (
                  <th key={`${operator} ${repeat}`} scope="col" class={repeat === 1 ? "gauge-group" : ""}>
                    {repeat}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {parts.map((part, row) => (
              <tr key={part}>
                <th scope="row" class="gauge-part truncate" title={part}>
                  {part}
                </th>
                {operators.map((operator, o) =>
                  numbersTo(repeats).map((repeat) => {
                    const cell = { operator: o + 1, part: row + 1, repeat };
                    return (
                      <td key={`${operator} ${repeat}`} class={repeat === 1 ? "gauge-group" : ""}>
                        <Cell
                          label={words.cell(operator, part, repeat)}
                          value={values.get(cellIndex(design, cell)) ?? null}
                          writes={writes}
                          onSave={(value, options) => enter([{ ...cell, value }], options)}
                          onPaste={(text) => paste(text, row, o * repeats + repeat - 1)}
                        />
                      </td>
                    );
                  }),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {problem.value && <Problem says={problem.value} />}
      {asking.value && (
        <PasteQuestion
          pasted={asking.value}
          onYes={enterAll}
          onNo={() => {
            asking.value = undefined;
          }}
        />
      )}
    </>
  );
}

/** Cells that were pasted into the table. */
interface Pasted {
  readonly values: GaugeValues;
  /** How many values they replace. */
  readonly replaced: number;
  /** How many cells are not numbers, or beyond the table. */
  readonly leftOut: number;
}

interface QuestionProps {
  pasted: Pasted;
  onYes: (pasted: Pasted) => Promise<void>;
  onNo: () => void;
}

/** Asks before pasted cells replace values or are left out. */
function PasteQuestion({ pasted, onYes, onNo }: QuestionProps) {
  const words = texts.value;
  const { values, replaced, leftOut } = pasted;
  const hint = [replaced > 0 && words.pasteReplaces(replaced), leftOut > 0 && words.cellsLeftOut(leftOut)];
  return (
    <Confirm
      title={words.pasteAsk(values.length)}
      hint={hint.filter(Boolean).join(" ")}
      yes={words.pasteYes}
      no={common.value.cancel}
      onYes={() => void onYes(pasted)}
      onNo={onNo}
    />
  );
}

/** Enter and the arrow keys up and down move to the cell of the next or the previous part. */
function moveByKey(event: KeyboardEvent): void {
  const field = event.target;
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(field instanceof HTMLInputElement)) return;
  const cell = field.closest("td");
  const body = field.closest("tbody");
  const row = field.closest("tr");
  if (!cell || !row || !body) return;
  event.preventDefault();
  const next = body.rows[row.sectionRowIndex + step]?.cells[cell.cellIndex]?.querySelector("input");
  if (next) next.select();
  else field.blur();
}

interface CellProps {
  label: string;
  value: number | null;
  writes: boolean;
  /** `null` deletes the value; `onlyNew` if there was none when they began to type. Rejects with a `Refusal`. */
  onSave: (value: number | null, options: { onlyNew: boolean }) => Promise<void>;
  /** Resolves with false if the text is a single cell. */
  onPaste: (text: string) => Promise<boolean>;
}

/** A field that sends its value when it is left. What could not be sent stays in it, marked. */
function Cell({ label, value, writes, onSave, onPaste }: CellProps) {
  const typed = useSignal<string | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  const wasEmpty = useSignal(true);
  const saved = value === null ? "" : formatPlain(value);
  if (!writes) return <span class="gauge-cell">{saved}</span>;
  const save = async () => {
    const text = typed.value?.trim();
    if (text === undefined || text === saved) {
      typed.value = undefined;
      problem.value = undefined;
      return;
    }
    const number = text === "" ? null : parseNumber(text);
    if (number === undefined) {
      problem.value = texts.value.notANumber;
      return;
    }
    try {
      await onSave(number, { onlyNew: wasEmpty.value });
      // Unless something else was typed meanwhile.
      if (typed.value?.trim() === text) typed.value = undefined;
      problem.value = undefined;
    } catch (thrown) {
      problem.value = errorText(thrown);
    }
  };
  return (
    <input
      class={`gauge-cell ${problem.value ? "gauge-wrong" : typed.value !== undefined ? "gauge-typed" : ""}`}
      inputMode="decimal"
      autocomplete="off"
      maxLength={24}
      aria-label={problem.value ? `${label}: ${problem.value}` : label}
      aria-invalid={problem.value !== undefined}
      title={problem.value}
      value={typed.value ?? saved}
      onInput={({ currentTarget }) => {
        if (typed.value === undefined) wasEmpty.value = value === null;
        typed.value = currentTarget.value;
      }}
      onBlur={() => void save()}
      onPaste={(event) => {
        const text = event.clipboardData?.getData("text") ?? "";
        if (!/[\t\n]/.test(text.trimEnd())) return;
        event.preventDefault();
        typed.value = undefined;
        void onPaste(text);
      }}
    />
  );
}
