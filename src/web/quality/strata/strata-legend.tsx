/** The legend of the strata that the points are coloured by. */
import { otherStratum } from "../chart/strata-marks.ts";
import { formatCount } from "../numbers.ts";
import { tagName } from "../tag-name.ts";
import type { Stratification } from "./stratify.ts";
import { StratumMark } from "./stratum-mark.tsx";
import { texts } from "./texts.ts";

interface LegendProps {
  tag: string;
  stratification: Stratification;
}

/** The strata in the order of the legend, each with its name and its number of points. */
export const legendOf = ({ strata, others }: Stratification) => [
  ...strata.map(({ value, count }, stratum) => ({ stratum, name: value, count })),
  ...(others > 0 ? [{ stratum: otherStratum, name: texts.value.otherValues, count: others }] : []),
];

export function StrataLegend({ tag, stratification }: LegendProps) {
  const words = texts.value;
  const items = legendOf(stratification);
  return (
    <ul class="flex flex-wrap gap-x-5 gap-y-1 text-base" aria-label={words.legendOf(tagName(tag))}>
      {items.map(({ stratum, name, count }) => (
        <li key={stratum} class="flex min-w-0 items-center gap-2">
          <StratumMark stratum={stratum} />
          <span class="truncate font-semibold">{name}</span>
          <span class="text-quiet tabular-nums">{formatCount(count)}</span>
        </li>
      ))}
      {items.length === 0 && <li class="text-quiet">{words.nothingToColour}</li>}
    </ul>
  );
}
