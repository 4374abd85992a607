/** Alerts of one import: many of the same cause become one. */
import type { NewAlert } from "../store/alerts.ts";

export interface Grouping {
  add(alert: NewAlert): void;
  /** One alert for each cause, in the order in which the causes came. */
  alerts(): NewAlert[];
}

interface Group {
  readonly first: NewAlert;
  last: NewAlert;
  count: number;
}

export function openGrouping(): Grouping {
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

/** The kind of alert, with the limit or the rule that was broken. */
const causeOf = ({ alert_type, detail }: NewAlert): string =>
  [alert_type, detail?.rule, alert_type === "OUT_OF_SPEC" ? detail?.limit : undefined].join("/");

function toAlert({ first, last, count }: Group): NewAlert {
  const from_subgroup = first.detail?.subgroup_number;
  const to_subgroup = last.detail?.subgroup_number;
  if (count === 1 || from_subgroup === undefined || to_subgroup === undefined) return first;
  const { rule, limit } = first.detail ?? {};
  return {
    ...first,
    message: `${first.title} ${count}건 (부분군 ${from_subgroup}~${to_subgroup})`,
    detail: {
      count,
      from_subgroup,
      to_subgroup,
      ...(rule !== undefined && { rule }),
      ...(first.alert_type === "OUT_OF_SPEC" && limit !== undefined && { limit }),
    },
  };
}
