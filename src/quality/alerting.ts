/** Decides when something at the board raises an alert. */
import type { AlertFigures } from "../domain/spc/alert.ts";
import { minCapableCpk } from "../domain/spc/alerts.ts";
import type { CapabilityAnalysis } from "../domain/spc/chart.ts";
import { chartTypes } from "../domain/spc/charts/index.ts";
import type { ControlLimits, Limits } from "../domain/spc/control-limits.ts";
import type { RuleNumber } from "../domain/spc/kinds.ts";
import { drawnOf, limitsAt } from "../domain/spc/limits.ts";
import type { Design, JudgedPoint } from "../domain/spc/process.ts";
import type { AutomaticAlert } from "../store/alerts.ts";

/** Returns the alert of a measurement outside the specification. */
export function outOfSpecAlert(
  product_id: number,
  { value, subgroup_number, sample_number }: { value: number; subgroup_number: number; sample_number: number },
  { lsl, usl }: { lsl: number | null; usl: number | null },
): AutomaticAlert {
  const isAbove = usl !== null && value > usl;
  const limit = (isAbove ? usl : lsl) ?? value;
  return {
    product_id,
    alert_type: "OUT_OF_SPEC",
    priority: 4,
    detail: { subgroup_number, value, limit, sample_number },
  };
}

/** Returns the alert of a point beyond the limits of its location or spread chart; of both, the location chart's. */
export function outOfControlAlert(
  product_id: number,
  point: JudgedPoint,
  { limits, design }: { limits: ControlLimits; design: Design },
): AutomaticAlert {
  const { subgroup_number } = point;
  const { second } = chartTypes[design.chart];
  const { secondary: secondLines, ...lines } = limitsAt(design, limits, point);
  const drawn = drawnOf(design, point);
  const exceeded = (chart: "location" | "spread" | "low", { ucl, lcl }: Limits, value: number) => ({
    ...{ chart, value, limit: value > ucl ? ucl : lcl },
    excess: Math.max(value - ucl, lcl - value),
  });
  const location = exceeded("location", lines, drawn.value);
  const other = second && secondLines && exceeded(second, secondLines, drawn.secondary ?? secondLines.ucl);
  const { chart, value, limit } = other && location.excess <= 0 && other.excess > location.excess ? other : location;
  return {
    product_id,
    alert_type: "OUT_OF_CONTROL",
    priority: 3,
    detail: { subgroup_number, value, limit, chart },
  };
}

/** Returns the alert of a new violation of one of the rules 2 to 8. */
export function ruleAlert(
  product_id: number,
  { rule, points }: { rule: RuleNumber; points: number[] },
): AutomaticAlert {
  const detail: AlertFigures = { rule, points };
  const last = points.at(-1);
  return {
    product_id,
    alert_type: "RUN_RULE_VIOLATION",
    priority: 2,
    detail: last === undefined ? detail : { ...detail, subgroup_number: last },
  };
}

/** Returns the alert of a capability analysis whose cpk is below `minCapableCpk`, if it is. */
export function capabilityAlert({
  product_id,
  cpk,
}: Pick<CapabilityAnalysis, "product_id" | "cpk">): AutomaticAlert | undefined {
  if (cpk === null || cpk >= minCapableCpk) return undefined;
  return { product_id, alert_type: "LOW_CAPABILITY", priority: 2, detail: { cpk } };
}
