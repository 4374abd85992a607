/** The axis of box plots. */
import type { Product } from "../../../domain/spc/product.ts";
import type { Stratum } from "../../../domain/spc/strata.ts";

/** The range of the axis: all values, and the limits of the specification unless they are far away. */
export function boxAxis(
  strata: readonly Pick<Stratum, "quantiles">[],
  { lsl, usl }: Pick<Product, "lsl" | "usl">,
): { low: number; high: number } {
  const lowest = Math.min(...strata.map(({ quantiles }) => quantiles[0]));
  const highest = Math.max(...strata.map(({ quantiles }) => quantiles[4]));
  const span = highest - lowest;
  const near = [lsl, usl].filter(
    (limit) => limit !== null && limit > lowest - span && limit < highest + span,
  ) as number[];
  const [low, high] = [Math.min(lowest, ...near), Math.max(highest, ...near)];
  const margin = (high - low || Math.abs(high) || 1) * 0.04;
  return { low: low - margin, high: high + margin };
}
