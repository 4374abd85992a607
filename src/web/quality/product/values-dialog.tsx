/** The measured values of a product, newest first, each to be corrected or deleted. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { MeasurementRecord } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { moment } from "../moment.ts";
import { plain, readNumber } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

/** How many values come at a time. */
const pageSize = 25;

interface ValuesProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
}

/** Open for as long as it is rendered. */
export function ValuesDialog({ api, product, onClose }: ValuesProps) {
  const words = texts.value;
  const values = useSignal<readonly MeasurementRecord[] | undefined>(undefined);
  const more = useSignal(false);
  const { busy, problem, attempt } = useAttempt();
  const load = () =>
    void attempt(async () => {
      const known = values.value ?? [];
      const page = await api.valuesBefore(product.id, pageSize, known.at(-1)?.id);
      more.value = page.length === pageSize;
      values.value = [...known, ...page];
    });
  useEffect(load, []);
  return (
    <Dialog title={`${words.correctValues} · ${product.name}`} onClose={onClose}>
      <div class="flex flex-col gap-3">
        <p class="text-quiet">{words.correctHint}</p>
        {!values.value && !problem.value && <Loading />}
        {values.value?.length === 0 && <p class="text-quiet">{qualityTexts.value.noValues}</p>}
        <ul class="flex max-h-[50vh] flex-col overflow-y-auto">
          {values.value?.map((value) => (
            <ValueRow
              key={value.id}
              value={value}
              api={api}
              onCorrected={(corrected) => {
                values.value = values.value?.map((one) => (one.id === corrected.id ? corrected : one));
              }}
              onDeleted={() => {
                values.value = values.value?.filter(({ id }) => id !== value.id);
              }}
            />
          ))}
        </ul>
        {more.value && (
          <button type="button" class="btn self-start" disabled={busy.value} onClick={load}>
            {words.older}
          </button>
        )}
        {problem.value && <Problem says={problem.value} />}
        <button type="button" class="btn btn-lg self-end" onClick={onClose}>
          {common.value.close}
        </button>
      </div>
    </Dialog>
  );
}

interface RowProps {
  value: MeasurementRecord;
  api: QualityApi;
  onCorrected: (value: MeasurementRecord) => void;
  onDeleted: () => void;
}

function ValueRow({ value, api, onCorrected, onDeleted }: RowProps) {
  const words = texts.value;
  const typed = useSignal<string | undefined>(undefined);
  const asked = useSignal(false);
  const { busy, problem, attempt } = useAttempt();
  const shown = plain(value.measurement_value);
  const number = typed.value === undefined ? undefined : readNumber(typed.value);
  const subgroup = qualityTexts.value.subgroupOf(value.subgroup_number);
  const showAgain = () => {
    typed.value = undefined;
  };
  // Not one form for both: the click that begins a correction would also press the button that saves it.
  return (
    <li class="border-b border-base-300 py-1">
      {asked.value ? (
        <div class="flex flex-wrap items-center justify-end gap-2">
          <span class="mr-auto text-xl font-semibold tabular-nums">{words.deleteOf(shown)}?</span>
          <button
            type="button"
            class="btn btn-error"
            disabled={busy.value}
            onClick={() =>
              void attempt(async () => {
                await api.undo(value.id);
                onDeleted();
              })
            }
          >
            {words.deleteYes}
          </button>
          <button
            type="button"
            class="btn"
            onClick={() => {
              asked.value = false;
            }}
          >
            {common.value.cancel}
          </button>
        </div>
      ) : typed.value === undefined ? (
        <div class="flex items-center gap-2">
          <span class="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 tabular-nums">
            <span class="text-xl font-semibold">{shown}</span>
            <span class="text-base text-quiet">
              {subgroup} · {moment(value.measured_at)}
            </span>
          </span>
          <button
            type="button"
            class="btn btn-ghost min-h-11 px-3"
            aria-label={words.correctOf(shown)}
            onClick={() => {
              typed.value = shown;
            }}
          >
            {words.correct}
          </button>
          <button
            type="button"
            class="btn btn-ghost btn-square"
            aria-label={words.deleteOf(shown)}
            onClick={() => {
              asked.value = true;
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      ) : (
        <form
          class="flex flex-wrap items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (number === undefined) return;
            void attempt(async () => {
              onCorrected(await api.correct(value.id, { measurement_value: number }));
              showAgain();
            });
          }}
        >
          <input
            class="input min-w-0 flex-[1_1_8rem] tabular-nums"
            inputMode="decimal"
            aria-label={words.newValue}
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
          <button type="submit" class="btn btn-primary" disabled={busy.value || number === undefined}>
            {qualityTexts.value.save}
          </button>
          <button type="button" class="btn" onClick={showAgain}>
            {common.value.cancel}
          </button>
        </form>
      )}
      {problem.value && <Problem says={problem.value} />}
    </li>
  );
}
