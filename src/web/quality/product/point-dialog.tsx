/** Dialog of one point: its values, who measured them and when, its cause, action and note; exclude or restore it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { QualityApi } from "../../../client/quality-api.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { PointChange, PointDetails } from "../../../domain/spc/point.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Loading, Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { texts as chartTexts } from "../chart/texts.ts";
import { formatTime } from "../format-time.ts";
import { formatPlain, withUnit } from "../numbers.ts";
import { ruleNames } from "../rule-names.ts";
import { tagTexts } from "../tag-name.ts";
import { texts as qualityTexts } from "../texts.ts";
import { PointForm } from "./point-form.tsx";
import { PointHistory } from "./point-history.tsx";
import { texts } from "./texts.ts";

interface PointProps {
  api: QualityApi;
  product: Product;
  chart: Chart;
  subgroup: number;
  /** Whether the caller may exclude and annotate it. */
  writes: boolean;
  /** Called to start a new phase at this point. */
  onPhase: () => void;
  onClose: () => void;
}

/** Open while it is rendered. */
export function PointDialog({ api, product, chart, subgroup, writes, onPhase, onClose }: PointProps) {
  const point = useSignal<PointDetails | undefined>(undefined);
  const { busy, problem, attempt } = useAttempt();
  useEffect(() => {
    void attempt(async () => {
      point.value = await api.point(product.id, subgroup);
    });
  }, [subgroup]);
  const change = (to: PointChange) =>
    void attempt(async () => {
      point.value = await api.changePoint(product.id, subgroup, to);
    });
  return (
    <Dialog title={qualityTexts.value.subgroupOf(subgroup)} onClose={onClose}>
      {point.value ? (
        <>
          <Facts point={point.value} product={product} chart={chart} />
          {writes && (
            <PointForm
              key={subgroup}
              api={api}
              product={product.id}
              point={point.value}
              busy={busy.value}
              onChange={change}
            />
          )}
          <PointHistory history={point.value.history} />
        </>
      ) : (
        !problem.value && <Loading />
      )}
      {problem.value && <Problem says={problem.value} />}
      <div class="flex flex-wrap justify-end gap-3">
        {writes && (
          <button type="button" class="btn btn-lg" onClick={onPhase}>
            {texts.value.newPhaseHere}
          </button>
        )}
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.close}
        </button>
      </div>
    </Dialog>
  );
}

/** What was measured, and how it was judged. */
function Facts({ point, product, chart }: { point: PointDetails; product: Product; chart: Chart }) {
  const words = texts.value;
  const { value, secondary, excluded, cause, violations, is_within_control, measurements } = point;
  const state = excluded
    ? chartTexts.value.excludedFor(cause)
    : ruleNames(violations).join(", ") || qualityTexts.value.control[is_within_control ? "in" : "out"];
  const rows: [string, string | null][] = [
    [chartTexts.value.location[chart.chart], withUnit(formatPlain(value), product.unit)],
    [
      chartTexts.value.spread[chart.chart] || "–",
      secondary === null ? null : withUnit(formatPlain(secondary), product.unit),
    ],
    [chartTexts.value.state, state],
    [words.pointCause, excluded ? null : cause],
    [words.pointAction, point.action],
    [words.pointNote, point.note],
  ];
  return (
    <>
      <dl class="flex flex-col gap-1">
        {rows.map(([name, text]) =>
          text === null ? null : (
            <div key={name} class="flex justify-between gap-4">
              <dt class="shrink-0 text-quiet">{name}</dt>
              <dd class="min-w-0 text-right tabular-nums [overflow-wrap:anywhere]">{text}</dd>
            </div>
          ),
        )}
      </dl>
      <ul class="flex max-h-48 flex-col overflow-y-auto border-y border-base-300 py-2" aria-label={words.values}>
        {measurements.map(({ id, measurement_value, measured_at, measured_by_name, note, tags }) => (
          <li key={id} class="flex flex-wrap items-baseline gap-x-3 tabular-nums">
            <span class="text-xl font-semibold">{formatPlain(measurement_value)}</span>
            <span class="text-base text-quiet">
              {[formatTime(measured_at), measured_by_name, ...tagTexts(tags), note].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
