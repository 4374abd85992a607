/** Texts of the control charts. */
import { count, defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  location: {
    "i-mr": { ko: "개별값 (I)", en: "Single values (I)" },
    "xbar-r": { ko: "부분군 평균 (X-bar)", en: "Subgroup means (X-bar)" },
    "xbar-s": { ko: "부분군 평균 (X-bar)", en: "Subgroup means (X-bar)" },
    p: { ko: "부적합품률 (p)", en: "Share defective (p)" },
    np: { ko: "부적합품 수 (np)", en: "Number defective (np)" },
    c: { ko: "결점 수 (c)", en: "Number of defects (c)" },
    u: { ko: "단위당 결점 수 (u)", en: "Defects per unit (u)" },
    ewma: { ko: "가중이동평균 (EWMA)", en: "Moving average (EWMA)" },
    cusum: { ko: "위쪽 누적합 (C⁺)", en: "Sum upwards (C⁺)" },
  },
  spread: {
    "i-mr": { ko: "이동범위 (MR)", en: "Moving range (MR)" },
    "xbar-r": { ko: "범위 (R)", en: "Range (R)" },
    "xbar-s": { ko: "표준편차 (S)", en: "Standard deviation (S)" },
    p: { ko: "", en: "" },
    np: { ko: "", en: "" },
    c: { ko: "", en: "" },
    u: { ko: "", en: "" },
    ewma: { ko: "산포", en: "Spread" },
    cusum: { ko: "아래쪽 누적합 (C⁻)", en: "Sum downwards (C⁻)" },
  },
  spreadShort: {
    "i-mr": { ko: "MR", en: "MR" },
    "xbar-r": { ko: "R", en: "R" },
    "xbar-s": { ko: "S", en: "S" },
    p: { ko: "", en: "" },
    np: { ko: "", en: "" },
    c: { ko: "", en: "" },
    u: { ko: "", en: "" },
    ewma: { ko: "산포", en: "Spread" },
    cusum: { ko: "C⁻", en: "C⁻" },
  },
  size: { ko: "크기 (n)", en: "Size (n)" },
  ownValue: { ko: "측정값", en: "Value" },
  ownValueOf: { ko: (value: string) => `측정값 ${value}`, en: (value) => `value ${value}` },
  ownLimits: { ko: "이 점의 한계", en: "Limits of the point" },
  secondOut: {
    spread: { ko: "산포가 한계 벗어남", en: "Spread beyond a limit" },
    low: { ko: "아래쪽 누적합이 한계 벗어남", en: "Sum downwards beyond its limit" },
  },
  excludedFor: {
    ko: (cause: string | null) => (cause === null ? "제외함" : `제외함: ${cause}`),
    en: (cause) => (cause === null ? "Excluded" : `Excluded: ${cause}`),
  },
  excludedHint: { ko: "제외한 점: 계산에 넣지 않아요.", en: "Excluded: it does not count." },
  pointOf: {
    ko: (subgroup: number) => `부분군 ${subgroup}의 점 보기`,
    en: (subgroup) => `Point of subgroup ${subgroup}`,
  },
  chartLabel: {
    ko: (name: string, points: number, marks: number) =>
      `${name} 관리도: ${number(points)}점, 그중 ${number(marks)}점이 한계나 규칙을 벗어났어요. 숫자는 아래 표에 있어요.`,
    en: (name, points, marks) =>
      `Control chart, ${name}: ${count(points, "point")}, ${marks} of them beyond a limit or breaking a rule. The numbers are in the table below.`,
  },
  large: { ko: "크게 보기", en: "Large" },
  points: { ko: "점", en: "Points" },
  lines: { ko: "선", en: "Lines" },
  line: { ko: "선", en: "Line" },
  subgroup: { ko: "부분군", en: "Subgroup" },
  state: { ko: "상태", en: "State" },
  at: { ko: "시각", en: "Time" },
  inSight: { ko: "보기", en: "Show" },
  lastPoints: { ko: (points: number) => `최근 ${number(points)}점`, en: (points) => `Last ${number(points)}` },
  pan: { ko: "보이는 구간", en: "Visible range" },
  panAt: {
    ko: (behind: number) => (behind === 0 ? "가장 최근" : `${number(behind)}점 전까지`),
    en: (behind) => (behind === 0 ? "The newest" : `Up to ${count(behind, "point")} ago`),
  },
  toNewest: {
    ko: (behind: number) => `최근으로 가기 (새 점 ${number(behind)}개)`,
    en: (behind) => `Go to the newest (${number(behind)})`,
  },
  pointsOf: {
    ko: (seen: string, all: string) => `전체 ${all}점 중 ${seen}점`,
    en: (seen, all) => `${seen} of ${all} points`,
  },
});
