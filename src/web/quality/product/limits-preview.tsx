/** The limits that would be frozen, and which points of their base are beyond them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { LimitsPreview } from "../../../domain/spc/chart.ts";
import type { LimitsInput } from "../../../domain/spc/limits-input.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { errorText } from "../../ui/notice.tsx";
import { LinesTable } from "../chart/lines-table.tsx";
import { digitsFor, formatFixed } from "../digits.ts";
import { texts } from "./texts.ts";

/** Pause in typing before the server is queried, in ms. */
const debounceMs = 300;

interface PreviewProps {
  api: QualityApi;
  product: Product;
  /** `undefined` while the base is incomplete. */
  input: LimitsInput | undefined;
}

export function LimitsPreviewTable({ api, product, input }: PreviewProps) {
  const preview = useSignal<LimitsPreview | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    preview.value = undefined;
    problem.value = undefined;
    if (!input) return;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const found = await api.previewLimits(product.id, input);
        if (current) preview.value = found;
      } catch (thrown) {
        if (current) problem.value = errorText(thrown);
      }
    }, debounceMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [JSON.stringify(input)]);
  return (
    <div class="min-h-40" role="status">
      {problem.value && <p class="text-behind-ink">{problem.value}</p>}
      {preview.value && <PreviewOf preview={preview.value} chart={product.chart} />}
    </div>
  );
}

function PreviewOf({ preview, chart }: { preview: LimitsPreview; chart: Product["chart"] }) {
  const words = texts.value;
  const { secondary, beyond } = preview;
  const digits = digitsFor(preview.ucl - preview.lcl) + 1;
  const { ucl, lcl } = secondary;
  const spreadDigits = digitsFor(ucl !== null && lcl !== null ? ucl - lcl : 0) + 1;
  return (
    <>
      <LinesTable
        caption={<caption class="text-left font-semibold">{words.preview}</caption>}
        chart={chart}
        rows={(["ucl", "center", "lcl"] as const).map((which) => [
          which,
          formatFixed(preview[which], digits),
          secondary[which] === null ? undefined : formatFixed(secondary[which], spreadDigits),
        ])}
      />
      <p class={`mt-2 text-base ${beyond.length > 0 ? "text-behind-ink" : "text-quiet"}`}>
        {beyond.length > 0 ? words.beyondPreview(beyond) : words.noneBeyondPreview}
      </p>
    </>
  );
}
