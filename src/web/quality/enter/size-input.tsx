/** The sample size of counts, on the page to enter values. */
import type { CountOf } from "../../../domain/spc/charts/chart-type.ts";
import { formatPlain } from "../numbers.ts";
import { texts } from "./texts.ts";

/** What the field shows at first. */
export const formatSize = (size: number | undefined): string => (size === undefined ? "" : formatPlain(size));

/** Whether the server accepts a value: any measured one, or a count with a sample size if it needs one. */
export function isCount(counts: CountOf | null, value: number, size: number | undefined): boolean {
  if (!counts) return true;
  if (!Number.isInteger(value) || value < 0) return false;
  if (!counts.sized) return true;
  if (size === undefined || !(size > 0) || (counts.whole && !Number.isInteger(size))) return false;
  return counts.counted === "defects" || value <= size;
}

/** Stays as it is for the next values. */
export function SizeInput({ size, onSize }: { size: string; onSize: (text: string) => void }) {
  const words = texts.value;
  return (
    <label class="flex min-h-12 items-center gap-3 pb-1" title={words.sampleSizeHint}>
      <span class="flex-1 font-semibold">{words.sampleSize}</span>
      <input
        class="input w-32 text-right text-xl tabular-nums"
        inputMode="decimal"
        autocomplete="off"
        maxLength={12}
        value={size}
        onInput={({ currentTarget }) => onSize(currentTarget.value)}
      />
    </label>
  );
}
