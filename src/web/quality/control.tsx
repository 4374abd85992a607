/** How a process fares just now, as a shape and a word. */
import type { Chart } from "../../domain/spc/chart.ts";
import { texts } from "./texts.ts";

/** `waiting`: no limits yet. `pattern`: within the limits, and a rule is broken. `out`: beyond a limit. */
export type Control = "waiting" | "in" | "pattern" | "out";

/** How the newest point is; `undefined` for a chart that is not read. */
export function controlOf(chart: Chart | undefined): Control {
  const newest = chart?.points.at(-1);
  if (!chart || !newest || chart.center === null) return "waiting";
  if (!newest.is_within_control || newest.violations.includes(1)) return "out";
  return newest.violations.length > 0 ? "pattern" : "in";
}

const tones: Record<Control, string> = {
  waiting: "text-quiet",
  in: "text-done-ink",
  pattern: "bg-behind-soft text-behind-ink",
  out: "bg-help-soft text-help-ink",
};

/** Ticked disc: in control. Square: a pattern. Diamond: beyond a limit. Ring: no limits yet. As on the chart. */
export function ControlShape({ control, size = "1em" }: { control: Control; size?: string }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" class="shrink-0">
      {control === "out" && <path d="M10 1l9 9-9 9-9-9z" class="fill-error" />}
      {control === "pattern" && <rect x="2.5" y="2.5" width="15" height="15" class="fill-behind" />}
      {control === "waiting" && (
        <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="2.5" stroke-dasharray="3 2.5" />
      )}
      {control === "in" && (
        <>
          <circle cx="10" cy="10" r="8.75" class="fill-primary" />
          <path d="M6 10.3l2.8 2.8L14.2 7.4" fill="none" class="stroke-base-100" stroke-width="2.25" />
        </>
      )}
    </svg>
  );
}

/** The shape with its word. */
export function ControlMark({ control }: { control: Control }) {
  return (
    <span class={`mark ${tones[control]}`}>
      <ControlShape control={control} />
      {texts.value.control[control]}
    </span>
  );
}
