/** Numbers as the board writes them: as many decimals as tell two of them apart, the same for all of a chart. */
import { locale } from "../messages/index.ts";

/** How many decimals show differences of a hundredth of `span`. */
export function digitsFor(span: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 2;
  return Math.max(0, Math.min(6, Math.ceil(-Math.log10(span / 100))));
}

const minus = "−";

/** With exactly so many decimals. */
export const fixed = (value: number, digits: number): string => {
  const text = Math.abs(value) >= 1e9 ? value.toPrecision(6) : value.toFixed(digits);
  return text.replace("-", minus);
};

/** As it was measured: no decimals that it does not have, none that floats made up. */
export const plain = (value: number): string => String(Number(value.toPrecision(12))).replace("-", minus);

/** A number out of several in running text. */
export const counted = (n: number): string => n.toLocaleString(locale());

/** What a person typed as a number, with a comma or a point; `undefined` for what is none. */
export function readNumber(text: string): number | undefined {
  const written = text.trim().replace(minus, "-").replace(",", ".");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written)) return undefined;
  const value = Number(written);
  return Number.isFinite(value) ? value : undefined;
}
