/** Histogram of the values with the specification limits. */
import type { Bin } from "../../../domain/spc/histogram.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { formatCount, formatPlain } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { axisOf } from "./histogram-axis.ts";
import { texts } from "./texts.ts";

/** Units of the SVG's view box. */
const size = { width: 320, height: 150, head: 20, foot: 20 };

const baseline = size.height - size.foot;
/** An end of the axis is labelled if no limit is nearer than this. */
const endLabelWidth = 60;

interface HistogramProps {
  bins: readonly Bin[];
  product: Pick<Product, "lsl" | "usl" | "target">;
  mean: number;
}

/** Bars outside the specification have another colour; a table has the same numbers for screen readers. */
export function Histogram({ bins, product, mean }: HistogramProps) {
  if (bins.length === 0) return null;
  const { lsl, usl } = product;
  const maxCount = Math.max(1, ...bins.map(({ count }) => count));
  const { low, high } = axisOf(bins, product);
  const x = (value: number) => ((value - low) / (high - low)) * size.width;
  const limitsOnAxis = [lsl, usl].filter((limit) => limit !== null).filter((limit) => limit >= low && limit <= high);
  const onAxis = (value: number) => Math.max(0, Math.min(size.width, x(value)));
  // If there is no room for both labels side by side, the upper limit's are moved away.
  const labelOffset = lsl !== null && usl !== null && onAxis(usl) - onAxis(lsl) < 90 ? 13 : 0;
  const isOutside = ({ from, to }: Bin) => (lsl !== null && to <= lsl) || (usl !== null && from >= usl);
  return (
    <figure class="flex flex-col gap-2">
      <svg
        viewBox={`-8 ${-labelOffset} ${size.width + 16} ${size.height + 2 * labelOffset}`}
        class="mx-auto w-full max-w-md"
        aria-hidden="true"
      >
        {bins.map((bin) => {
          const height = (bin.count / maxCount) * (baseline - size.head);
          return (
            <rect
              key={bin.from}
              x={x(bin.from) + 0.75}
              y={baseline - height}
              width={Math.max(1, x(bin.to) - x(bin.from) - 1.5)}
              height={height}
              class={isOutside(bin) ? "fill-error" : "fill-primary"}
            />
          );
        })}
        <line x1={-8} x2={size.width + 8} y1={baseline} y2={baseline} class="stroke-base-content" stroke-width="1.5" />
        {(["lsl", "usl"] as const).map((which) => {
          const limit = product[which];
          if (limit === null) return null;
          const side = limit < low ? "left" : limit > high ? "right" : "inside";
          const offset = which === "usl" ? labelOffset : 0;
          return <LimitMark key={which} which={which} limit={limit} x={onAxis(limit)} side={side} offset={offset} />;
        })}
        {[low, high]
          .filter((end) => limitsOnAxis.every((limit) => Math.abs(x(limit) - x(end)) > endLabelWidth))
          .map((end) => (
            <text key={end} x={x(end)} y={size.height - 4} text-anchor={anchor(x(end))} class="chart-text fill-quiet">
              {formatPlain(end)}
            </text>
          ))}
        <path d={`M${x(mean)} ${baseline + 2}l5 8h-10z`} class="fill-base-content" />
      </svg>
      <BinsTable bins={bins} />
    </figure>
  );
}

interface LimitProps {
  which: "lsl" | "usl";
  limit: number;
  x: number;
  /** Whether the limit is on the axis, or on which side it is outside. */
  side: "left" | "inside" | "right";
  /** How far the labels are moved away from those of the other limit. */
  offset: number;
}

/** A line with its name and value; a limit outside the axis has an arrow at the edge instead of a line. */
function LimitMark({ which, limit, x, side, offset }: LimitProps) {
  const name = qualityTexts.value.plot[which];
  const value = formatPlain(limit);
  return (
    <>
      {side === "inside" && (
        <line
          x1={x}
          x2={x}
          y1={14 - offset}
          y2={baseline}
          class="stroke-info"
          stroke-width="2.5"
          stroke-dasharray="7 4"
        />
      )}
      <text x={x} y={10 - offset} text-anchor={anchor(x)} class="chart-text fill-info font-semibold">
        {side === "left" ? `← ${name} ${value}` : side === "right" ? `${name} ${value} →` : name}
      </text>
      {side === "inside" && (
        <text x={x} y={size.height - 4 + offset} text-anchor={anchor(x)} class="chart-text">
          {value}
        </text>
      )}
    </>
  );
}

function BinsTable({ bins }: { bins: readonly Bin[] }) {
  const words = texts.value;
  return (
    <table class="sr-only">
      <caption>{words.histogram}</caption>
      <thead>
        <tr>
          <th scope="col">{words.from}</th>
          <th scope="col">{words.to}</th>
          <th scope="col">{words.values}</th>
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={bin.from}>
            <td>{formatPlain(bin.from)}</td>
            <td>{formatPlain(bin.to)}</td>
            <td>{formatCount(bin.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const anchor = (x: number) => (x < 40 ? "start" : x > size.width - 40 ? "end" : "middle");
