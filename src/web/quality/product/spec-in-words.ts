/** A specification in a line. */
import type { Product } from "../../../domain/spc/product.ts";
import { plain } from "../numbers.ts";
import { texts } from "./texts.ts";

/** From where to where, and the target where there is one. */
export function specInWords({ lsl, usl, target }: Pick<Product, "lsl" | "usl" | "target">): string {
  const words = texts.value;
  const spec = words.spec(between(lsl, usl));
  return target === null ? spec : `${spec} · ${words.targetIs(plain(target))}`;
}

function between(lsl: number | null, usl: number | null): string {
  if (lsl !== null && usl !== null) return `${plain(lsl)} – ${plain(usl)}`;
  if (usl !== null) return `≤ ${plain(usl)}`;
  return lsl === null ? "" : `≥ ${plain(lsl)}`;
}
