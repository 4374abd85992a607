/** Capability of counts: the rate with its interval, per million, and whether the limits are too narrow for large samples. */
import type { CurrentCapability } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { formatFixed, formatRate } from "../digits.ts";
import { formatCount, percent } from "../numbers.ts";
import { texts } from "./texts.ts";

type Counts = NonNullable<CurrentCapability["counts"]>;

interface CountProps {
  counts: Counts;
  product: Product;
}

export function CountCapability({ counts, product }: CountProps) {
  const words = texts.value;
  const { counted, interval, total, inspected, per_million, process_z, yield: share, sigma_z } = counts;
  const rows: [string, string][] = [
    [words.counted[counted], formatCount(total)],
    [words.inspected, formatCount(inspected)],
    [words.perMillion[counted], formatCount(Math.round(per_million))],
    ...(process_z === null ? [] : [[words.processZ, formatFixed(process_z, 2)] as [string, string]]),
    ...(share === null ? [] : [[words.withoutDefect, percent(share * 100, 1)] as [string, string]]),
    ...(sigma_z === null ? [] : [[words.sigmaZ, formatFixed(sigma_z, 2)] as [string, string]]),
  ];
  return (
    <>
      <div>
        <p class="text-base text-quiet">{words.rate[counted]}</p>
        <p class="text-3xl font-extrabold tracking-tight tabular-nums">{formatRate(counts.rate)}</p>
        <p class="text-base text-quiet tabular-nums" title={words.interval}>
          {formatRate(interval.lower, counts.rate)} – {formatRate(interval.upper, counts.rate)}
        </p>
      </div>
      {counts.is_overdispersed && !product.options?.laney && sigma_z !== null && (
        <p class="text-base text-behind-ink">{words.overdispersed(formatFixed(sigma_z, 1))}</p>
      )}
      <dl class="flex flex-col gap-1 text-base">
        {rows.map(([name, value]) => (
          <div key={name} class="flex justify-between gap-4">
            <dt class="text-quiet">{name}</dt>
            <dd class="whitespace-nowrap tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
