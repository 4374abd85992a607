/** Texts of printing and exporting a product. */
import { defineTexts, withHint } from "../../language.ts";

export const texts = defineTexts({
  export: { ko: "내보내기", en: "Export" },
  print: { ko: "인쇄하거나 PDF로 저장", en: "Print, or save as PDF" },
  png: { ko: "관리도 그림 (PNG)", en: "Picture of the chart (PNG)" },
  measurementsCsv: { ko: "모든 측정값 (CSV)", en: "All measurements (CSV)" },
  pointsCsv: { ko: "관리도의 모든 점 (CSV)", en: "All points of the chart (CSV)" },
  pictureName: { ko: "관리도", en: "chart" },
  noPicture: {
    ko: "그림을 만들지 못했어요. 점이 있는 관리도에서 다시 해 주세요.",
    en: "No picture could be made. Try again on a chart with points.",
  },
  code: { ko: "코드", en: "Code" },
  class: { ko: "수업", en: "Class" },
  person: { ko: "이름", en: "Name" },
  printed: { ko: (at: string) => `${at} 인쇄`, en: (at) => `Printed ${at}` },
  noPoints: {
    ko: withHint("아직 점이 없어요", "값을 재면 관리도가 나타나요."),
    en: withHint("No points yet", "The chart appears once values are measured."),
  },
  shownRange: {
    ko: (from: number, to: number, of: string) => `부분군 ${from}–${to} (전체 ${of}점)`,
    en: (from, to, of) => `Subgroups ${from}–${to} of ${of} points`,
  },
  restNotFiltered: {
    ko: "공정능력, 알림, 원인은 거르지 않은 값으로 구했어요.",
    en: "Capability, alerts and causes are not filtered.",
  },
  atMeanSize: { ko: (size: string) => `평균 크기 ${size} 기준`, en: (size) => `for the mean size ${size}` },
  lastAlerts: { ko: "최근 알림", en: "Last alerts" },
  noAlerts: { ko: "알림이 없어요.", en: "No alerts." },
  causes: { ko: "원인", en: "Causes" },
  excluded: { ko: "제외함", en: "excluded" },
});
