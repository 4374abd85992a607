/** Process capability: the verdict in words, the indices, the histogram, and further figures. */
import type { CurrentCapability } from "../../../client/quality-api.ts";
import { verdictOf } from "../../../domain/spc/capability.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { digitsFor, formatFixed } from "../digits.ts";
import { formatCount, withUnit } from "../numbers.ts";
import { verdictTones } from "../verdict-tones.ts";
import { CountCapability } from "./count-capability.tsx";
import { Histogram } from "./histogram.tsx";
import { texts } from "./texts.ts";

interface PanelProps {
  /** `null`: too few values; `undefined`: not loaded yet. */
  capability: CurrentCapability | null | undefined;
  product: Product;
}

export function CapabilityPanel({ capability, product }: PanelProps) {
  const words = texts.value;
  const hasSpec = product.lsl !== null || product.usl !== null;
  return (
    <section class="card-plain flex flex-col gap-4">
      <h2 class="text-xl font-bold tracking-tight">{words.capability}</h2>
      {!capability ? (
        <p class="min-h-7 text-quiet">{capability === null && words.tooFew}</p>
      ) : (
        <>
          <Judgement capability={capability} hasSpec={hasSpec} />
          {capability.counts ? (
            <CountCapability counts={capability.counts} product={product} />
          ) : (
            <>
              {hasSpec && <Indices capability={capability} />}
              <Histogram bins={capability.histogram} product={product} mean={capability.mean} />
              <Figures capability={capability} unit={product.unit} hasSpec={hasSpec} />
            </>
          )}
        </>
      )}
    </section>
  );
}

/** The verdict, what speaks against it, and the range of the figures. */
function Judgement({ capability, hasSpec }: { capability: CurrentCapability; hasSpec: boolean }) {
  const words = texts.value;
  const verdict = verdictOf(capability);
  return (
    <div>
      {hasSpec ? (
        <p class={`text-3xl font-extrabold tracking-tight ${verdict ? verdictTones[verdict] : ""}`}>
          {verdict ? words.verdict[verdict] : words.noVerdict}
        </p>
      ) : (
        !capability.counts && <p class="text-base">{words.noSpecification}</p>
      )}
      {verdict === "insufficient" && <p class="mt-1 text-base text-quiet">{words.insufficient}</p>}
      {!capability.is_stable && (
        <p class="mt-1 text-base text-behind-ink">
          {words.unstable(capability.signals, capability.points, capability.expected_signals)}
          {hasSpec && ` ${words.unstableIndices}`}
        </p>
      )}
      <p class="mt-1 text-base text-quiet tabular-nums">
        {words.analyzed(capability.range.from_subgroup, capability.range.to_subgroup)}
        {capability.range.limits_version !== null && ` ${words.analyzedPhase}`}
      </p>
      {capability.short_subgroups.length > 0 && (
        <p class="mt-1 text-base text-behind-ink">{words.shortSubgroups(capability.short_subgroups)}</p>
      )}
    </div>
  );
}

function Indices({ capability }: { capability: CurrentCapability }) {
  const words = texts.value;
  return (
    <dl class="grid grid-cols-4 gap-x-3 text-center">
      {(["cp", "cpk", "pp", "ppk"] as const).map((index) => (
        <div key={index} class="flex flex-col-reverse">
          <dt class="text-base text-quiet">{words.indices[index]}</dt>
          <dd class="text-2xl font-bold tabular-nums">
            {capability[index] === null ? "–" : formatFixed(capability[index], 2)}
            {capability.intervals[index] && (
              <span class="block text-sm font-normal text-quiet" title={words.interval}>
                {`${formatFixed(capability.intervals[index].lower, 2)} – ${formatFixed(capability.intervals[index].upper, 2)}`}
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FiguresProps {
  capability: CurrentCapability;
  unit: string | null;
  hasSpec: boolean;
}

function Figures({ capability, unit, hasSpec }: FiguresProps) {
  const words = texts.value;
  const { count, mean, sigma_within, sigma_overall, estimator, expected_ppm } = capability;
  const digits = digitsFor((sigma_overall ?? Math.abs(mean)) * 4) + 1;
  const rows: [string, string][] = [
    [words.values, formatCount(count)],
    [words.mean, withUnit(formatFixed(mean, digits), unit)],
    [words.sigmaWithin(estimator), sigma_within === null ? "–" : withUnit(formatFixed(sigma_within, digits + 1), unit)],
    [words.sigmaOverall, sigma_overall === null ? "–" : withUnit(formatFixed(sigma_overall, digits + 1), unit)],
    ...(hasSpec
      ? [
          [words.ppmWithin, ppm(expected_ppm.within)] as [string, string],
          [words.ppmOverall, ppm(expected_ppm.overall)] as [string, string],
        ]
      : []),
  ];
  return (
    <dl class="flex flex-col gap-1 text-base">
      {rows.map(([name, value]) => (
        <div key={name} class="flex justify-between gap-4">
          <dt class="text-quiet">{name}</dt>
          <dd class="whitespace-nowrap tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Formats parts per million; small numbers get decimals, so that they differ from 0. */
const ppm = (value: number | null): string =>
  value === null
    ? "–"
    : value >= 10
      ? formatCount(Math.round(value))
      : value < 0.001
        ? "< 0.001"
        : formatFixed(value, 3);
