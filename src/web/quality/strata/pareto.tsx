/** A Pareto chart of causes: sorted bars, the cumulative share as a line, and a table. A bar lists its points. */
import { useSignal } from "@preact/signals";
import type { QualityApi } from "../../../client/quality-api.ts";
import { type ParetoSource, paretoSources } from "../../../domain/spc/pareto-sources.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { Loading, Problem } from "../../ui/notice.tsx";
import { formatCount } from "../numbers.ts";
import { type ParetoBar, paretoBars } from "./pareto-bars.ts";
import { texts } from "./texts.ts";
import { useLatest } from "./use-latest.ts";

interface ParetoProps {
  api: QualityApi;
  product: Product;
  /** Changes whenever a point may have got another cause. */
  version: string;
  /** Called with the subgroup of a point that is pressed. */
  onSelect: (subgroup: number) => void;
}

export function ParetoChart({ api, product, version, onSelect }: ParetoProps) {
  const words = texts.value;
  const source = useSignal<ParetoSource>("points");
  const chosen = useSignal<string | undefined>(undefined);
  const { data, problem } = useLatest({
    key: source.value,
    version,
    read: () => api.pareto(product.id, source.value),
  });
  const bars = data ? paretoBars(data.causes, words.otherCauses) : [];
  const opened = bars.find(({ key }) => key === chosen.value);
  const toggle = (key: string) => {
    chosen.value = chosen.value === key ? undefined : key;
  };
  return (
    <>
      <label class="flex items-center gap-3 self-start text-base font-semibold">
        {words.countedBy}
        <select
          class="select w-auto"
          value={source.value}
          onChange={({ currentTarget }) => {
            chosen.value = undefined;
            source.value = currentTarget.value === "alerts" ? "alerts" : "points";
          }}
        >
          {paretoSources.map((one) => (
            <option key={one} value={one}>
              {words.paretoSources[one]}
            </option>
          ))}
        </select>
      </label>
      {problem && <Problem says={problem} />}
      {!data && !problem && <Loading />}
      {data && bars.length === 0 && <p class="text-quiet">{words.noCauses[data.source]}</p>}
      {data && bars.length > 0 && (
        <>
          <Bars bars={bars} chosen={chosen.value} onPress={toggle} />
          <ParetoTable bars={bars} source={data.source} chosen={chosen.value} onPress={toggle} />
          {data.has_earlier && (
            <p class="text-base text-quiet">{words.newestOnly[data.source](formatCount(data.total))}</p>
          )}
          {opened && <PointsOfCause bar={opened} onSelect={onSelect} />}
        </>
      )}
    </>
  );
}

/** A bar of at least this share has its number inside. */
const minShareInside = 0.15;

interface BarsProps {
  bars: readonly ParetoBar[];
  chosen: string | undefined;
  onPress: (key: string) => void;
}

/** The height of the bars is the share of all causes, as is that of the line, so that both have one axis. */
function Bars({ bars, chosen, onPress }: BarsProps) {
  const words = texts.value;
  const x = (n: number) => `${((n + 0.5) / bars.length) * 100}%`;
  const y = (share: number) => `${(1 - share) * 100}%`;
  return (
    <figure class="flex flex-col gap-1" aria-hidden="true">
      <div class="relative mt-4 mr-13 h-56 border-b-2 border-base-content">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <span key={share} class="absolute inset-x-0 border-t border-base-300" style={{ bottom: `${share * 100}%` }}>
            <span class="absolute -top-3 -right-13 w-12 pl-1 text-left text-base whitespace-nowrap text-quiet tabular-nums">
              {words.percent(share)}
            </span>
          </span>
        ))}
        <div class="absolute inset-0 flex items-end">
          {bars.map(({ key, share, count }) => (
            <button
              key={key}
              type="button"
              tabIndex={-1}
              class="relative flex h-full flex-1 cursor-pointer items-end justify-center px-[8%]"
              onClick={() => onPress(key)}
            >
              <span
                class={`block w-full ${chosen === key ? "bg-primary" : "bg-info"}`}
                style={{ height: `${share * 100}%` }}
              />
              {/* Above a low bar; in a high one, where the line of the cumulative share does not cover it. */}
              <span
                class={`absolute text-base font-bold tabular-nums ${share < minShareInside ? "" : chosen === key ? "text-primary-content" : "text-info-content"}`}
                style={{ bottom: share < minShareInside ? `calc(${share * 100}% + 0.15rem)` : "0.15rem" }}
              >
                {formatCount(count)}
              </span>
            </button>
          ))}
        </div>
        <svg class="pointer-events-none absolute inset-0 size-full overflow-visible" aria-hidden="true">
          {bars.slice(1).map(({ key, cumulative }, n) => (
            <line
              key={key}
              x1={x(n)}
              y1={y(bars[n]?.cumulative ?? 0)}
              x2={x(n + 1)}
              y2={y(cumulative)}
              class="stroke-base-content"
              stroke-width="2.5"
            />
          ))}
          {bars.map(({ key, cumulative }, n) => (
            <circle
              key={key}
              cx={x(n)}
              cy={y(cumulative)}
              r="5"
              class="fill-base-100 stroke-base-content"
              stroke-width="2.5"
            />
          ))}
        </svg>
      </div>
      <div class="mr-13 flex">
        {bars.map(({ key, name }, n) => (
          <span key={key} class="min-w-0 flex-1 px-1 text-center text-base">
            <span class="font-bold">{n + 1}</span>
            <span class="hidden truncate sm:block">{name ?? words.noCause}</span>
          </span>
        ))}
      </div>
    </figure>
  );
}

function ParetoTable({ bars, source, chosen, onPress }: BarsProps & { source: ParetoSource }) {
  const words = texts.value;
  return (
    <table class="sheet-table text-base">
      <caption class="sr-only">{words.pareto}</caption>
      <thead>
        <tr>
          <th scope="col">{words.cause}</th>
          <th scope="col">{words.paretoSources[source]}</th>
          <th scope="col">{words.share}</th>
          <th scope="col">{words.cumulative}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, name, count, share, cumulative }, n) => (
          <tr key={key} class="align-middle tabular-nums">
            <th scope="row">
              <button
                type="button"
                class="min-h-11 cursor-pointer text-left underline decoration-1 underline-offset-4 [overflow-wrap:anywhere]"
                aria-expanded={chosen === key}
                onClick={() => onPress(key)}
              >
                {n + 1}. {name ?? words.noCause}
              </button>
            </th>
            <td>{formatCount(count)}</td>
            <td>{words.percent(share)}</td>
            <td>{words.percent(cumulative)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PointsOfCause({ bar, onSelect }: { bar: ParetoBar; onSelect: (subgroup: number) => void }) {
  const words = texts.value;
  const { name, subgroups, count } = bar;
  return (
    <section class="flex flex-col gap-2" role="status">
      <h3 class="font-semibold">{words.pointsOfCause(name ?? words.noCause)}</h3>
      <ul class="flex flex-wrap gap-2">
        {subgroups.map((subgroup) => (
          <li key={subgroup}>
            <button type="button" class="btn tabular-nums" onClick={() => onSelect(subgroup)}>
              {subgroup}
            </button>
          </li>
        ))}
      </ul>
      {subgroups.length < count && <p class="text-base text-quiet">{words.newestSubgroups(subgroups.length)}</p>}
    </section>
  );
}
