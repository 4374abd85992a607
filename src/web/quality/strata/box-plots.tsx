/** A box plot for each stratum, on one axis with the specification; with few values, also each value as a dot. */
import type { Product } from "../../../domain/spc/product.ts";
import type { Stratum } from "../../../domain/spc/strata.ts";
import { digitsFor, formatFixed } from "../digits.ts";
import { formatPlain } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { boxAxis } from "./box-axis.ts";
import { texts } from "./texts.ts";

/** Up to so many values are drawn as dots. */
const maxDots = 60;
/** The height of a lane, in px. */
const lane = 52;

interface BoxProps {
  strata: readonly Stratum[];
  product: Pick<Product, "lsl" | "usl" | "target">;
}

/** The table below has the same figures for screen readers. */
export function BoxPlots({ strata, product }: BoxProps) {
  const axis = boxAxis(strata, product);
  const x = (value: number) => `${((value - axis.low) / (axis.high - axis.low)) * 100}%`;
  const limits = (["lsl", "usl"] as const).flatMap((which) => {
    const at = product[which];
    return at === null || at < axis.low || at > axis.high ? [] : [{ which, at }];
  });
  const digits = digitsFor(axis.high - axis.low);
  return (
    <figure class="strata flex flex-col" aria-hidden="true">
      {strata.map((stratum) => (
        <div key={stratum.value ?? ""} class="flex flex-col gap-x-4 sm:flex-row sm:items-center">
          <span class="truncate text-base font-semibold sm:w-36 sm:text-right">
            {stratum.value ?? texts.value.withoutTag}
          </span>
          <svg class="min-w-0 flex-1" height={lane} aria-hidden="true">
            {limits.map(({ which, at }) => (
              <line
                key={which}
                x1={x(at)}
                x2={x(at)}
                y1="0"
                y2={lane}
                class="stroke-info"
                stroke-width="2"
                stroke-dasharray="6 4"
              />
            ))}
            <Box stratum={stratum} x={x} />
          </svg>
        </div>
      ))}
      <div class="flex gap-x-4">
        <span class="hidden w-36 sm:block" />
        <span class="flex flex-1 justify-between border-t border-base-300 pt-1 text-base whitespace-nowrap text-quiet tabular-nums">
          <span>{formatFixed(axis.low, digits)}</span>
          <span>{formatFixed(axis.high, digits)}</span>
        </span>
      </div>
      {limits.length > 0 && (
        <span class="text-center text-base text-info tabular-nums">
          {limits.map(({ which, at }) => `${qualityTexts.value.plot[which]} ${formatPlain(at)}`).join(" · ")}
        </span>
      )}
    </figure>
  );
}

function Box({ stratum, x }: { stratum: Stratum; x: (value: number) => string }) {
  const { quantiles, mean, count, newest } = stratum;
  const [min, lower, median, upper, max] = quantiles;
  const middle = lane / 2;
  const dots = count <= maxDots ? newest : [];
  return (
    <>
      <line x1={x(min)} x2={x(max)} y1={middle} y2={middle} class="stroke-base-content" stroke-width="1.5" />
      {[min, max].map((end) => (
        <line
          key={`end ${end}`}
          x1={x(end)}
          x2={x(end)}
          y1={middle - 7}
          y2={middle + 7}
          class="stroke-base-content"
          stroke-width="1.5"
        />
      ))}
      <svg
        x={x(lower)}
        y={middle - 12}
        width={widthOf(x(lower), x(upper))}
        height="24"
        overflow="visible"
        aria-hidden="true"
      >
        <rect width="100%" height="24" class="fill-base-200 stroke-base-content" stroke-width="1.5" />
      </svg>
      {dots.map((value, n) => (
        // Neighbours in time are at different heights, so that equal values do not cover each other.
        <circle key={`${n + 1}`} cx={x(value)} cy={middle + ((n % 5) - 2) * 4} r="3" class="fill-info opacity-50" />
      ))}
      <line x1={x(median)} x2={x(median)} y1={middle - 12} y2={middle + 12} class="stroke-primary" stroke-width="4" />
      <svg x={x(mean)} y={lane - 11} overflow="visible" aria-hidden="true">
        <path d="M0 0l6 10h-12z" class="fill-base-content" />
      </svg>
    </>
  );
}

const widthOf = (from: string, to: string): string =>
  `${Math.max(0.2, Number.parseFloat(to) - Number.parseFloat(from))}%`;
