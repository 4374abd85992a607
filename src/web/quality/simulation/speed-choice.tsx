/** The speed of a simulation. */
import { texts } from "./texts.ts";

const speeds = [0.2, 1, 2, 5, 10] as const;

interface SpeedProps {
  /** Values per second. */
  value: number;
  label?: string;
  onChange: (perSecond: number) => void;
}

export function SpeedChoice({ value, label, onChange }: SpeedProps) {
  const words = texts.value;
  return (
    <select
      class="select w-full"
      aria-label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
    >
      {speeds.map((speed) => (
        <option key={speed} value={speed}>
          {speed < 1 ? words.slow : words.perSecond(speed)}
        </option>
      ))}
    </select>
  );
}
