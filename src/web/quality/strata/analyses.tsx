/** The folded sections below the charts: strata, causes, other rules. */
import type { ComponentProps } from "preact";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import type { Charts } from "../chart/charts.tsx";
import { CompareStrata } from "./compare-strata.tsx";
import { Fold } from "./fold.tsx";
import { OtherRules } from "./other-rules.tsx";
import { ParetoChart } from "./pareto.tsx";
import { texts } from "./texts.ts";
import { versionOf } from "./use-latest.ts";
import { useTags } from "./use-tags.ts";

interface AnalysesProps {
  api: QualityApi;
  product: Product;
  charts: Pick<ComponentProps<typeof Charts>, "chart" | "control" | "onSelect">;
  writes: boolean;
}

export function Analyses({ api, product, charts, writes }: AnalysesProps) {
  const words = texts.value;
  const tags = useTags(api, product);
  return (
    <div class="flex min-w-0 flex-col gap-4">
      {product.measurements > 0 && (
        <Fold title={words.compare} hint={words.compareHint}>
          {() => <CompareStrata api={api} product={product} tags={tags} />}
        </Fold>
      )}
      <Fold title={words.pareto} hint={words.paretoHint}>
        {() => <ParetoChart api={api} product={product} version={causesOf(charts.chart)} onSelect={charts.onSelect} />}
      </Fold>
      <Fold title={words.otherRules} hint={words.otherRulesHint}>
        {() => <OtherRules api={api} product={product} charts={charts} writes={writes} />}
      </Fold>
    </div>
  );
}

/** Changes if a point of the chart gets another cause. */
const causesOf = (chart: AnalysesProps["charts"]["chart"]): string =>
  versionOf(chart) + chart.points.map(({ cause }) => cause ?? "").join();
