/** The charts of a product, with the choice of a tag to colour them by, and of tags to filter them by. */
import { useSignal } from "@preact/signals";
import type { ComponentProps } from "preact";
import { useMemo } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Product } from "../../../domain/spc/product.ts";
import type { TagFilter } from "../../../domain/spc/tags.ts";
import { Loading, Problem } from "../../ui/notice.tsx";
import { Charts } from "../chart/charts.tsx";
import type { ChartNotes } from "../chart/shown-charts.ts";
import { tagName } from "../tag-name.ts";
import { FilterBar, type LimitsOf } from "./filter-bar.tsx";
import { legendOf, StrataLegend } from "./strata-legend.tsx";
import { type Stratification, stratify } from "./stratify.ts";
import { texts } from "./texts.ts";
import { useLatest, versionOf } from "./use-latest.ts";
import { useTags } from "./use-tags.ts";

interface StrataProps extends ComponentProps<typeof Charts> {
  api: QualityApi;
  product: Product;
}

/** How many points of a filter are read at least. */
const minPoints = 200;

export function StrataCharts({ api, product, ...charts }: StrataProps) {
  const words = texts.value;
  const tags = useTags(api, product);
  const colour = useSignal("");
  const filter = useSignal<TagFilter>({});
  const limits = useSignal<LimitsOf>("own");
  const isFiltered = Object.keys(filter.value).length > 0;
  const request = isFiltered
    ? { tags: filter.value, limits: limits.value, last: Math.max(minPoints, charts.width) }
    : undefined;
  const { data: evaluation, problem } = useLatest({
    key: request && JSON.stringify(request),
    version: versionOf(charts.chart),
    read: () => api.evaluate(product.id, request ?? {}),
  });
  const chart = isFiltered ? evaluation : charts.chart;
  const stratification = useMemo(
    () => (colour.value && chart ? stratify(chart.points, colour.value) : undefined),
    [chart, colour.value],
  );
  const note = (
    <>
      {isFiltered && evaluation && <FilterNote filter={filter.value} evaluation={evaluation} />}
      {stratification && <StrataLegend tag={colour.value} stratification={stratification} />}
    </>
  );
  return (
    <>
      {tags.length > 0 && (
        <div class="flex flex-wrap items-center gap-x-5 gap-y-2">
          <label class="flex items-center gap-3 text-base font-semibold">
            {words.colourBy}
            <select
              class="select w-auto"
              value={colour.value}
              onChange={({ currentTarget }) => {
                colour.value = currentTarget.value;
              }}
            >
              <option value="">{words.noColour}</option>
              {tags.map(({ name }) => (
                <option key={name} value={name}>
                  {tagName(name)}
                </option>
              ))}
            </select>
          </label>
          <FilterBar
            tags={tags}
            filter={filter.value}
            limits={limits.value}
            onFilter={(next) => {
              filter.value = next;
            }}
            onLimits={(next) => {
              limits.value = next;
            }}
          />
        </div>
      )}
      {problem && <Problem says={problem} />}
      {!chart && !problem && <Loading />}
      {chart && chart.points.length === 0 && <p class="card-plain text-center text-quiet">{words.nothingMatches}</p>}
      {chart && chart.points.length > 0 && (
        <Charts
          {...charts}
          chart={chart}
          alerts={isFiltered ? [] : charts.alerts}
          strata={stratification?.of}
          note={note}
          notes={notesOf(isFiltered ? evaluation : undefined, filter.value, stratification)}
        />
      )}
    </>
  );
}

/** What paper says about the chart: the filter, by which limits it is judged, and the legend of the strata. */
export function notesOf(
  evaluation: Filtered | undefined,
  filter: TagFilter,
  stratification: Stratification | undefined,
): ChartNotes {
  const words = texts.value;
  return {
    filter: evaluation && `${filterText(evaluation, filter)} ${words.limits}: ${words.limitsOf[evaluation.limits]}.`,
    legend: stratification ? legendOf(stratification) : [],
  };
}

/** What a filtered chart says about itself. */
interface Filtered {
  readonly limits: LimitsOf;
  readonly points: readonly unknown[];
  readonly has_earlier: boolean;
}

const chosenIn = (filter: TagFilter): string =>
  Object.entries(filter)
    .map(([name, values]) => `${tagName(name)}: ${values.join(", ")}`)
    .join(" · ");

const filterText = ({ points, has_earlier }: Filtered, filter: TagFilter): string =>
  `${texts.value.filtered(chosenIn(filter))} ${texts.value.filteredPoints(points.length, has_earlier)}`;

/** Says that the chart has a part of the points only, and by which limits they are judged. */
function FilterNote({ filter, evaluation }: { filter: TagFilter; evaluation: Filtered }) {
  const words = texts.value;
  const { limits, points, has_earlier } = evaluation;
  return (
    <p class="rounded-field bg-behind-soft px-4 py-2 text-base text-behind-ink" role="status">
      <strong>{words.filtered(chosenIn(filter))}</strong> {words.filteredPoints(points.length, has_earlier)}{" "}
      {words.limitsNote[limits]}
    </p>
  );
}
