/** Texts of the alert statistics and the alert history. */
import { count, defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  span: { ko: "기간", en: "Period" },
  days: { ko: (days: number) => `${days}일`, en: (days) => count(days, "day") },
  alertsIn: { ko: "건의 알림", en: "alerts" },
  ofThemOpen: { ko: (count: number) => `(열린 알림 ${number(count)}건)`, en: (open) => `(${number(open)} open)` },
  noneInSpan: { ko: "이 기간에는 알림이 없었어요.", en: "There were no alerts in this period." },
  byDay: { ko: "날짜별", en: "By day" },
  byType: { ko: "종류별", en: "By type" },
  byPriority: { ko: "중요도별", en: "By priority" },
  byProduct: { ko: "제품별", en: "By product" },
  day: { ko: "날짜", en: "Day" },
  history: { ko: "지난 알림", en: "Past alerts" },
  product: { ko: "제품", en: "Product" },
  status: { ko: "상태", en: "Status" },
  allStatuses: { ko: "모든 상태", en: "All statuses" },
  noneFound: { ko: "조건에 맞는 알림이 없어요.", en: "No alerts match." },
});
