/** Formats and parses numbers outside charts. */
import { language, locale } from "../language.ts";
import { formatFixed, minus } from "./digits.ts";

/** Formats a measured value: no trailing zeros, no rounding errors of floating point. */
export const formatPlain = (value: number): string => String(Number(value.toPrecision(12))).replace("-", minus);

/** Formats a count with the language's thousands separators. */
export const formatCount = (n: number): string => n.toLocaleString(locale());

/** Parses a number typed with a decimal comma or point; `undefined` if it is not a number. */
export function parseNumber(text: string): number | undefined {
  const written = text.trim().replace(minus, "-").replace(",", ".");
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(written)) return undefined;
  const value = Number(written);
  return Number.isFinite(value) ? value : undefined;
}

/** A number with its unit, if there is one. */
export const withUnit = (number: string, unit: string | null): string => (unit === null ? number : `${number} ${unit}`);

/** A percentage as the language writes it. */
export const percent = (value: number, digits: number): string =>
  `${formatFixed(value, digits)}${language.value === "ko" ? "%" : " %"}`;
