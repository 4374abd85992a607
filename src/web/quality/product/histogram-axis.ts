/** The range of a histogram's axis. */
import type { Bin } from "../../../domain/spc/histogram.ts";
import type { Product } from "../../../domain/spc/product.ts";

export interface Axis {
  readonly low: number;
  readonly high: number;
}

/** The axis is at most this much wider than the bins, so that their shape stays visible. */
const maxWidening = 3;

/** Covers the bins and, nearest first, each specification limit that does not widen the axis too much. */
export function axisOf(bins: readonly Bin[], { lsl, usl }: Pick<Product, "lsl" | "usl">): Axis {
  const [low, high] = [bins[0]?.from ?? 0, bins.at(-1)?.to ?? 1];
  const distance = (limit: number) => Math.max(low - limit, limit - high, 0);
  return [lsl, usl]
    .filter((limit) => limit !== null)
    .sort((a, b) => distance(a) - distance(b))
    .reduce(
      (axis, limit) => {
        const wider = { low: Math.min(axis.low, limit), high: Math.max(axis.high, limit) };
        return wider.high - wider.low <= maxWidening * (high - low) ? wider : axis;
      },
      { low, high },
    );
}
