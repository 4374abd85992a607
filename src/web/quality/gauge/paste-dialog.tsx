/** Dialog that takes the values of a gauge study from a CSV file or pasted cells, and says what it found before saving. */
import { useSignal } from "@preact/signals";
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { textOf } from "../import/csv.ts";
import { type ParsedValues, parseValues, replacedBy } from "./parse-values.ts";
import { texts as rowsTexts } from "./rows-texts.ts";
import { texts } from "./texts.ts";
import type { LiveStudy } from "./use-study.ts";

interface PasteProps {
  study: GaugeStudyDetails;
  enter: LiveStudy["enter"];
  onClose: () => void;
}

export function PasteDialog({ study, enter, onClose }: PasteProps) {
  const words = texts.value;
  const text = useSignal("");
  const rows = useSignal<RowsAre | undefined>(undefined);
  const { busy, problem, attempt } = useAttempt();
  const parsed = text.value.trim() === "" ? undefined : (parseValues(text.value, study) ?? null);
  const values = parsed ? chosenValues(parsed, rows.value) : undefined;
  const replaced = replacedBy(values ?? [], study);
  return (
    <Dialog title={words.pasteAll} size="wide" onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!values) return;
          void attempt(async () => {
            await enter(values, { onlyNew: replaced === 0 });
            onClose();
          });
        }}
      >
        <p class="text-quiet">{words.pasteHint}</p>
        <label class="btn btn-lg self-start">
          {words.chooseFile}
          <input
            type="file"
            class="sr-only"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={async ({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              currentTarget.value = "";
              if (!file) return;
              text.value = await textOf(file);
              rows.value = undefined;
            }}
          />
        </label>
        <label class="label-text" for="gauge-rows">
          {words.rows}
        </label>
        <textarea
          id="gauge-rows"
          class="textarea min-h-56 w-full font-code text-base whitespace-pre"
          spellcheck={false}
          value={text.value}
          onInput={({ currentTarget }) => {
            text.value = currentTarget.value;
            rows.value = undefined;
          }}
        />
        <div class="min-h-14" role="status">
          <Found study={study} parsed={parsed} replaced={replaced} />
        </div>
        {parsed?.byOperator && (
          <RowsChoice
            study={study}
            rows={rows.value}
            onChoose={(chosen) => {
              rows.value = chosen;
            }}
          />
        )}
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons
          action={words.pasteYes}
          disabled={busy.value || !values || values.length === 0}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** What the rows of a table are. */
type RowsAre = "part" | "operator";

/** The values to enter; `undefined` if the table can be read in two ways and none was chosen. */
function chosenValues(parsed: ParsedValues, rows: RowsAre | undefined) {
  if (!parsed.byOperator || rows === "part") return parsed.values;
  return rows === "operator" ? parsed.byOperator : undefined;
}

interface ChoiceProps {
  study: GaugeStudyDetails;
  rows: RowsAre | undefined;
  onChoose: (rows: RowsAre) => void;
}

/** Asks what the rows of a table without names are, with the second row as the example. */
function RowsChoice({ study: { operators, parts }, rows, onChoose }: ChoiceProps) {
  const words = rowsTexts.value;
  const [operator = "", part = ""] = [operators[0], parts[1]];
  return (
    <fieldset class="flex flex-col">
      <legend class="font-semibold">{words.whatAreRows}</legend>
      {(["part", "operator"] as const).map((name) => (
        <label key={name} class="flex min-h-11 items-center gap-2">
          <input
            type="radio"
            name="gauge-rows-are"
            class="radio"
            checked={rows === name}
            onChange={() => onChoose(name)}
          />
          {name === "part" ? words.rowsAreParts(part) : words.rowsAreOperators(operator)}
        </label>
      ))}
    </fieldset>
  );
}

interface FoundProps {
  study: GaugeStudyDetails;
  parsed: ParsedValues | null | undefined;
  /** How many values are replaced. */
  replaced: number;
}

/** What was found: how many values, how many lines are left out, and how many values are replaced. */
function Found({ study, parsed, replaced }: FoundProps) {
  const words = texts.value;
  if (parsed === undefined) return null;
  if (parsed === null) return <p class="text-help-ink">{words.pasteNothing}</p>;
  return (
    <>
      <p>{words.pasteFound(parsed.values.length, study.runs.length)}</p>
      {parsed.leftOut > 0 && <p class="text-behind-ink">{words.pasteLeftOut(parsed.leftOut)}</p>}
      {replaced > 0 && <p class="text-behind-ink">{words.pasteReplaces(replaced)}</p>}
    </>
  );
}
