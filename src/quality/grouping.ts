/** Combines the alerts of one import: one alert per cause. */
import type { AutomaticAlert } from "../store/alerts.ts";

export interface Grouping {
  add(alert: AutomaticAlert): void;
  /** One alert per cause, in the order in which the causes were first added. */
  alerts(): AutomaticAlert[];
}

interface Group {
  readonly first: AutomaticAlert;
  last: AutomaticAlert;
  count: number;
}

export function createGrouping(): Grouping {
  const groups = new Map<string, Group>();
  return {
    add(alert) {
      const key = causeOf(alert);
      const group = groups.get(key);
      if (!group) {
        groups.set(key, { first: alert, last: alert, count: 1 });
        return;
      }
      group.last = alert;
      group.count += 1;
    },
    alerts: () => Array.from(groups.values(), toAlert),
  };
}

/** The alert's type, with the limit or the rule that was violated. */
const causeOf = ({ alert_type, detail }: AutomaticAlert): string =>
  [alert_type, detail.rule, alert_type === "OUT_OF_SPEC" ? detail.limit : undefined].join("/");

function toAlert({ first, last, count }: Group): AutomaticAlert {
  const from_subgroup = first.detail.subgroup_number;
  const to_subgroup = last.detail.subgroup_number;
  if (count === 1 || from_subgroup === undefined || to_subgroup === undefined) return first;
  const { rule, limit } = first.detail;
  return {
    ...first,
    detail: {
      count,
      from_subgroup,
      to_subgroup,
      ...(rule !== undefined && { rule }),
      ...(first.alert_type === "OUT_OF_SPEC" && limit !== undefined && { limit }),
    },
  };
}
