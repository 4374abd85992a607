/** The charts in full screen with large type, for a projector. */
import type { ComponentChildren } from "preact";
import type { Chart } from "../../../domain/spc/chart.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { common } from "../../ui/texts.ts";
import { ControlShape, type ControlState } from "../control-state.tsx";
import { formatFixed } from "../digits.ts";
import { withUnit } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { edgesOf, type PlotModel } from "./model.ts";
import { Plot } from "./plot.tsx";
import type { NameOf } from "./points.ts";
import { texts } from "./texts.ts";
import type { ChartTitles } from "./titles.ts";

/** Scale of the charts' type. */
const scale = 1.5;

interface ProjectorChartProps {
  name: string;
  unit: string | null;
  /** The names of the charts, with the unit. */
  titles: ChartTitles;
  chart: Chart;
  control: ControlState;
  location: PlotModel;
  spread: PlotModel;
  nameOf: NameOf;
  strata: readonly (number | undefined)[] | undefined;
  note: ComponentChildren;
  onClose: () => void;
}

/** Open while it is rendered; shows the same points as the page. */
export function ProjectorChart({
  name,
  unit,
  titles,
  chart,
  control,
  location,
  spread,
  nameOf,
  strata,
  note,
  onClose,
}: ProjectorChartProps) {
  const words = texts.value;
  const edges = edgesOf([location, spread]);
  const newest = chart.points.at(-1);
  const shared = { strata, words: qualityTexts.value.plot, edges, scale };
  return (
    <Dialog title={name} size="full" onClose={onClose}>
      <div class="flex flex-1 flex-col gap-3 p-4">
        <div class="flex items-center gap-x-8 text-[clamp(1.5rem,3.4vmin,3rem)] leading-tight font-extrabold tracking-tight">
          <p class="line-clamp-2 min-w-0">{name}</p>
          <p class="flex shrink-0 items-center gap-3">
            <ControlShape control={control} />
            {qualityTexts.value.control[control]}
          </p>
          <p class="ml-auto shrink-0 tabular-nums">
            {newest && withUnit(formatFixed(newest.value, location.digits), unit)}
          </p>
          <button type="button" class="btn btn-ghost btn-square" aria-label={common.value.close} onClick={onClose}>
            <Icon name="close" size="1.75rem" />
          </button>
        </div>
        {note}
        <Plot
          class="plot-projector-large"
          model={location}
          nameOf={nameOf}
          label={words.chartLabel(titles.location, location.values.length, location.marks.length)}
          {...shared}
        />
        {titles.spread !== undefined && (
          <>
            <p class="text-[clamp(1.1rem,2.2vmin,2rem)] font-bold">{titles.spread}</p>
            <Plot
              class="plot-projector-small"
              model={spread}
              nameOf={() => titles.out}
              label={words.chartLabel(titles.spread, spread.values.length, spread.marks.length)}
              {...shared}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
