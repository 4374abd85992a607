/** Asks to freeze the limits once there are enough points: limits computed from all values follow a lasting shift. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { recommendedSubgroups } from "./subgroup-range.tsx";
import { texts } from "./texts.ts";

interface HintProps {
  api: QualityApi;
  product: Product;
  chart: Chart;
}

export function FreezeHint({ api, product, chart }: HintProps) {
  const words = texts.value;
  const open = useSignal(false);
  if (product.limits_version !== null || chart.points_total < recommendedSubgroups) return null;
  return (
    <section class="card-plain flex flex-wrap items-center gap-x-6 gap-y-3" aria-label={words.freeze}>
      <p class="min-w-64 flex-1">{words.freezeNow(chart.points_total)}</p>
      <button
        type="button"
        class="btn"
        onClick={() => {
          open.value = true;
        }}
      >
        {words.freezeNowYes}
      </button>
      {open.value && (
        <FreezeDialog
          api={api}
          product={product}
          chart={chart}
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </section>
  );
}
