/** Numbers as people type them. */

const sign = "[-+\u2212]?";
/** Commas between groups of three digits. `0,125` has none: no number begins with a group of zero. */
const grouped = new RegExp(`^${sign}[1-9]\\d{0,2}(?:,\\d{3})+(?:\\.\\d*)?$`);
const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** Reads a number with a point or a comma, or with commas between thousands. Returns `undefined` if it is none. */
export function toNumber(text: string): number | undefined {
  const typed = text.trim();
  const digits = (grouped.test(typed) ? typed.replaceAll(",", "") : typed.replace(",", ".")).replace("\u2212", "-");
  const value = plain.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
