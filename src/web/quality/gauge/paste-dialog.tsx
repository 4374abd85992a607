/** Dialog that takes the values of a gauge study from a CSV file or pasted cells, and says what it found before saving. */
import { useSignal } from "@preact/signals";
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import { cellIndex } from "../../../domain/spc/gauge/design.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Problem } from "../../ui/notice.tsx";
import { textOf } from "../import/csv.ts";
import { type ParsedValues, parseValues } from "./parse-values.ts";
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
  const { busy, problem, attempt } = useAttempt();
  const parsed = text.value.trim() === "" ? undefined : (parseValues(text.value, study) ?? null);
  return (
    <Dialog title={words.pasteAll} size="wide" onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!parsed) return;
          void attempt(async () => {
            await enter(parsed.values, { onlyNew: false });
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
              if (file) text.value = await textOf(file);
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
          }}
        />
        <div class="min-h-14" role="status">
          <Found study={study} parsed={parsed} />
        </div>
        {problem.value && <Problem says={problem.value} />}
        <DialogButtons
          action={words.pasteYes}
          disabled={busy.value || !parsed || parsed.values.length === 0}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}

/** What was found: how many values, how many lines are left out, and how many values are replaced. */
function Found({ study, parsed }: { study: GaugeStudyDetails; parsed: ParsedValues | null | undefined }) {
  const words = texts.value;
  if (parsed === undefined) return null;
  if (parsed === null) return <p class="text-help-ink">{words.pasteNothing}</p>;
  const design = { operators: study.operators.length, parts: study.parts.length, repeats: study.repeats };
  const present = new Map(study.runs.map((run) => [cellIndex(design, run), run.value]));
  const replaced = parsed.values.filter((value) => {
    const before = present.get(cellIndex(design, value)) ?? null;
    return before !== null && before !== value.value;
  }).length;
  return (
    <>
      <p>{words.pasteFound(parsed.values.length, study.runs.length)}</p>
      {parsed.leftOut > 0 && <p class="text-behind-ink">{words.pasteLeftOut(parsed.leftOut)}</p>}
      {replaced > 0 && <p class="text-behind-ink">{words.pasteReplaces(replaced)}</p>}
    </>
  );
}
