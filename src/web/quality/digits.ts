/** Numbers of a chart in significant digits: as many decimals as tell two of them apart, the same for all of it. */

/** More digits than a double has are noise. */
const maxDigits = 15;
/** With more decimals than this, a small number is written with a power of ten. */
const plainDigits = 6;

/** How many decimals show differences of a hundredth of `span`. */
export function digitsFor(span: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 2;
  return Math.max(0, Math.min(maxDigits, Math.ceil(-Math.log10(span / 100))));
}

/** As many decimals as steps of this size need. */
export function stepDigits(step: number): number {
  const isWhole = (digits: number) => {
    const scaled = step * 10 ** digits;
    return Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled;
  };
  for (let digits = 0; digits < maxDigits; digits++) if (isWhole(digits)) return digits;
  return maxDigits;
}

/** The sign, as wide as a digit. */
export const minus = "−";
const superscripts: Readonly<Record<string, string>> = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].entries()) };

/**
 * With so many decimals, but no more digits than a double has. A number too small to be read that way is written with
 * as many digits and a power of ten: 1.04×10⁻⁹.
 */
export function fixed(value: number, digits: number): string {
  if (Number(value.toFixed(Math.min(digits, 100))) === 0) return digits > plainDigits ? "0" : (0).toFixed(digits);
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  const decimals = Math.max(0, Math.min(digits, maxDigits - 1 - exponent));
  if (decimals <= plainDigits || exponent >= -3) return value.toFixed(decimals).replace("-", minus);
  const [mantissa = "", power = ""] = value.toExponential(Math.min(plainDigits, decimals + exponent)).split("e");
  const raised = [...power.replace("+", "")].map((digit) => superscripts[digit]).join("");
  return `${mantissa.replace("-", minus)}×10${raised}`;
}
