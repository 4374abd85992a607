/** Texts of a question about a control chart, loaded with it. */
import { count, defineTexts, number } from "../language.ts";

export const texts = defineTexts({
  chart: {
    ko: (points: number) => `점 ${number(points)}개의 관리도`,
    en: (points) => `Control chart with ${count(points, "point")}`,
  },
  tap: { ko: "어느 점에서 알 수 있나요? 관리도에서 눌러 주세요.", en: "At which point? Tap it on the chart." },
  point: { ko: "점", en: "Point" },
  pointIs: { ko: (n: number) => `${n}번 점`, en: (n) => `Point ${n}` },
  noPoint: { ko: "아직 고르지 않음", en: "Not chosen yet" },
  before: { ko: "앞의 점", en: "Point before" },
  after: { ko: "다음 점", en: "Next point" },
  chosen: {
    ko: (point: number, n: number) => `${point}번 점: ${number(n)}명`,
    en: (point, n) => `Point ${point}: ${count(n, "vote")}`,
  },
  heat: { ko: "고른 점", en: "Chosen points" },
  flagged: {
    ko: (rule: string, from: number, to: number) =>
      from === to ? `${rule}: ${to}번 점` : `${rule}: ${from}–${to}번 점`,
    en: (rule, from, to) => (from === to ? `${rule}: point ${to}` : `${rule}: points ${from}–${to}`),
  },
  moreFlags: {
    ko: (n: number) => `그 밖에 ${number(n)}개가 더 있어요.`,
    en: (n) => `${count(n, "more pattern")}.`,
  },
  inControl: { ko: "규칙에 걸리는 점이 없어요.", en: "No rule flags any point." },
  yourPoint: { ko: (n: number) => `내가 고른 점: ${n}번`, en: (n) => `Your point: ${n}` },
});
