/** Reads Prometheus's text format, and checks it by the rules of `promtool check metrics`. */
import { caller } from "./class.ts";

export interface Series {
  readonly name: string;
  readonly type: string | undefined;
  readonly help: string | undefined;
  /** `suffix`: `_bucket`, `_sum` or `_count` of a histogram. */
  readonly samples: readonly { readonly labels: string; readonly value: number; readonly suffix?: string }[];
}

export function parseMetrics(text: string): Map<string, Series> {
  const found = new Map<string, { name: string; type?: string; help?: string; samples: any[] }>();
  const of = (name: string) => {
    const series = found.get(name) ?? { name, samples: [] };
    found.set(name, series);
    return series;
  };
  for (const line of text.split("\n")) {
    const about = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (about) Object.assign(of(about[2] ?? ""), { [about[1] === "HELP" ? "help" : "type"]: about[3] });
    else if (sample) {
      const [, name = "", labels = "", value] = sample;
      const base = name.replace(/_(bucket|sum|count)$/, "");
      const isPart = found.get(base)?.type === "histogram";
      const suffix = isPart ? { suffix: name.slice(base.length) } : {};
      of(isPart ? base : name).samples.push({ labels, value: Number(value), ...suffix });
    } else if (line !== "") throw new Error(`no line of a metric: ${line}`);
  }
  return found as Map<string, Series>;
}

/**
 * Reads a counter or gauge of the server at `url`: the value of the series with these labels, as in `name{code="1000"}`, or
 * without labels the sum of all its series. Throws if there is none.
 */
export async function metric(url: string, token: string, name: string): Promise<number> {
  const [of = "", labels] = name.split(/[{}]/);
  const { status, body } = await caller(url)("GET", "/metrics", token);
  if (status !== 200) throw new Error(`/metrics was answered ${status}`);
  const all = parseMetrics(body).get(of)?.samples ?? [];
  const found = all.filter((sample) => labels === undefined || sample.labels === labels);
  if (found.length === 0) throw new Error(`/metrics has no ${name}`);
  return found.reduce((sum, { value }) => sum + value, 0);
}

/** Units that have a base unit, and abbreviations, which promtool objects to. */
const wrongUnits =
  /(^|_)(milliseconds?|microseconds?|nanoseconds?|minutes?|hours?|days?|ms|kilobytes?|megabytes?|kb|mb|mib|bits?|percent|celsius)(_|$)/;

/** What promtool would object to. */
export function lintMetrics(all: ReadonlyMap<string, Series>): string[] {
  return Array.from(all.values()).flatMap(({ name, type = "untyped", help, samples }) => {
    const labelNames = new Set(samples.flatMap(({ labels }) => Array.from(labels.matchAll(/(\w+)="/g), ([, l]) => l)));
    const objections: [boolean, string][] = [
      [!help, "no help text"],
      [!["counter", "gauge", "histogram"].includes(type), `the type ${type}`],
      [(type === "counter") !== name.endsWith("_total"), "counters end in _total, and nothing else does"],
      [!/^[a-z][a-z0-9_]*$/.test(name), "not in snake case"],
      [/_(count|sum|bucket|info_total)$/.test(name), "a suffix that belongs to histograms"],
      [wrongUnits.test(name), "not a base unit"],
      [name.includes(type), "its type in its name"],
      [/(^|_)(seconds|bytes)_(?!total$)/.test(name), "the unit is not the last part of the name"],
      [type === "histogram" && !/_(seconds|bytes)$/.test(name), "a histogram without a unit"],
      [Array.from(labelNames, (label) => /^[a-z][a-z0-9_]*$/.test(label ?? "")).includes(false), "a label's name"],
      [type !== "histogram" && (labelNames.has("le") || labelNames.has("quantile")), "a label of a histogram"],
      [samples.some(({ value }) => !Number.isFinite(value)), "a value that is not a number"],
      [type !== "gauge" && samples.some(({ value }) => value < 0), "a negative value"],
      [new Set(samples.map(({ labels, suffix }) => labels + suffix)).size < samples.length, "a series twice"],
      [type === "histogram" && !isHistogram(samples), "buckets that do not add up"],
    ];
    return objections.filter(([applies]) => applies).map(([, what]) => `${name}: ${what}`);
  });
}

/** Whether the buckets of each series grow up to `+Inf`, which equals the count. */
function isHistogram(samples: Series["samples"]): boolean {
  const withoutBound = (labels: string) => labels.replace(/,?le="[^"]*"/, "");
  const groups = Map.groupBy(samples, ({ labels }) => withoutBound(labels));
  return Array.from(groups.values()).every((these) => {
    const buckets = these.filter(({ suffix }) => suffix === "_bucket");
    const count = these.find(({ suffix }) => suffix === "_count")?.value;
    const grows = buckets.every(({ value }, n) => n === 0 || value >= (buckets[n - 1]?.value ?? 0));
    return grows && /le="\+Inf"/.test(buckets.at(-1)?.labels ?? "") && buckets.at(-1)?.value === count;
  });
}
