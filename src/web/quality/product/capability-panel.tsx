/** How capable the process is: the verdict first, in words, then the numbers, then the histogram. */
import type { CurrentCapability } from "../../../client/quality-api.ts";
import { type CapabilityVerdict, capabilityVerdict } from "../../../domain/spc/capability.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { text } from "../../messages/index.ts";
import { counted, digitsFor, fixed } from "../numbers.ts";
import { Histogram } from "./histogram.tsx";

const tones: Record<CapabilityVerdict, string> = {
  capable: "text-done-ink",
  marginal: "text-behind-ink",
  not_capable: "text-help-ink",
};

interface PanelProps {
  /** `null`: too few values; `undefined`: not read yet. */
  capability: CurrentCapability | null | undefined;
  product: Product;
}

/** Where there are too few values, the sentence that says so. */
export function CapabilityPanel({ capability, product }: PanelProps) {
  const words = text.value.quality;
  const verdict = capability ? capabilityVerdict(capability.cpk) : null;
  return (
    <section class="card-plain flex flex-col gap-4">
      <h2 class="text-xl font-bold tracking-tight">{words.capability}</h2>
      {!capability ? (
        <p class="min-h-7 text-quiet">{capability === null && words.tooFew}</p>
      ) : (
        <>
          <div>
            <p class={`text-3xl font-extrabold tracking-tight ${verdict ? tones[verdict] : ""}`}>
              {verdict ? words.verdict[verdict] : words.noVerdict}
            </p>
            {!capability.is_stable && <p class="mt-1 text-base text-behind-ink">{words.indicative}</p>}
          </div>
          <dl class="grid grid-cols-4 gap-x-3 text-center">
            {(["cp", "cpk", "pp", "ppk"] as const).map((index) => (
              <div key={index} class="flex flex-col-reverse">
                <dt class="text-base text-quiet">{words.indices[index]}</dt>
                <dd class="text-2xl font-bold tabular-nums">
                  {capability[index] === null ? "–" : fixed(capability[index], 2)}
                </dd>
              </div>
            ))}
          </dl>
          <Histogram bins={capability.histogram} product={product} mean={capability.mean} />
          <Figures capability={capability} />
        </>
      )}
    </section>
  );
}

function Figures({ capability }: { capability: CurrentCapability }) {
  const words = text.value.quality;
  const { count, mean, sigma_within, sigma_overall, estimator } = capability;
  const digits = digitsFor((sigma_overall ?? Math.abs(mean)) * 4) + 1;
  const rows: [string, string][] = [
    [words.values, counted(count)],
    [words.mean, fixed(mean, digits)],
    [words.sigmaWithin(estimator), sigma_within === null ? "–" : fixed(sigma_within, digits + 1)],
    [words.sigmaOverall, sigma_overall === null ? "–" : fixed(sigma_overall, digits + 1)],
  ];
  return (
    <dl class="flex flex-col gap-1 text-base">
      {rows.map(([name, value]) => (
        <div key={name} class="flex justify-between gap-4">
          <dt class="text-quiet">{name}</dt>
          <dd class="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
