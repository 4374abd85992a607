/** The tables of the analysis of variance, and whether the interaction was pooled. */
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import { Summary } from "../../ui/summary.tsx";
import { digitsFor, formatFixed } from "../digits.ts";
import { formatPlain } from "../numbers.ts";
import { texts } from "./texts.ts";

type Analysis = NonNullable<GaugeStudyDetails["analysis"]>;
type Rows = Analysis["anova"]["full"];

/** A p-value with three decimals; a smaller one is not written as 0. */
const formatP = (p: number | null): string => (p === null ? "" : p < 0.001 ? "< 0.001" : formatFixed(p, 3));

export function AnovaTable({ analysis: { anova }, alpha }: { analysis: Analysis; alpha: number }) {
  const words = texts.value;
  const p = anova.full.find(({ source }) => source === "interaction")?.p ?? null;
  return (
    <div class="flex flex-col gap-3">
      {p !== null && (
        <p class={anova.pooled ? "text-base text-quiet" : "text-base text-behind-ink"}>
          {(anova.pooled ? words.pooled : words.kept)(formatP(p), formatPlain(alpha))}
        </p>
      )}
      <details>
        <Summary class="cursor-pointer">{words.anovaTable}</Summary>
        <div class="flex flex-col gap-4">
          {anova.pooled && <Table label={words.anovaTable} rows={anova.pooled} />}
          {anova.pooled && <p class="text-base font-semibold">{words.withInteraction}</p>}
          <Table label={words.withInteraction} rows={anova.full} />
        </div>
      </details>
    </div>
  );
}

function Table({ label, rows }: { label: string; rows: Rows }) {
  const words = texts.value;
  const total = rows.at(-1)?.ss ?? 1;
  const digits = Math.min(6, digitsFor(total) + 2);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by keyboard if it is too wide
    <section class="overflow-x-auto" tabIndex={0} aria-label={label}>
      <table class="gauge-figures">
        <thead>
          <tr>
            <th scope="col">{words.component}</th>
            <th scope="col">{words.df}</th>
            <th scope="col">SS</th>
            <th scope="col">MS</th>
            <th scope="col">F</th>
            <th scope="col">p</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ source, df, ss, ms, f, p }) => (
            <tr key={source}>
              <th scope="row">{words.sources[source]}</th>
              <td>{df}</td>
              <td>{formatFixed(ss, digits)}</td>
              <td>{ms === null ? "" : formatFixed(ms, digits + 1)}</td>
              <td>{f === null ? "" : formatFixed(f, 2)}</td>
              <td class="whitespace-nowrap">{formatP(p)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
