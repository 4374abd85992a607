/** Fields for limits of a process whose mean and sigma are known. */
import { texts } from "./texts.ts";

interface GivenProps {
  center: string;
  sigma: string;
  /** Whether the values are counts: their sigma follows from the center. */
  isCounted: boolean;
  onChange: (change: { center?: string; sigma?: string }) => void;
}

export function GivenLimits({ center, sigma, isCounted, onChange }: GivenProps) {
  const words = texts.value;
  return (
    <>
      <p class="text-quiet">{isCounted ? words.givenCountHint : words.givenHint}</p>
      <div class="grid grid-cols-2 gap-4">
        {(
          [
            ["center", words.givenCenter, center],
            ...(isCounted ? [] : [["sigma", words.givenSigma, sigma] as const]),
          ] as const
        ).map(([name, label, value]) => (
          <label key={name} class="flex flex-col gap-2">
            <span class="label-text">{label}</span>
            <input
              class="input tabular-nums"
              inputMode="decimal"
              required
              value={value}
              onInput={({ currentTarget }) => onChange({ [name]: currentTarget.value })}
            />
          </label>
        ))}
      </div>
    </>
  );
}
