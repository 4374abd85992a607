/** The charts' data as a table, for screen readers and for reading exact numbers. */
import { useSignal } from "@preact/signals";
import type { Chart, ChartPoint } from "../../../domain/spc/chart.ts";
import { chartTypes } from "../../../domain/spc/charts/index.ts";
import { memo } from "../../ui/memo.ts";
import { Summary } from "../../ui/summary.tsx";
import { formatFixed } from "../digits.ts";
import { formatTime } from "../format-time.ts";
import { formatPlain } from "../numbers.ts";
import { texts as qualityTexts } from "../texts.ts";
import { LinesTable } from "./lines-table.tsx";
import { moreColumns } from "./more-columns.ts";
import { texts } from "./texts.ts";
import { type FormerLimits, violationTexts } from "./violation-texts.ts";

interface TableProps {
  chart: Chart;
  points: readonly ChartPoint[];
  limits: FormerLimits;
  digits: number;
  spreadDigits: number;
  /** The chosen points, by their subgroups; `undefined` if none can be chosen. */
  picked: ReadonlySet<number> | undefined;
  /** Called with the subgroup of a point that is pressed. */
  onSelect: (subgroup: number) => void;
}

/** Folded at first; its rows, newest first, are rendered only while it is open. */
export function ChartTable({ chart, points, limits, digits, spreadDigits, picked, onSelect }: TableProps) {
  const words = texts.value;
  const open = useSignal(false);
  const { second } = chartTypes[chart.chart];
  const more = open.value ? moreColumns(chart, points, digits) : [];
  return (
    <details
      class="rounded-box bg-base-100 ring-1 ring-base-300"
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <Summary class="px-5">{qualityTexts.value.asTable}</Summary>
      {open.value && (
        <section
          class="max-h-96 overflow-auto px-5 pb-5"
          aria-label={qualityTexts.value.asTable}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too
          tabIndex={0}
        >
          <CurrentLines chart={chart} digits={digits} spreadDigits={spreadDigits} />
          <table class="sheet-table">
            <caption class="sr-only">{words.points}</caption>
            <thead>
              <tr>
                <th scope="col">{words.subgroup}</th>
                <th scope="col" class="number">
                  {words.location[chart.chart]}
                </th>
                {second && (
                  <th scope="col" class="number">
                    {words.spread[chart.chart]}
                  </th>
                )}
                {more.map(({ name }) => (
                  <th key={name} scope="col" class="number">
                    {name}
                  </th>
                ))}
                <th scope="col">{words.state}</th>
                <th scope="col">{words.at}</th>
              </tr>
            </thead>
            <tbody>
              {points.toReversed().map((point, n) => (
                <Row
                  key={point.subgroup_number}
                  point={point}
                  second={second !== null}
                  more={more.map(({ cells }) => cells[points.length - 1 - n] ?? "").join("\n")}
                  violations={violationTexts(chart, point, limits).join(", ")}
                  digits={digits}
                  spreadDigits={spreadDigits}
                  isPicked={picked?.has(point.subgroup_number)}
                  onSelect={onSelect}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

interface RowProps {
  point: ChartPoint;
  /** The violated rules in words; empty if there are none. */
  violations: string;
  /** Whether there is a second chart. */
  second: boolean;
  /** The cells of further columns, on a line each. */
  more: string;
  digits: number;
  spreadDigits: number;
  isPicked: boolean | undefined;
  onSelect: (subgroup: number) => void;
}

const Row = memo(
  ({ point, violations, second, more, digits, spreadDigits, isPicked, onSelect }: RowProps) => {
    const words = qualityTexts.value;
    const out = !point.is_within_control && !point.violations.includes(1);
    const state = point.excluded
      ? texts.value.excludedFor(point.cause)
      : [out && words.control.out, violations].filter(Boolean).join(", ") || words.control.in;
    return (
      <tr>
        <th scope="row" class="tabular-nums">
          <button
            type="button"
            class={`btn min-h-11 px-3 ${isPicked ? "btn-primary" : "btn-ghost"}`}
            aria-pressed={isPicked}
            title={texts.value.pointOf(point.subgroup_number)}
            onClick={() => onSelect(point.subgroup_number)}
          >
            {point.subgroup_number}
          </button>
        </th>
        <td class="number">{formatFixed(point.value, digits + 1)}</td>
        {second && (
          <td class="number">{point.secondary === null ? "–" : formatFixed(point.secondary, spreadDigits + 1)}</td>
        )}
        {more !== "" &&
          more.split("\n").map((cell, n) => (
            <td key={n} class="number whitespace-nowrap">
              {cell}
            </td>
          ))}
        <td>{state}</td>
        <td class="whitespace-nowrap tabular-nums">{formatTime(point.measured_at)}</td>
      </tr>
    );
  },
  (a, b) =>
    a.point === b.point &&
    a.isPicked === b.isPicked &&
    a.violations === b.violations &&
    a.more === b.more &&
    a.digits === b.digits &&
    a.spreadDigits === b.spreadDigits,
);

/** The lines of the current limits, and those of the specification. */
function CurrentLines({ chart, digits, spreadDigits }: Pick<TableProps, "chart" | "digits" | "spreadDigits">) {
  const { second, counts } = chartTypes[chart.chart];
  const line = (value: number | null, digits: number) => (value === null ? "–" : formatFixed(value, digits + 1));
  const ofSecond = (text: string) => (second ? text : undefined);
  return (
    <div class="mb-4">
      <LinesTable
        caption={<caption class="sr-only">{texts.value.lines}</caption>}
        chart={chart.chart}
        rows={[
          ...(["ucl", "center", "lcl"] as const).map(
            (which) =>
              [which, line(chart[which], digits), ofSecond(line(chart.secondary[which], spreadDigits))] as const,
          ),
          ...(counts ? [] : (["usl", "target", "lsl"] as const)).map(
            (which) =>
              [which, chart.spec[which] === null ? "–" : formatPlain(chart.spec[which]), ofSecond("–")] as const,
          ),
        ]}
      />
    </div>
  );
}
