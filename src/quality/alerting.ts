/** When something at the board is an alert, and in which words: those of the apps that show them as they come. */
import type { AlertDetail } from "../domain/spc/alert.ts";
import { minCapableCpk } from "../domain/spc/alerts.ts";
import type { CapabilityAnalysis } from "../domain/spc/chart.ts";
import type { RuleNumber } from "../domain/spc/kinds.ts";
import type { ControlLimits } from "../domain/spc/limits.ts";
import type { JudgedPoint } from "../domain/spc/process.ts";
import type { NewAlert } from "../store/alerts.ts";

/** What each rule is about; 1 has an alert of its own. */
const patterns: Record<RuleNumber, string> = {
  1: "3σ를 벗어난 점",
  2: "중심선 한쪽에 연속 9점",
  3: "연속 6점이 계속 증가 또는 감소",
  4: "연속 14점이 번갈아 오르내림",
  5: "3점 중 2점이 같은 쪽 2σ 밖",
  6: "5점 중 4점이 같은 쪽 1σ 밖",
  7: "연속 15점이 1σ 안",
  8: "연속 8점이 양쪽 1σ 밖",
};

/** Numbers as people read them: six digits that mean something. */
const shown = (value: number) => String(Number(value.toPrecision(6)));

/** A measurement is outside the specification; `limit` is the one it broke. */
export function outOfSpec(
  product_id: number,
  { value, subgroup_number, sample_number }: { value: number; subgroup_number: number; sample_number: number },
  { lsl, usl }: { lsl: number | null; usl: number | null },
): NewAlert {
  const above = usl !== null && value > usl;
  const limit = (above ? usl : lsl) ?? value;
  const side = above ? "상한" : "하한";
  return {
    product_id,
    alert_type: "OUT_OF_SPEC",
    priority: 4,
    title: "규격 이탈",
    message: `측정값 ${shown(value)}이(가) ${side} 규격 ${shown(limit)}을(를) 벗어났습니다 (시료 ${sample_number}, 부분군 ${subgroup_number})`,
    detail: { subgroup_number, value, limit },
  };
}

/** A point is beyond the control limits of its chart, or of the chart of the spread. */
export function outOfControl(product_id: number, point: JudgedPoint, limits: ControlLimits): NewAlert {
  const { subgroup_number } = point;
  const broken = (["location", "spread"] as const)
    .map((of) => {
      const { lcl, ucl } = of === "location" ? limits : limits.secondary;
      const value = (of === "location" ? point.value : point.secondary) ?? ucl;
      return { of, value, limit: value > ucl ? ucl : lcl, off: Math.max(value - ucl, lcl - value) };
    })
    .reduce((most, one) => (one.off > most.off && most.off <= 0 ? one : most));
  const chart = broken.of === "location" ? "관리한계" : "산포 관리한계";
  return {
    product_id,
    alert_type: "OUT_OF_CONTROL",
    priority: 3,
    title: "관리한계 이탈",
    message: `부분군 ${subgroup_number}의 값 ${shown(broken.value)}이(가) ${chart} ${shown(broken.limit)}을(를) 벗어났습니다`,
    detail: { subgroup_number, value: broken.value, limit: broken.limit },
  };
}

/** A rule from 2 on is newly broken. */
export function ruleBroken(product_id: number, { rule, points }: { rule: RuleNumber; points: number[] }): NewAlert {
  const detail: AlertDetail = { rule, points };
  const last = points.at(-1);
  return {
    product_id,
    alert_type: "RUN_RULE_VIOLATION",
    priority: 2,
    title: `Run Rule ${rule} 위반`,
    message: `Rule ${rule}: ${patterns[rule]} (점 ${points.join(", ")})`,
    detail: last === undefined ? detail : { ...detail, subgroup_number: last },
  };
}

/** The alert of a capability analysis, where its cpk is too low. */
export function lowCapability({ product_id, cpk }: Pick<CapabilityAnalysis, "product_id" | "cpk">): NewAlert[] {
  if (cpk === null || cpk >= minCapableCpk) return [];
  return [
    {
      product_id,
      alert_type: "LOW_CAPABILITY",
      priority: 2,
      title: "공정능력 부족",
      message: `Cpk ${shown(cpk)}이(가) ${minCapableCpk}보다 낮습니다`,
      detail: { cpk },
    },
  ];
}
