/** Reads Prometheus's text format, and checks it by the rules of `promtool check metrics`. */

export interface Series {
  readonly name: string;
  readonly type: string | undefined;
  readonly help: string | undefined;
  readonly samples: readonly { readonly labels: string; readonly value: number }[];
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
    else if (sample) of(sample[1] ?? "").samples.push({ labels: sample[2] ?? "", value: Number(sample[3]) });
    else if (line !== "") throw new Error(`no line of a metric: ${line}`);
  }
  return found as Map<string, Series>;
}

/** What promtool would object to. */
export function lintMetrics(all: ReadonlyMap<string, Series>): string[] {
  return Array.from(all.values()).flatMap(({ name, type, help, samples }) => [
    ...(help ? [] : [`${name} has no HELP`]),
    ...(type === "counter" || type === "gauge" ? [] : [`${name} has the type ${type}`]),
    ...((type === "counter") === name.endsWith("_total") ? [] : [`${name} is a ${type}: _total is for counters`]),
    ...(/[A-Z]|_(milliseconds|kilobytes|megabytes|count|sum|bucket)$/.test(name) ? [`${name}: unit or name`] : []),
    ...(samples.some(({ value }) => !Number.isFinite(value)) ? [`${name} has a value that is not a number`] : []),
    ...(type === "counter" && samples.some(({ value }) => value < 0) ? [`${name} is negative`] : []),
    ...(new Set(samples.map(({ labels }) => labels)).size === samples.length ? [] : [`${name} has a series twice`]),
  ]);
}
