/** The result of a gauge study: the verdict in words, the components of variation, and how they were computed. */
import { useSignal } from "@preact/signals";
import type { GaugeStudyDetails } from "../../../client/gauge-api.ts";
import { gaugeVerdict, worseVerdict } from "../../../domain/spc/gauge/components.ts";
import { Summary } from "../../ui/summary.tsx";
import { digitsFor, formatFixed } from "../digits.ts";
import { percent as formatPercent } from "../numbers.ts";
import { AnovaTable } from "./anova-table.tsx";
import { texts } from "./texts.ts";

type Analysis = NonNullable<GaugeStudyDetails["analysis"]>;
const methods = ["anova", "average_range"] as const;
export type GaugeMethod = (typeof methods)[number];

const tones = { good: "text-done-ink", conditional: "text-behind-ink", poor: "text-help-ink" } as const;

export const percent = (value: number | null): string => (value === null ? "–" : formatPercent(value, 1));

interface ResultsProps {
  study: GaugeStudyDetails;
  method: GaugeMethod;
  onMethod: (method: GaugeMethod) => void;
}

export function Results({ study, method, onMethod }: ResultsProps) {
  const words = texts.value;
  const { analysis } = study;
  return (
    <section class="card-plain flex flex-col gap-4">
      <h2 class="text-xl font-bold tracking-tight">{words.result}</h2>
      {analysis ? (
        <>
          <Verdict analysis={analysis} study={study} method={method} />
          <fieldset class="no-print flex flex-wrap gap-2">
            <legend class="sr-only">{words.method}</legend>
            {methods.map((name) => (
              <label key={name} class="flex min-h-11 items-center gap-2">
                <input
                  type="radio"
                  name="gauge-method"
                  class="radio"
                  checked={method === name}
                  onChange={() => onMethod(name)}
                />
                {words.methods[name]}
              </label>
            ))}
          </fieldset>
          <ComponentsTable analysis={analysis} method={method} />
          {method === "anova" ? (
            <AnovaTable analysis={analysis} alpha={study.alpha} />
          ) : (
            <Factors analysis={analysis} />
          )}
          <p class="text-base text-quiet">{words.caveat}</p>
        </>
      ) : (
        <p class="text-quiet">{words.waiting}</p>
      )}
    </section>
  );
}

interface VerdictProps {
  analysis: Analysis;
  study: GaugeStudyDetails;
  method: GaugeMethod;
}

function Verdict({ analysis, study, method }: VerdictProps) {
  const words = texts.value;
  const { components, ndc } = analysis[method];
  const gauge = components.find(({ name }) => name === "gauge");
  const share = gauge?.of_study ?? null;
  const ofTolerance = gauge?.of_tolerance ?? null;
  const byStudy = gaugeVerdict(share);
  const byTolerance = gaugeVerdict(ofTolerance);
  // A study whose values are all equal is not judged by its tolerance either.
  const verdict = byStudy && worseVerdict(byStudy, byTolerance);
  const { parts, repeats, complete } = analysis;
  return (
    <div class="flex flex-col gap-1">
      {byStudy === null || verdict === null ? (
        <p class="text-xl font-bold">{words.noVariation}</p>
      ) : (
        <>
          <p class={`text-3xl font-extrabold tracking-tight text-balance ${tones[verdict]}`}>
            {words.verdicts[verdict]}
          </p>
          <p>{words.verdictWhy[byStudy](percent(share))}</p>
          {byTolerance && <p>{words.toleranceWhy[byTolerance](percent(ofTolerance))}</p>}
          {byTolerance && byTolerance !== byStudy && <p>{words.worseOfTwo}</p>}
        </>
      )}
      {ndc !== null && <p class={ndc < 5 ? "text-behind-ink" : ""}>{words.categories(ndc)}</p>}
      {!complete && (
        <p class="text-base text-behind-ink tabular-nums">{words.soFar(parts.length, study.parts.length, repeats)}</p>
      )}
    </div>
  );
}

function ComponentsTable({ analysis, method }: { analysis: Analysis; method: GaugeMethod }) {
  const words = texts.value;
  const { components } = analysis[method];
  const total = components.find(({ name }) => name === "total");
  const digits = digitsFor(total?.sd ?? 1) + 1;
  const hasTolerance = components.some(({ of_tolerance }) => of_tolerance !== null);
  const shares = hasTolerance
    ? (["contribution", "of_study", "of_tolerance"] as const)
    : (["contribution", "of_study"] as const);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolls by keyboard if it is too wide
    <section class="overflow-x-auto" tabIndex={0} aria-label={words.result}>
      <table class="gauge-figures">
        <thead>
          <tr>
            <th scope="col">{words.component}</th>
            <th scope="col">{words.sd}</th>
            {shares.map((share) => (
              <th key={share} scope="col">
                {words.shares[share]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {components.map((component) => (
            <tr key={component.name} class={indented.has(component.name) ? "" : "font-semibold"}>
              <th scope="row" class={indented.get(component.name) ?? ""}>
                {words.components[component.name]}
              </th>
              <td>{formatFixed(component.sd, digits)}</td>
              {shares.map((share) => (
                <td key={share}>{component[share] === null ? "–" : formatFixed(component[share], 1)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** How far the parts of a component are indented. */
const indented = new Map<string, string>([
  ["repeatability", "pl-3"],
  ["reproducibility", "pl-3"],
  ["operator", "pl-6"],
  ["interaction", "pl-6"],
]);

function Factors({ analysis: { average_range } }: { analysis: Analysis }) {
  const words = texts.value;
  const open = useSignal(false);
  return (
    <details
      open={open.value}
      onToggle={({ currentTarget }) => {
        open.value = currentTarget.open;
      }}
    >
      <Summary class="cursor-pointer">{words.factors}</Summary>
      <dl class="flex flex-col gap-1 text-base">
        {(["r_bar", "x_diff", "r_parts", "k1", "k2", "k3"] as const).map((name) => (
          <div key={name} class="flex justify-between gap-4">
            <dt class="text-quiet">{words.factorNames[name]}</dt>
            <dd class="tabular-nums">{formatFixed(average_range[name], digitsFor(average_range[name]) + 2)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
