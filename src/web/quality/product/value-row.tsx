/** A value in the list of a product's values: shown, being corrected, or about to be deleted. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { MeasurementRecord } from "../../../domain/spc/chart.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { formatTime } from "../format-time.ts";
import { formatPlain } from "../numbers.ts";
import { tagTexts } from "../tag-name.ts";
import { texts as qualityTexts } from "../texts.ts";
import { CorrectionForm } from "./correction-form.tsx";
import { texts } from "./texts.ts";

interface RowProps {
  value: MeasurementRecord;
  api: QualityApi;
  onCorrected: (value: MeasurementRecord) => void;
  onDeleted: () => void;
}

export function ValueRow({ value, api, onCorrected, onDeleted }: RowProps) {
  const mode = useSignal<"shown" | "correcting" | "deleting">("shown");
  const { busy, problem, attempt } = useAttempt();
  const show = () => {
    mode.value = "shown";
  };
  // Each mode has its own elements: otherwise the click that starts a correction would also press the save button.
  return (
    <li class="border-b border-base-300 py-1">
      {mode.value === "deleting" ? (
        <ConfirmDeletion
          text={formatPlain(value.measurement_value)}
          busy={busy.value}
          onCancel={show}
          onDelete={() =>
            void attempt(async () => {
              await api.undo(value.id);
              onDeleted();
            })
          }
        />
      ) : mode.value === "correcting" ? (
        <CorrectionForm
          value={value}
          api={api}
          busy={busy.value}
          onCancel={show}
          onSave={(change, onSaved) =>
            void attempt(async () => {
              onCorrected(await api.correct(value.id, change));
              onSaved();
              show();
            })
          }
        />
      ) : (
        <ShownValue
          value={value}
          onCorrect={() => {
            mode.value = "correcting";
          }}
          onDelete={() => {
            mode.value = "deleting";
          }}
        />
      )}
      {problem.value && <Problem says={problem.value} />}
    </li>
  );
}

interface ShownProps {
  value: MeasurementRecord;
  onCorrect: () => void;
  onDelete: () => void;
}

function ShownValue({ value, onCorrect, onDelete }: ShownProps) {
  const words = texts.value;
  const text = formatPlain(value.measurement_value);
  return (
    <div class="flex items-center gap-2">
      <span class="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 tabular-nums">
        <span class="text-xl font-semibold">{text}</span>
        <span class="text-base text-quiet">
          {[
            qualityTexts.value.subgroupOf(value.subgroup_number),
            formatTime(value.measured_at),
            ...tagTexts(value.tags),
          ].join(" · ")}
        </span>
      </span>
      <button type="button" class="btn btn-ghost min-h-11 px-3" aria-label={words.correctOf(text)} onClick={onCorrect}>
        {words.correct}
      </button>
      <button type="button" class="btn btn-ghost btn-square" aria-label={words.deleteOf(text)} onClick={onDelete}>
        <Icon name="close" />
      </button>
    </div>
  );
}

interface ConfirmProps {
  text: string;
  busy: boolean;
  onCancel: () => void;
  onDelete: () => void;
}

function ConfirmDeletion({ text, busy, onCancel, onDelete }: ConfirmProps) {
  const words = texts.value;
  return (
    <div class="flex flex-wrap items-center justify-end gap-2">
      <span class="mr-auto text-xl font-semibold tabular-nums">{words.deleteOf(text)}?</span>
      <button type="button" class="btn btn-error" disabled={busy} onClick={onDelete}>
        {words.deleteYes}
      </button>
      <button type="button" class="btn" onClick={onCancel}>
        {common.value.cancel}
      </button>
    </div>
  );
}
