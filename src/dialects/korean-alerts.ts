/** Korean texts of automatic alerts: the quality app shows them unchanged. */
import type { AlertFigures } from "../domain/spc/alert.ts";
import { type AutomaticAlertType, minCapableCpk } from "../domain/spc/alerts.ts";
import type { RuleNumber } from "../domain/spc/kinds.ts";

/** The pattern of each rule; rule 1 has its own alert type. */
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

interface AlertText {
  readonly title: string;
  readonly message: string;
}

/** Returns the title and the message of an automatic alert. Each type has the figures that its text names. */
export function koreanAlertText(type: AutomaticAlertType, figures: AlertFigures): AlertText {
  const title = titleOf[type](figures);
  const { count, from_subgroup, to_subgroup } = figures;
  const isGroup = count !== undefined && from_subgroup !== undefined && to_subgroup !== undefined;
  const message = isGroup ? `${title} ${count}건 (부분군 ${from_subgroup}~${to_subgroup})` : messageOf[type](figures);
  return { title, message };
}

type TextOf = Record<AutomaticAlertType, (figures: AlertFigures) => string>;

const titleOf: TextOf = {
  OUT_OF_SPEC: () => "규격 이탈",
  OUT_OF_CONTROL: () => "관리한계 이탈",
  RUN_RULE_VIOLATION: ({ rule }) => `Run Rule ${rule} 위반`,
  LOW_CAPABILITY: () => "공정능력 부족",
};

const messageOf: TextOf = {
  OUT_OF_SPEC({ value = 0, limit = 0, sample_number, subgroup_number }) {
    const side = value > limit ? "상한" : "하한";
    return `측정값 ${format(value)}이(가) ${side} 규격 ${format(limit)}을(를) 벗어났습니다 (시료 ${sample_number}, 부분군 ${subgroup_number})`;
  },
  OUT_OF_CONTROL({ subgroup_number, value = 0, limit = 0, chart }) {
    const limits = { location: "관리한계", spread: "산포 관리한계", low: "아래쪽 누적합 관리한계" }[
      chart ?? "location"
    ];
    return `부분군 ${subgroup_number}의 값 ${format(value)}이(가) ${limits} ${format(limit)}을(를) 벗어났습니다`;
  },
  RUN_RULE_VIOLATION: ({ rule = 1, points = [] }) => `Rule ${rule}: ${patterns[rule]} (점 ${points.join(", ")})`,
  LOW_CAPABILITY: ({ cpk = 0 }) => `Cpk ${format(cpk)}이(가) ${minCapableCpk}보다 낮습니다`,
};

/** A number with six significant digits. */
const format = (value: number): string => String(Number(value.toPrecision(6)));
