/** Dialog that lists a product's values, newest first, to correct or delete them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { MeasurementRecord } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";
import { ValueRow } from "./value-row.tsx";

/** How many values are fetched at a time. */
const pageSize = 25;

interface ValuesProps {
  api: QualityApi;
  product: Product;
  onClose: () => void;
}

/** Open while it is rendered. */
export function ValuesDialog({ api, product, onClose }: ValuesProps) {
  const words = texts.value;
  const values = useSignal<readonly MeasurementRecord[] | undefined>(undefined);
  const hasMore = useSignal(false);
  const { busy, problem, attempt } = useAttempt();
  const load = () =>
    void attempt(async () => {
      const known = values.value ?? [];
      const page = await api.valuesBefore(product.id, pageSize, known.at(-1)?.id);
      hasMore.value = page.length === pageSize;
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
                values.value = values.value?.map((other) => (other.id === corrected.id ? corrected : other));
              }}
              onDeleted={() => {
                values.value = values.value?.filter(({ id }) => id !== value.id);
              }}
            />
          ))}
        </ul>
        {hasMore.value && (
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
