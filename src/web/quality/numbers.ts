/** Numbers as the board writes and reads them, outside of charts. */
import { locale } from "../language.ts";
import { minus } from "./digits.ts";

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
