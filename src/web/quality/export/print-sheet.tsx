/** A product on one sheet of A4 paper: charts, limits, capability, the last alerts and causes. It is only for printing. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { BoardState } from "../../../client/board.ts";
import type { AlertRecord } from "../../../domain/spc/alert.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { locale } from "../../language.ts";
import { alertDetails, alertTitle } from "../alert-text.ts";
import { type ShownCharts, shownCharts } from "../chart/shown-charts.ts";
import { digitsFor, formatFixed } from "../digits.ts";
import { formatTime } from "../format-time.ts";
import { formatCount } from "../numbers.ts";
import { CapabilityPanel } from "../product/capability-panel.tsx";
import { specInWords } from "../product/spec-in-words.ts";
import { texts as productTexts } from "../product/texts.ts";
import { StratumMark } from "../strata/stratum-mark.tsx";
import { texts as qualityTexts } from "../texts.ts";
import type { DrawnChart } from "./draw-charts.ts";
import { texts } from "./texts.ts";

/** How many alerts and causes fit. */
const maxAlerts = 6;
const maxCauses = 5;

/** What is printed. */
export interface SheetProps {
  product: Product;
  chart: Chart;
  alerts: readonly AlertRecord[];
  capability: BoardState["capability"];
  /** The name of the product's folder, which is that of the class. */
  folder: string | undefined;
  charts: readonly DrawnChart[];
}

export function PrintSheet({ product, chart, alerts, capability, folder, charts }: SheetProps) {
  const words = texts.value;
  return (
    <>
      <header class="print-head">
        <div>
          <h1>{product.name}</h1>
          <p>{[`${words.code} ${product.code}`, specInWords(product)].filter(Boolean).join(" · ")}</p>
        </div>
        <dl>
          <div>
            <dt>{words.class}</dt>
            <dd>{folder}</dd>
          </div>
          <div>
            <dt>{words.person}</dt>
            <dd />
          </div>
        </dl>
      </header>
      {chart.points.length === 0 && <p>{words.noPoints[0]}</p>}
      <Notes />
      {charts.map((drawn) => (
        <PaperChart key={drawn.title} drawn={drawn} />
      ))}
      <LimitsLine product={product} chart={chart} />
      <div class="print-columns">
        <CapabilityPanel capability={capability} product={product} />
        <div class="print-lists">
          <Alerts alerts={alerts} />
          <Causes chart={chart} />
        </div>
      </div>
      <footer>
        {words.printed(new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format())}
      </footer>
    </>
  );
}

/** A chart's title and its picture. */
function PaperChart({ drawn: { title, canvas } }: { drawn: DrawnChart }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => box.current?.replaceChildren(canvas), [canvas]);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div ref={box} />
    </figure>
  );
}

/** The lines that are drawn, of both charts; lines that differ between points are those of the mean size, if there is one. */
function drawnLines({ titles, chart, location, spread }: ShownCharts) {
  const isMean = chart.size !== undefined;
  return [
    { title: titles.location, lines: isMean ? chart : location },
    { title: titles.spread, lines: isMean ? chart.secondary : spread },
  ];
}

/** The lines of both charts as numbers, and which points are drawn. */
function LimitsLine({ product, chart: unfiltered }: { product: Product; chart: Chart }) {
  const words = texts.value;
  const shown = shownCharts();
  const { chart = unfiltered, notes } = shown ?? {};
  const subgroups = shown?.location.subgroups ?? [];
  const names = qualityTexts.value.plot;
  const lines = (shown ? drawnLines(shown) : []).flatMap(({ title, lines }) => {
    const { ucl, center, lcl } = lines;
    if (title === undefined || ucl === null || center === null || lcl === null) return [];
    const digits = digitsFor(ucl - lcl) + 1;
    return [
      `${title}: ${names.ucl} ${formatFixed(ucl, digits)}, ${names.center} ${formatFixed(center, digits)}, ${names.lcl} ${formatFixed(lcl, digits)}`,
    ];
  });
  const version = product.limits_version;
  const frozen = version === null ? productTexts.value.limitsOpen : productTexts.value.limitsFrozen(version);
  return (
    <div class="print-limits">
      <p>
        {lines.join(" · ")}
        {chart.size !== undefined && ` (${words.atMeanSize(formatFixed(chart.size, 1))})`}
      </p>
      <p>
        {!notes?.filter && `${frozen} `}
        {subgroups.length > 0 &&
          words.shownRange(subgroups[0] ?? 0, subgroups.at(-1) ?? 0, formatCount(chart.points_total))}
      </p>
    </div>
  );
}

/** Says that the charts are filtered, and what the marks of their strata mean. */
function Notes() {
  const { filter, legend = [] } = shownCharts()?.notes ?? {};
  return (
    <>
      {filter && (
        <p class="font-bold">
          {filter} {texts.value.restNotFiltered}
        </p>
      )}
      {legend.length > 0 && (
        <ul class="print-legend">
          {legend.map(({ stratum, name }) => (
            <li key={stratum}>
              <StratumMark stratum={stratum} />
              {name}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Alerts({ alerts }: { alerts: readonly AlertRecord[] }) {
  const words = texts.value;
  return (
    <section>
      <h2>{words.lastAlerts}</h2>
      {alerts.length === 0 && <p>{words.noAlerts}</p>}
      <ul>
        {alerts.slice(0, maxAlerts).map((alert) => (
          <li key={alert.id}>
            <b>{alertTitle(alert)}</b> {[formatTime(alert.created_at), alertDetails(alert)].filter(Boolean).join(" · ")}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The newest points with a cause. */
function Causes({ chart }: { chart: Chart }) {
  const words = texts.value;
  const points = chart.points.filter(({ cause }) => cause !== null).slice(-maxCauses);
  if (points.length === 0) return null;
  return (
    <section>
      <h2>{words.causes}</h2>
      <ul>
        {points.toReversed().map(({ subgroup_number, cause, excluded }) => (
          <li key={subgroup_number}>
            <b>{qualityTexts.value.subgroupOf(subgroup_number)}</b>{" "}
            {[cause, ...(excluded ? [words.excluded] : [])].join(" · ")}
          </li>
        ))}
      </ul>
    </section>
  );
}
