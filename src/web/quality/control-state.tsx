/** Whether a process is in control, as a shape and a word. */
import type { Chart } from "../../domain/spc/chart.ts";
import { texts } from "./texts.ts";

/**
 * `waiting`: no limits yet. `pattern`: within the limits, but a run rule is violated. `out`: beyond a limit.
 * `unstable`, `alerts`: only the newest point is in control; the process is not stable, or alerts are open.
 */
export type ControlState = "waiting" | "in" | "alerts" | "unstable" | "pattern" | "out";

/** What the state depends on besides the chart. */
interface Surroundings {
  readonly openAlerts: number;
  /** `false` if the capability analysis found more signals than chance explains. */
  readonly isStable?: boolean | undefined;
}

/** The state at the newest counted point, unless open alerts or an unstable process contradict it. A missing chart counts as `waiting`. */
export function controlStateOf(chart: Chart | undefined, { openAlerts, isStable }: Surroundings): ControlState {
  const newest = chart?.points.findLast(({ excluded }) => !excluded);
  if (!chart || !newest || chart.center === null) return "waiting";
  if (!newest.is_within_control || newest.violations.includes(1)) return "out";
  if (newest.violations.length > 0) return "pattern";
  if (isStable === false) return "unstable";
  return openAlerts > 0 ? "alerts" : "in";
}

const tones: Record<ControlState, string> = {
  waiting: "text-quiet",
  in: "text-done-ink",
  alerts: "bg-behind-soft text-behind-ink",
  unstable: "bg-behind-soft text-behind-ink",
  pattern: "bg-behind-soft text-behind-ink",
  out: "bg-help-soft text-help-ink",
};

/**
 * Disc with a tick: in control. Square: a pattern. Diamond: beyond a limit; both as on the chart. Triangle: open alerts
 * or an unstable process. Ring: no limits yet.
 */
export function ControlShape({ control, size = "1em" }: { control: ControlState; size?: string }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" class="shrink-0">
      {control === "out" && <path d="M10 1l9 9-9 9-9-9z" class="fill-error" />}
      {control === "pattern" && <rect x="2.5" y="2.5" width="15" height="15" class="fill-behind" />}
      {(control === "alerts" || control === "unstable") && <path d="M10 1.5l9 16.5H1z" class="fill-behind" />}
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
export function ControlMark({ state }: { state: ControlState }) {
  return (
    <span class={`mark ${tones[state]}`}>
      <ControlShape control={state} />
      {texts.value.control[state]}
    </span>
  );
}
