/** Measures servers in turns, so that other load on the machine affects all of them alike, and prints the figures. */

/**
 * `before` is another checkout (`--against`); `durable` saves before it publishes; `bare` saves nothing. The last two are
 * servers of others (`peers.ts`).
 */
const contestants = ["lectern", "before", "durable", "bare", "ws", "socket.io"] as const;
export type Contestant = (typeof contestants)[number];

/** A line of the result: a figure of each server, and Lectern's share of the control's and of the other checkout's. */
export interface Row {
  readonly measured: string;
  readonly cells: { readonly [C in Contestant]?: string };
  readonly ratio?: string;
  readonly byBefore?: string;
}

/** What one round of one server took. */
export interface Taken {
  /** Wall time. */
  readonly seconds: number;
  /** CPU time of the server's process, in seconds; NaN if the system does not report it. */
  readonly cpu: number;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export const figure = (value: number): string =>
  Number.isNaN(value)
    ? "-"
    : Math.abs(value) < 100
      ? String(Number(value.toPrecision(3)))
      : Math.round(value).toLocaleString("en");

/** Runs `rounds` rounds of every server, in an order that changes, after two rounds that do not count. */
export async function inTurns<C extends Contestant>(
  contestants: readonly C[],
  rounds: number,
  run: (contestant: C) => Promise<Taken>,
): Promise<Map<C, Taken[]>> {
  const taken = new Map<C, Taken[]>(contestants.map((name) => [name, []]));
  for (let round = -2; round < rounds; round++) {
    for (const name of round % 2 === 0 ? contestants : contestants.toReversed()) {
      const one = await run(name);
      if (round >= 0) taken.get(name)?.push(one);
    }
  }
  return taken;
}

/** The rows of a measurement: how many units a second, and CPU per unit. A ratio is the median of those of the rounds. */
export function rowsOf(
  measured: string,
  units: number,
  taken: ReadonlyMap<Contestant, readonly Taken[]>,
  control: Contestant,
): Row[] {
  const row = (measured: string, of: (one: Taken) => number): Row => {
    const ours = taken.get("lectern") ?? [];
    const ratioTo = (other: Contestant) => {
      const theirs = taken.get(other);
      return theirs ? median(ours.map((one, n) => of(one) / of(theirs[n] ?? one))).toFixed(2) : "";
    };
    const cells = Object.fromEntries(Array.from(taken, ([name, all]) => [name, figure(median(all.map(of)))]));
    return { measured, cells, ratio: ratioTo(control), byBefore: ratioTo("before") };
  };
  return [
    row(`${measured}, a second`, ({ seconds }) => units / seconds),
    row("  CPU of the server for each, µs", ({ cpu }) => (cpu * 1e6) / units),
  ];
}

export function print(rows: readonly Row[]): void {
  const shown = contestants.filter((name) => rows.some(({ cells }) => cells[name] !== undefined));
  const width = Math.max(...rows.map(({ measured }) => measured.length));
  const line = (measured: string, cells: readonly string[]) =>
    console.log(measured.padEnd(width), ...cells.map((cell) => cell.padStart(10)));
  const isCompared = shown.includes("before");
  line("", [...shown, "ratio", ...(isCompared ? ["by before"] : [])]);
  for (const { measured, cells, ratio = "", byBefore = "" } of rows) {
    line(measured, [...shown.map((name) => cells[name] ?? ""), ratio, ...(isCompared ? [byBefore] : [])]);
  }
}
