/** Texts of the form that makes a question about a control chart. */
import { count, defineTexts, number } from "../../../language.ts";

export const texts = defineTexts({
  question: {
    ko: "이 공정은 관리 상태인가요? 아니라면 어떤 규칙에, 어느 점에서 걸리나요?",
    en: "Is this process in control? If not: which rule does it break, and at which point?",
  },
  questionLabel: { ko: "질문", en: "Question" },
  source: { ko: "관리도", en: "Chart" },
  generated: { ko: "자동으로 만든 관리도", en: "A generated chart" },
  patterns: {
    any: { ko: "아무거나", en: "Surprise me" },
    stable: { ko: "안정된 공정", en: "Stable" },
    shift: { ko: "평균 이동", en: "Shift" },
    trend: { ko: "추세", en: "Trend" },
    mixture: { ko: "혼합", en: "Mixture" },
    tool: { ko: "공구 마모", en: "Worn tool" },
  },
  pattern: { ko: "패턴", en: "Pattern" },
  another: { ko: "다른 것으로", en: "Another one" },
  window: { ko: "점의 수", en: "Points" },
  lastPoints: { ko: (n: number) => `최근 ${number(n)}점`, en: (n) => `Last ${count(n, "point")}` },
  noChart: {
    ko: "이 제품은 물어볼 수 없어요. 관리한계가 점마다 다르거나 점이 모자라요.",
    en: "This product cannot be asked about: its limits differ from point to point, or it has too few points.",
  },
  showTruth: { ko: "규칙이 찾은 것 보기", en: "Show what the rules flag" },
  hint: {
    ko: "학생은 휴대폰에서 규칙과 점을 골라요. 답은 결과를 공개할 때까지 학생에게 보이지 않아요.",
    en: "Students choose a rule and a point on their phones. They see the answer when you reveal it.",
  },
  inControl: { ko: "관리 상태예요", en: "It is in control" },
  rules: {
    1: { ko: "한 점이 관리한계를 벗어나요", en: "One point beyond a limit" },
    2: { ko: "9점이 잇달아 한쪽에 있어요", en: "Nine in a row on one side" },
    3: { ko: "6점이 잇달아 오르거나 내려요", en: "Six in a row rising or falling" },
    4: { ko: "14점이 번갈아 오르내려요", en: "Fourteen in a row up and down" },
    5: { ko: "3점 중 2점이 2시그마 밖에 있어요", en: "Two of three beyond two sigma" },
    6: { ko: "5점 중 4점이 1시그마 밖에 있어요", en: "Four of five beyond one sigma" },
    7: { ko: "15점이 잇달아 1시그마 안에 있어요", en: "Fifteen in a row within one sigma" },
    8: { ko: "8점이 잇달아 1시그마 밖, 양쪽에 있어요", en: "Eight in a row beyond one sigma on both sides" },
  },
  ask: { ko: "지금 묻기", en: "Ask now" },
});
