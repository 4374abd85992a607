/** Formats a chart's numbers, all with the same number of decimals: enough to distinguish two of its values. */

/** Significant digits of a double. */
const maxDigits = 15;
/** A small number that needs more decimals than this is written with a power of ten. */
const plainDigits = 6;

/** The number of decimals that show differences of a hundredth of `span`. */
export function digitsFor(span: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 2;
  return Math.max(0, Math.min(maxDigits, Math.ceil(-Math.log10(span / 100))));
}

/** The number of decimals that axis ticks with this step need. */
export function stepDigits(step: number): number {
  const isWhole = (digits: number) => {
    const scaled = step * 10 ** digits;
    return Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled;
  };
  for (let digits = 0; digits < maxDigits; digits++) if (isWhole(digits)) return digits;
  return maxDigits;
}

/** The minus sign, as wide as a digit. */
export const minus = "−";
const superscripts: Readonly<Record<string, string>> = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) };

/**
 * Formats a number with `digits` decimals, but with no more significant digits than a double has. Very small numbers get
 * a power of ten instead: 1.04×10⁻⁹.
 */
export function formatFixed(value: number, digits: number): string {
  if (Number(value.toFixed(Math.min(digits, 100))) === 0) return digits > plainDigits ? "0" : (0).toFixed(digits);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.max(0, Math.min(digits, maxDigits - 1 - exponent));
  if (decimals <= plainDigits || exponent >= -3) return value.toFixed(decimals).replace("-", minus);
  const [mantissa = "", power = ""] = value.toExponential(Math.min(plainDigits, decimals + exponent)).split("e");
  const raised = [...power.replace("+", "")].map((digit) => superscripts[digit]).join("");
  return `${mantissa.replace("-", minus)}×10${raised}`;
}

/**
 * A rate on the scale of its chart and alerts, as a share of 1 or as defects per unit, with the decimals that a rate of
 * `like` needs.
 */
export const formatRate = (rate: number, like = rate): string => formatFixed(rate, Math.max(3, digitsFor(like)));
