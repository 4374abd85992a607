/** Groups alerts that have the same cause, so that a process out of control is one entry and not one for each point. */
import type { AlertRecord } from "../../domain/spc/alert.ts";

/** Alerts of one product with the same type, limit or rule, and status; newest first, at least one. */
export interface AlertGroup {
  readonly cause: string;
  readonly newest: AlertRecord;
  readonly alerts: readonly AlertRecord[];
}

/** Keeps the order of the alerts: a group is where its first alert is. */
export function groupByCause(alerts: readonly AlertRecord[]): AlertGroup[] {
  const groups = new Map<string, { newest: AlertRecord; alerts: AlertRecord[] }>();
  for (const alert of alerts) {
    const cause = causeOf(alert);
    const group = groups.get(cause);
    if (group) group.alerts.push(alert);
    else groups.set(cause, { newest: alert, alerts: [alert] });
  }
  return Array.from(groups, ([cause, group]) => ({ cause, ...group }));
}

/** Computes an alert's cause. Each alert that a person wrote is a separate cause. */
function causeOf({ id, product_id, alert_type, status, detail }: AlertRecord): string {
  if (alert_type === "CUSTOM") return `alert/${id}`;
  return [product_id, alert_type, alert_type === "OUT_OF_SPEC" ? detail?.limit : detail?.rule, status].join("/");
}

/** How often the cause occurred, and in which subgroups. */
export interface Occurrences {
  readonly count: number;
  /** The first and the last subgroup; `undefined` if the alerts are not about subgroups. */
  readonly subgroups: readonly [first: number, last: number] | undefined;
}

export function occurrencesOf({ alerts }: AlertGroup): Occurrences {
  const subgroups = alerts.flatMap(({ detail }) => {
    const { from_subgroup, to_subgroup, subgroup_number, points = [] } = detail ?? {};
    return [from_subgroup, to_subgroup, subgroup_number, ...points].filter((subgroup) => subgroup !== undefined);
  });
  return {
    count: alerts.reduce((sum, { detail }) => sum + (detail?.count ?? 1), 0),
    subgroups: subgroups.length > 0 ? [Math.min(...subgroups), Math.max(...subgroups)] : undefined,
  };
}
