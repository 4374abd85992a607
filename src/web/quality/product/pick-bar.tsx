/** What can be done with the points that are being chosen for limits. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import { maxBaseSubgroups } from "../../../domain/spc/kinds.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { common } from "../../ui/texts.ts";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { texts } from "./texts.ts";

interface PickProps {
  api: QualityApi;
  product: Product;
  chart: Chart;
  picked: ReadonlySet<number>;
  /** Called with the remaining points, or `undefined` to end choosing. */
  onPick: (picked: ReadonlySet<number> | undefined) => void;
}

export function PickBar({ api, product, chart, picked, onPick }: PickProps) {
  const words = texts.value;
  const previews = useSignal(false);
  const isTooMany = picked.size > maxBaseSubgroups;
  return (
    <section
      class="card-plain sticky top-2 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 ring-2 ring-info"
      aria-label={words.pickPoints}
    >
      <p class="min-w-52 flex-1">
        <strong role="status">{words.pickedCount(picked.size)}</strong>
        <span class="block text-base text-quiet">{isTooMany ? words.tooManyPicked : words.pickHint}</span>
      </p>
      <button type="button" class="btn" onClick={() => onPick(undefined)}>
        {common.value.cancel}
      </button>
      <button type="button" class="btn" disabled={picked.size === 0} onClick={() => onPick(new Set())}>
        {words.pickClear}
      </button>
      <button
        type="button"
        class="btn btn-primary"
        disabled={picked.size < 2 || isTooMany}
        onClick={() => {
          previews.value = true;
        }}
      >
        {words.pickPreview}
      </button>
      {previews.value && (
        <FreezeDialog
          api={api}
          product={product}
          chart={chart}
          picked={[...picked].sort((a, b) => a - b)}
          onClose={() => {
            previews.value = false;
          }}
          onFrozen={() => onPick(undefined)}
        />
      )}
    </section>
  );
}
