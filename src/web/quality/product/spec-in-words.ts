/** A specification as one line of text. */
import type { Product } from "../../../domain/spc/product.ts";
import { formatPlain } from "../numbers.ts";
import { texts } from "./texts.ts";

/** The limits, and the target if there is one. */
export function specInWords({ lsl, usl, target }: Pick<Product, "lsl" | "usl" | "target">): string {
  const words = texts.value;
  const spec = words.spec(between(lsl, usl));
  return target === null ? spec : `${spec} · ${words.targetIs(formatPlain(target))}`;
}

function between(lsl: number | null, usl: number | null): string {
  if (lsl !== null && usl !== null) return `${formatPlain(lsl)} – ${formatPlain(usl)}`;
  if (usl !== null) return `≤ ${formatPlain(usl)}`;
  return lsl === null ? "" : `≥ ${formatPlain(lsl)}`;
}
