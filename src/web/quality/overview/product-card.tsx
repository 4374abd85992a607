/** A product's card: name, last value, control state, open alerts, and a sparkline of the last points. */
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { memo } from "../../ui/memo.ts";
import { Link } from "../../ui/page.tsx";
import { ControlMark, controlStateOf } from "../control-state.tsx";
import { ProductMarks } from "../course/product-marks.tsx";
import { digitsFor, formatFixed } from "../digits.ts";
import { Sparkline } from "./sparkline.tsx";
import { texts } from "./texts.ts";

interface CardProps {
  product: Product;
  chart: Chart | undefined;
}

/** The whole card is one link to the product. Memoized: renders again only if its product or chart changed. */
export const ProductCard = memo(
  ({ product, chart }: CardProps) => {
    const words = texts.value;
    const newest = chart?.points.at(-1);
    const { ucl = null, lcl = null } = chart ?? {};
    const digits = digitsFor(ucl !== null && lcl !== null ? ucl - lcl : 0);
    return (
      <li>
        <Link
          to={`/spc/${product.id}`}
          class="flex h-full flex-col gap-3 rounded-box bg-base-100 p-5 ring-1 ring-base-300 hover:ring-2 hover:ring-quiet"
        >
          <span class="flex flex-col">
            <span class="flex items-start justify-between gap-2">
              <span class="line-clamp-2 text-2xl leading-tight font-bold tracking-tight">{product.name}</span>
              <ProductMarks product={product} />
            </span>
            <span class="flex items-center justify-between gap-3">
              <span class="min-w-0 truncate text-base text-quiet">{product.code}</span>
              <span class="-mr-3 shrink-0">
                <ControlMark state={controlStateOf(chart, { openAlerts: product.open_alerts })} />
              </span>
            </span>
          </span>
          <Sparkline chart={chart} />
          <span class="mt-auto flex flex-wrap items-baseline justify-between gap-x-4">
            <span class="text-3xl font-extrabold tracking-tight tabular-nums">
              {newest ? formatFixed(newest.value, digits) : "–"}
              {newest && product.unit && <span class="text-lg font-semibold text-quiet"> {product.unit}</span>}
              <span class="sr-only"> {words.lastValue}</span>
            </span>
            <span class={`text-base ${product.open_alerts > 0 ? "font-semibold text-help-ink" : "text-quiet"}`}>
              {product.open_alerts > 0 ? words.openCount(product.open_alerts) : words.noOpen}
            </span>
          </span>
        </Link>
      </li>
    );
  },
  (a, b) => a.product === b.product && a.chart === b.chart,
);
