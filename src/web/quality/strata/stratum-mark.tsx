/** The mark of a stratum, as it is drawn on the chart. */
import { ringStratum, stratumColour, stratumShapes } from "../chart/strata-marks.ts";

export function StratumMark({ stratum }: { stratum: number }) {
  const colour = `var(${stratumColour(stratum)})`;
  const shape = stratumShapes[stratum];
  return (
    <svg viewBox="0 0 20 20" class="size-4 shrink-0" aria-hidden="true">
      {shape ? (
        <path d={shape} style={{ fill: colour }} />
      ) : (
        <circle
          cx="10"
          cy="10"
          r={stratum === ringStratum ? 8 : 6}
          fill="none"
          stroke-width="3"
          style={{ stroke: colour }}
        />
      )}
    </svg>
  );
}
