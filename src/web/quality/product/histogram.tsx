/** The values by size against the specification: how often each, and what lies outside. */
import type { Bin } from "../../../domain/spc/histogram.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { counted, plain } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

/** The drawing's own units. */
const size = { width: 320, height: 150, head: 20, foot: 20 };

interface HistogramProps {
  bins: readonly Bin[];
  product: Pick<Product, "lsl" | "usl" | "target">;
  mean: number;
}

/** Bars outside of the specification have a colour and a place of their own; the same stands in a table. */
export function Histogram({ bins, product, mean }: HistogramProps) {
  const words = texts.value;
  const [first, last] = [bins[0], bins.at(-1)];
  if (!first || !last) return null;
  const { lsl, usl } = product;
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const floor = size.height - size.foot;
  const x = (value: number) => ((value - first.from) / (last.to - first.from)) * size.width;
  // Side by side there is no room for both names: one steps aside.
  const close = lsl !== null && usl !== null && x(usl) - x(lsl) < 90 ? 13 : 0;
  const outside = ({ from, to }: Bin) => (lsl !== null && to <= lsl) || (usl !== null && from >= usl);
  return (
    <figure class="flex flex-col gap-2">
      <svg viewBox={`-8 ${-close} ${size.width + 16} ${size.height + 2 * close}`} class="w-full" aria-hidden="true">
        {bins.map((bin) => {
          const tall = (bin.count / most) * (floor - size.head);
          return (
            <rect
              key={bin.from}
              x={x(bin.from) + 0.75}
              y={floor - tall}
              width={Math.max(1, x(bin.to) - x(bin.from) - 1.5)}
              height={tall}
              class={outside(bin) ? "fill-error" : "fill-primary"}
            />
          );
        })}
        <line x1={-8} x2={size.width + 8} y1={floor} y2={floor} class="stroke-base-content" stroke-width="1.5" />
        {(["lsl", "usl"] as const).map((which) => {
          const at = product[which];
          if (at === null) return null;
          return (
            <g key={which}>
              <line
                x1={x(at)}
                x2={x(at)}
                y1={which === "usl" ? 14 - close : 14}
                y2={floor}
                class="stroke-info"
                stroke-width="2.5"
                stroke-dasharray="7 4"
              />
              <text
                x={x(at)}
                y={which === "usl" ? 10 - close : 10}
                text-anchor={anchor(x(at))}
                class="chart-text fill-info font-semibold"
              >
                {qualityTexts.value.plot[which]}
              </text>
              <text
                x={x(at)}
                y={size.height - 4 + (which === "usl" ? close : 0)}
                text-anchor={anchor(x(at))}
                class="chart-text"
              >
                {plain(at)}
              </text>
            </g>
          );
        })}
        <path d={`M${x(mean)} ${floor + 2}l5 8h-10z`} class="fill-base-content" />
      </svg>
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
              <td>{plain(bin.from)}</td>
              <td>{plain(bin.to)}</td>
              <td>{counted(bin.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

const anchor = (x: number) => (x < 40 ? "start" : x > size.width - 40 ? "end" : "middle");
