/** The Korean texts of automatic alerts. The quality app shows them; they are served over HTTP, too. */
import { expect, test } from "bun:test";
import { koreanAlertText } from "../../src/dialects/korean-alerts.ts";
import type { AlertFigures } from "../../src/domain/spc/alert.ts";
import type { AutomaticAlertType } from "../../src/domain/spc/alerts.ts";

const cases: [type: AutomaticAlertType, figures: AlertFigures, title: string, message: string][] = [
  [
    "OUT_OF_SPEC",
    { subgroup_number: 10, value: 10.65, limit: 10.5, sample_number: 50 },
    "규격 이탈",
    "측정값 10.65이(가) 상한 규격 10.5을(를) 벗어났습니다 (시료 50, 부분군 10)",
  ],
  [
    "OUT_OF_SPEC",
    { subgroup_number: 2, value: 0.1 + 0.2, limit: 9, sample_number: 7 },
    "규격 이탈",
    "측정값 0.3이(가) 하한 규격 9을(를) 벗어났습니다 (시료 7, 부분군 2)",
  ],
  [
    "OUT_OF_CONTROL",
    { subgroup_number: 3, value: 9.4, limit: 9.468264, chart: "location" },
    "관리한계 이탈",
    "부분군 3의 값 9.4이(가) 관리한계 9.46826을(를) 벗어났습니다",
  ],
  [
    "OUT_OF_CONTROL",
    { subgroup_number: 3, value: 1.7, limit: 0.6533, chart: "spread" },
    "관리한계 이탈",
    "부분군 3의 값 1.7이(가) 산포 관리한계 0.6533을(를) 벗어났습니다",
  ],
  [
    "RUN_RULE_VIOLATION",
    { rule: 5, points: [4, 5, 6], subgroup_number: 6 },
    "Run Rule 5 위반",
    "Rule 5: 3점 중 2점이 같은 쪽 2σ 밖 (점 4, 5, 6)",
  ],
  ["LOW_CAPABILITY", { cpk: 0.94031612 }, "공정능력 부족", "Cpk 0.940316이(가) 1.33보다 낮습니다"],
  [
    "OUT_OF_SPEC",
    { count: 12, from_subgroup: 3, to_subgroup: 40, limit: 11 },
    "규격 이탈",
    "규격 이탈 12건 (부분군 3~40)",
  ],
  [
    "RUN_RULE_VIOLATION",
    { count: 2, from_subgroup: 9, to_subgroup: 30, rule: 2 },
    "Run Rule 2 위반",
    "Run Rule 2 위반 2건 (부분군 9~30)",
  ],
];

test.each(cases)("an alert of type %s with the figures %j has its text", (type, figures, title, message) => {
  expect(koreanAlertText(type, figures)).toEqual({ title, message });
});
