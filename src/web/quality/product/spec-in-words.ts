/** A specification as one line of text. */
import type { Product } from "../../../domain/spc/product.ts";
import { formatPlain, withUnit } from "../numbers.ts";
import { texts } from "./texts.ts";

/** The limits with their unit, and the target if there is one. */
export function specInWords({ lsl, usl, target, unit }: Pick<Product, "lsl" | "usl" | "target" | "unit">): string {
  const words = texts.value;
  if (lsl === null && usl === null) return target === null ? "" : words.targetIs(withUnit(formatPlain(target), unit));
  const spec = words.spec(withUnit(between(lsl, usl), unit));
  return target === null ? spec : `${spec} · ${words.targetIs(withUnit(formatPlain(target), unit))}`;
}

function between(lsl: number | null, usl: number | null): string {
  if (lsl !== null && usl !== null) return `${formatPlain(lsl)} – ${formatPlain(usl)}`;
  if (usl !== null) return `≤ ${formatPlain(usl)}`;
  return lsl === null ? "" : `≥ ${formatPlain(lsl)}`;
}
