/** The charts of a gauge study; they show what is measured so far. */
import { useMemo } from "preact/hooks";
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import { interactionChart, meanChart, operatorChart, partChart, rangeChart } from "./chart-data.ts";
import { ComponentsChart } from "./components-chart.tsx";
import type { GaugeMethod } from "./results.tsx";
import { StripChart } from "./strip-chart.tsx";
import { texts } from "./texts.ts";

export function GaugeCharts({ study, method }: { study: GaugeStudyDetails; method: GaugeMethod }) {
  const words = texts.value;
  const data = useMemo(
    () => ({
      range: rangeChart(study),
      mean: meanChart(study),
      part: partChart(study),
      operator: operatorChart(study),
      interaction: interactionChart(study),
    }),
    [study],
  );
  return (
    <div class="gauge-charts">
      {study.analysis && <ComponentsChart components={study.analysis[method].components} />}
      <StripChart title={words.charts.range} hint={words.chartHints.range} data={data.range} floor={0} />
      <StripChart title={words.charts.mean} hint={words.chartHints.mean} data={data.mean} />
      <StripChart title={words.charts.part} data={data.part} />
      <StripChart title={words.charts.operator} data={data.operator} />
      <StripChart title={words.charts.interaction} hint={words.chartHints.interaction} data={data.interaction} />
    </div>
  );
}
