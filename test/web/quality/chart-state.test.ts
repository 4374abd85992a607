/** A product's state and the marks of its chart never contradict its alerts and the limits that are drawn. */
import { expect, test } from "bun:test";
import type { AlertRecord } from "../../../src/domain/spc/alert.ts";
import type { Chart, ChartPoint } from "../../../src/domain/spc/chart.ts";
import { imitateBrowser } from "../../support/imitated-browser.ts";

imitateBrowser();
const { language } = await import("../../../src/web/language.ts");
const { locationModel } = await import("../../../src/web/quality/chart/model.ts");
const { formerLimitsOf, violationTexts } = await import("../../../src/web/quality/chart/violation-texts.ts");
const { controlStateOf } = await import("../../../src/web/quality/control-state.tsx");

const point = (subgroup_number: number, value: number, more: Partial<ChartPoint> = {}): ChartPoint => ({
  subgroup_number,
  value,
  secondary: null,
  violations: [],
  is_within_control: true,
  limits_version: 0,
  measured_at: "2026-03-02T09:00:00.000Z",
  excluded: false,
  cause: null,
  ...more,
});
const chart = (points: ChartPoint[]): Chart => ({
  product_id: 1,
  chart: "i-mr",
  spec: { lsl: null, usl: null, target: null },
  center: 10,
  ucl: 10.43,
  lcl: 9.57,
  secondary: { center: null, ucl: null, lcl: null },
  sigma_within: null,
  estimator: "MR-bar/d2",
  limits_version: null,
  points,
  points_total: points.length,
  filling: null,
});
const beyond = { violations: [1] as ChartPoint["violations"], is_within_control: false };
const view = { width: 50, end: 50 };

test("a process with open alerts or an unstable one is not shown as in control", () => {
  const calm = chart([point(1, 10)]);
  expect(controlStateOf(calm, { openAlerts: 0 })).toBe("in");
  expect(controlStateOf(calm, { openAlerts: 2 })).toBe("alerts");
  expect(controlStateOf(calm, { openAlerts: 2, isStable: false })).toBe("unstable");
  expect(controlStateOf(chart([point(1, 11, beyond)]), { openAlerts: 1, isStable: false })).toBe("out");
  expect(controlStateOf(undefined, { openAlerts: 1 })).toBe("waiting");
});

test("a point beyond a limit that has moved since has another mark, and its text names that limit", () => {
  const moved = point(2, 10.4, beyond);
  const shown = chart([point(1, 11, beyond), moved]);
  expect(locationModel(shown, view).marks.map(({ kind }) => kind)).toEqual(["limit", "former"]);
  const alert = { alert_type: "OUT_OF_CONTROL", detail: { subgroup_number: 2, value: 10.4, limit: 10.3611 } };
  const limits = formerLimitsOf([alert as AlertRecord]);
  language.value = "en";
  expect(violationTexts(shown, moved, limits)).toEqual(["Beyond the limit at the time (10.3611)"]);
  expect(violationTexts(shown, moved, new Map())).toEqual(["Beyond the limit at the time"]);
  expect(violationTexts(shown, point(1, 11, beyond), limits)).toEqual(["Beyond a limit"]);
});
