import { expect, test } from "bun:test";
import type { AlertQuery } from "../../../src/client/quality-api.ts";
import type { AlertRecord } from "../../../src/domain/spc/alert.ts";
import type { AlertStatus } from "../../../src/domain/spc/alerts.ts";
import { groupByCause, occurrencesOf } from "../../../src/web/quality/alert-groups.ts";
import { acknowledgeAll, changeAlerts } from "../../../src/web/quality/change-alerts.ts";

const alert = (id: number, status: AlertStatus = "OPEN"): AlertRecord => ({
  id,
  product_id: 1,
  product_code: "P",
  product_name: "Product",
  alert_type: "OUT_OF_CONTROL",
  priority: 3,
  title: "",
  message: "",
  status,
  created_at: "2026-03-02T09:00:00.000Z",
  detail: null,
  acknowledged_at: null,
  resolved_at: null,
});

/** The board's endpoints over alerts in memory; alerts with ids in `failing` cannot be changed. */
function testApi(alerts: AlertRecord[], failing: readonly number[] = []) {
  return {
    alerts: async ({ status, limit, before }: AlertQuery) =>
      alerts.filter((one) => one.id < Number(before) && one.status === status).slice(0, Number(limit)),
    changeAlert: async (id: number, status: AlertStatus) => {
      if (failing.includes(id)) throw new Error(`alert ${id}`);
      const index = alerts.findIndex((one) => one.id === id);
      const changed = { ...alert(id), status };
      alerts[index] = changed;
      return changed;
    },
  };
}

const newestFirst = (count: number) => Array.from({ length: count }, (_, n) => alert(count - n));

test("all open alerts are acknowledged, also those on further pages, but none that is newer than what was seen", async () => {
  const alerts = newestFirst(250);
  await acknowledgeAll(testApi(alerts), { newest: 248 });
  expect(alerts.filter(({ status }) => status === "OPEN").map(({ id }) => id)).toEqual([250, 249]);
});

test("an alert that cannot be changed does not stop the others, and the error is reported", async () => {
  const alerts = newestFirst(9);
  await expect(changeAlerts(testApi(alerts, [8]), [...alerts], { status: "RESOLVED" })).rejects.toThrow("alert 8");
  expect(alerts.filter(({ status }) => status === "OPEN").map(({ id }) => id)).toEqual([8]);
});

test("all are acknowledged on every page although one cannot be changed, and its error is reported", async () => {
  const alerts = newestFirst(250);
  await expect(acknowledgeAll(testApi(alerts, [240, 30]), { newest: 250 })).rejects.toThrow("alert 240");
  expect(alerts.filter(({ status }) => status === "OPEN").map(({ id }) => id)).toEqual([240, 30]);
});

const withDetail = (id: number, more: Partial<AlertRecord>): AlertRecord => ({ ...alert(id), ...more });

test("alerts with the same product, type, rule or limit, and status are one group, where the newest is", () => {
  const spec = (id: number, limit: number) =>
    withDetail(id, { alert_type: "OUT_OF_SPEC", detail: { subgroup_number: id, value: 9, limit } });
  const rule = (id: number, number: 2 | 3) =>
    withDetail(id, { alert_type: "RUN_RULE_VIOLATION", detail: { rule: number, points: [id - 1, id] } });
  const note = (id: number) => withDetail(id, { alert_type: "CUSTOM" });
  const alerts = [
    ...[spec(20, 8), rule(19, 2), spec(18, 1), spec(17, 8), rule(16, 3), rule(15, 2), note(14), note(13)],
    ...[
      { ...spec(12, 8), status: "ACKNOWLEDGED" as const },
      { ...spec(11, 8), product_id: 2 },
    ],
  ];
  expect(groupByCause(alerts).map((group) => group.alerts.map(({ id }) => id))).toEqual([
    ...[[20, 17], [19, 15], [18], [16], [14], [13]],
    ...[[12], [11]],
  ]);
  const occurrences = groupByCause(alerts).map(occurrencesOf);
  expect(occurrences.slice(0, 2)).toEqual([
    { count: 2, subgroups: [17, 20] },
    { count: 2, subgroups: [14, 19] },
  ]);
});

test("an alert that combines several of an import counts as all of them", () => {
  const imported = withDetail(1, { detail: { count: 40, from_subgroup: 3, to_subgroup: 90 } });
  const [group] = groupByCause([withDetail(2, { detail: { subgroup_number: 95 } }), imported]);
  expect(group && occurrencesOf(group)).toEqual({ count: 41, subgroups: [3, 95] });
});
