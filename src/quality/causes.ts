/** The causes of a product's points: offered, used, and counted for a Pareto chart. */
import type { AlertDetail } from "../domain/spc/alert.ts";
import { maxCauses, maxPointsOfCause, type Pareto, type ProductCauses } from "../domain/spc/causes.ts";
import type { ParetoSource } from "../domain/spc/pareto-sources.ts";
import { nameKey } from "../domain/text.ts";
import type { BoardServices } from "./services.ts";

/** The most points with a cause, and the most alerts, that are counted: the newest. */
const maxPoints = 5000;
const maxAlerts = 2000;

export interface Causes {
  /** Throws `product_not_found`. */
  causes(product: number): ProductCauses;
  /** Sets the causes that are offered; points keep those that they have. */
  offer(product: number, causes: readonly string[]): Promise<ProductCauses>;
  pareto(product: number, source: ParetoSource): Pareto;
}

export function createCauses({ store, lanes, load, now }: BoardServices): Causes {
  function causes(product: number): ProductCauses {
    load(product);
    const offered = store.causes.offered(product);
    const keys = new Set(offered.map(nameKey));
    const used = countPoints(product).causes.flatMap(({ cause }) =>
      cause === null || keys.has(nameKey(cause)) ? [] : cause,
    );
    return { offered, used: used.slice(0, maxCauses) };
  }

  function countPoints(product: number): Pareto {
    const points = store.causes.points(product, maxPoints);
    return { source: "points", ...count(points), has_earlier: points.length === maxPoints };
  }

  function countAlerts(product: number): Pareto {
    const causeOf = new Map(
      store.causes.points(product, maxPoints).map(({ subgroup_number, cause }) => [subgroup_number, cause]),
    );
    const alerts = store.causes.alerts(product, maxAlerts);
    const items = alerts.flatMap((alert) => {
      const subgroups = subgroupsOf(alert);
      const [newest] = subgroups;
      if (newest === undefined) return [];
      const named = subgroups.find((subgroup) => causeOf.has(subgroup));
      return [{ subgroup_number: named ?? newest, cause: named === undefined ? null : (causeOf.get(named) ?? null) }];
    });
    return { source: "alerts", ...count(items), has_earlier: alerts.length === maxAlerts };
  }

  return {
    causes,
    offer: (product, offered) =>
      lanes.commit([product], () => {
        load(product);
        store.causes.offer(product, offered);
        const data = { product_id: product, change: "changed" as const };
        return { result: causes(product), events: [{ type: "product.changed", data, at: now() }] };
      }),
    pareto(product, source) {
      load(product);
      return source === "points" ? countPoints(product) : countAlerts(product);
    },
  };
}

/** The subgroups that an alert is about, newest first. */
function subgroupsOf({ subgroup_number, to_subgroup, points = [] }: AlertDetail): number[] {
  const last = subgroup_number ?? to_subgroup;
  return [...(last === undefined ? [] : [last]), ...points.toReversed()];
}

/** Counts items by cause; a cause is shown as it was spelt last. */
function count(items: readonly { subgroup_number: number; cause: string | null }[]): Pick<Pareto, "total" | "causes"> {
  const counts = new Map<string | null, Pareto["causes"][number]>();
  for (const { cause, subgroup_number } of items) {
    const key = cause === null ? null : nameKey(cause);
    const found = counts.get(key) ?? { cause, count: 0, subgroups: [] };
    const subgroups = found.subgroups.includes(subgroup_number)
      ? found.subgroups
      : [...found.subgroups, subgroup_number];
    counts.set(key, { ...found, count: found.count + 1, subgroups: subgroups.slice(0, maxPointsOfCause) });
  }
  const causes = [...counts.values()].sort(
    (a, b) => Number(a.cause === null) - Number(b.cause === null) || b.count - a.count,
  );
  return { total: items.length, causes };
}
