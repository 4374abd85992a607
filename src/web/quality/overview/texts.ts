/** Texts of the overview of all products. */
import { count, defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  what: {
    ko: "품질 보드는 측정한 값을 들어오는 대로 관리도에 그리고, 공정이 흔들리면 알려 줘요.",
    en: "The quality board draws measured values on control charts as they arrive, and alerts you if a process drifts.",
  },
  begin: {
    ko: "제품을 만들면 시작돼요. 제품 하나는 측정하는 것 하나예요.",
    en: "To start, make a product: one thing that you measure.",
  },
  beginStudent: {
    ko: "선생님이 제품을 만들면 여기에 나와요.",
    en: "Products appear here as soon as the teacher has made one.",
  },
  openAlerts: { ko: "열린 알림", en: "Open alerts" },
  noAlerts: { ko: "열린 알림이 없어요.", en: "No open alerts." },
  openCount: { ko: (count: number) => `알림 ${number(count)}건`, en: (alerts) => count(alerts, "open alert") },
  noOpen: { ko: "알림 없음", en: "No alerts" },
  lastValue: { ko: "마지막 값", en: "last value" },
  toHistory: { ko: "지난 알림 모두 보기", en: "All past alerts" },
  newProduct: { ko: "새 제품", en: "New product" },
  make: { ko: "제품 만들기", en: "Make product" },
});
