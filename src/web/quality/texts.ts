/** Texts that several pages of the quality board share, and texts of its alerts. */
import { count, defineTexts, number, withHint } from "../language.ts";

export const texts = defineTexts({
  toBoard: { ko: "품질 보드로 가기", en: "Go to the quality board" },
  toProduct: { ko: "관리도로 가기", en: "Go to the chart" },
  stranger: {
    ko: withHint("먼저 참가하거나 로그인해 주세요", "그러면 품질 보드를 볼 수 있어요."),
    en: withHint("Join or sign in first", "The quality board is for people in a class and for teachers."),
  },
  deleted: {
    ko: withHint("이 제품은 더 이상 없어요", "선생님이 지웠어요."),
    en: withHint("This product no longer exists", "The teacher has deleted it."),
  },
  shut: {
    ko: withHint("연결이 닫혔어요", "다시 시도해 주세요."),
    en: withHint("The connection was closed", "Try again."),
  },
  control: {
    waiting: { ko: "한계 없음", en: "No limits yet" },
    in: { ko: "관리 상태", en: "In control" },
    alerts: { ko: "열린 알림 있음", en: "Alerts open" },
    unstable: { ko: "안정되지 않음", en: "Not stable" },
    pattern: { ko: "규칙 위반", en: "Breaks a rule" },
    out: { ko: "한계 벗어남", en: "Out of control" },
  },
  rules: {
    1: {
      ko: withHint("한계 벗어남", "한 점이 관리한계를 벗어났어요."),
      en: withHint("Beyond a limit", "One point beyond a control limit."),
    },
    2: {
      ko: withHint("한쪽에 9점", "9점이 잇달아 중심선의 한쪽에 있어요."),
      en: withHint("9 on one side", "Nine points in a row on one side of the centre."),
    },
    3: {
      ko: withHint("6점 계속 오름·내림", "6점이 잇달아 오르거나 잇달아 내려요."),
      en: withHint("6 rising or falling", "Six points in a row, each higher than the one before, or each lower."),
    },
    4: {
      ko: withHint("14점 오르내림", "14점이 번갈아 오르내려요."),
      en: withHint("14 up and down", "Fourteen points in a row that go up and down in turn."),
    },
    5: {
      ko: withHint("3점 중 2점 A", "3점 가운데 2점이 같은 쪽 A 구역이나 그 밖에 있어요."),
      en: withHint("2 of 3 in zone A", "Two of three points in zone A or beyond, on the same side."),
    },
    6: {
      ko: withHint("5점 중 4점 B", "5점 가운데 4점이 같은 쪽 B 구역이나 그 밖에 있어요."),
      en: withHint("4 of 5 in zone B", "Four of five points in zone B or beyond, on the same side."),
    },
    7: {
      ko: withHint("15점 C 안", "15점이 잇달아 중심선 가까이 C 구역 안에 있어요."),
      en: withHint("15 in zone C", "Fifteen points in a row close to the centre, in zone C."),
    },
    8: {
      ko: withHint("8점 C 밖", "8점이 잇달아 양쪽 C 구역 밖에 있어요."),
      en: withHint("8 outside zone C", "Eight points in a row outside zone C, on both sides."),
    },
  },
  /** Rule 1, if the limits have moved since: the point is within the limits that are drawn. */
  formerLimit: {
    ko: withHint("당시 한계 벗어남", "잴 때의 관리한계를 벗어났어요. 그 뒤로 한계가 바뀌었어요."),
    en: withHint(
      "Beyond the limit at the time",
      "One point beyond a control limit when it was measured. The limits have changed since.",
    ),
  },
  formerLimitOf: {
    ko: (limit: string) => `당시 한계 벗어남 (${limit})`,
    en: (limit) => `Beyond the limit at the time (${limit})`,
  },
  limitAtTheTime: {
    ko: (comparison: string) => `${comparison} (당시 한계)`,
    en: (comparison) => `${comparison} (the limit at the time)`,
  },
  measuredBy: { ko: "측정한 사람", en: "Who measured" },
  tagNames: {
    operator: { ko: "작업자", en: "Operator" },
    shift: { ko: "근무조", en: "Shift" },
    machine: { ko: "설비", en: "Machine" },
    lot: { ko: "로트", en: "Lot" },
  },
  types: {
    OUT_OF_SPEC: { ko: "규격 벗어남", en: "Out of specification" },
    OUT_OF_CONTROL: { ko: "관리한계 벗어남", en: "Out of control" },
    RUN_RULE_VIOLATION: { ko: "런 규칙 위반", en: "Run rule broken" },
    LOW_CAPABILITY: { ko: "공정능력 부족", en: "Low capability" },
    CUSTOM: { ko: "직접 올린 알림", en: "Raised by hand" },
  },
  statuses: {
    OPEN: { ko: "열림", en: "Open" },
    ACKNOWLEDGED: { ko: "확인함", en: "Seen" },
    RESOLVED: { ko: "닫힘", en: "Closed" },
  },
  charts: {
    "i-mr": { ko: "I-MR", en: "I-MR" },
    "xbar-r": { ko: "X-bar-R (범위)", en: "X-bar-R (ranges)" },
    "xbar-s": { ko: "X-bar-S (표준편차)", en: "X-bar-S (deviations)" },
    p: { ko: "p (부적합품률)", en: "p (share defective)" },
    np: { ko: "np (부적합품 수)", en: "np (number defective)" },
    c: { ko: "c (결점 수)", en: "c (number of defects)" },
    u: { ko: "u (단위당 결점 수)", en: "u (defects per unit)" },
    ewma: { ko: "EWMA (지수가중이동평균)", en: "EWMA (moving average)" },
    cusum: { ko: "CUSUM (누적합)", en: "CUSUM (cumulative sums)" },
  },
  misfits: {
    lsl: {
      ko: "규격 하한은 상한보다 작아야 해요.",
      en: "The lower limit must be less than the upper limit.",
    },
    usl: { ko: "규격 상한은 하한보다 커야 해요.", en: "The upper limit must be greater than the lower limit." },
    target: { ko: "목표값은 규격 안에 있어야 해요.", en: "The target must be within the specification." },
    code: { ko: "코드는 1~40자로 적어 주세요.", en: "The code must have 1 to 40 characters." },
    name: { ko: "이름은 1~200자로 적어 주세요.", en: "The name must have 1 to 200 characters." },
    subgroup_size: { ko: "부분군 크기는 1~200으로 정해 주세요.", en: "A subgroup must have 1 to 200 values." },
  },
  priorities: { ko: ["낮음", "보통", "높음", "긴급"], en: ["Low", "Medium", "High", "Urgent"] },
  plot: {
    ucl: { ko: "UCL", en: "UCL" },
    center: { ko: "CL", en: "CL" },
    lcl: { ko: "LCL", en: "LCL" },
    usl: { ko: "규격 상한", en: "Spec max" },
    target: { ko: "목표", en: "Target" },
    lsl: { ko: "규격 하한", en: "Spec min" },
    phase: {
      ko: (n: number, name: string | null) => (name === null ? `구간 ${n}` : `구간 ${n} · ${name}`),
      en: (n, name) => (name === null ? `Phase ${n}` : `Phase ${n} · ${name}`),
    },
    off: {
      ko: (name: string, up: boolean) => `${up ? "↑" : "↓"} ${name}`,
      en: (name, up) => `${up ? "↑" : "↓"} ${name}`,
    },
  },
  lineNames: {
    ucl: { ko: "관리상한 (UCL)", en: "Upper control limit (UCL)" },
    center: { ko: "중심선 (CL)", en: "Centre (CL)" },
    lcl: { ko: "관리하한 (LCL)", en: "Lower control limit (LCL)" },
    usl: { ko: "규격 상한 (USL)", en: "Upper specification limit (USL)" },
    target: { ko: "목표값", en: "Target" },
    lsl: { ko: "규격 하한 (LSL)", en: "Lower specification limit (LSL)" },
  },
  asTable: { ko: "표로 보기", en: "As a table" },
  subgroupOf: { ko: (number: number) => `부분군 ${number}`, en: (number) => `Subgroup ${number}` },
  subgroupsFrom: {
    ko: (from: number, to: number) => `부분군 ${from}–${to}`,
    en: (from, to) => `subgroups ${from}–${to}`,
  },
  above: { ko: (value: string, limit: string) => `${value} > ${limit}`, en: (value, limit) => `${value} > ${limit}` },
  below: { ko: (value: string, limit: string) => `${value} < ${limit}`, en: (value, limit) => `${value} < ${limit}` },
  alerts: { ko: "알림", en: "Alerts" },
  allSeen: { ko: "모두 확인", en: "All seen" },
  eachAlert: {
    ko: (count: number) => `알림 ${number(count)}건 하나씩 보기`,
    en: (alerts) => `Show each of the ${count(alerts, "alert")}`,
  },
  seen: { ko: "확인", en: "Seen" },
  close: { ko: "닫기", en: "Close" },
  fromPriority: { ko: "중요도", en: "Priority" },
  allPriorities: { ko: "모든 중요도", en: "All priorities" },
  priorityFrom: { ko: (name: string) => `${name} 이상`, en: (name) => `${name} and above` },
  onlyPriority: { ko: (name: string) => `${name}만`, en: (name) => `${name} only` },
  gauge: { ko: "측정 시스템 분석", en: "Gauge R&R" },
  statistics: { ko: "통계", en: "Statistics" },
  notifications: { ko: "알림 설정", en: "Notifications" },
  ofProducts: { ko: "어떤 제품을 알릴까요?", en: "For which products?" },
  allProducts: { ko: "모든 제품", en: "All products" },
  allProductsHint: { ko: "새로 만든 제품도 알려요.", en: "Including products made later." },
  putAway: {
    ko: (count: number) => `알림 ${number(count)}건 닫기`,
    en: (alerts) => `Dismiss ${count(alerts, "alert")}`,
  },
  save: { ko: "저장", en: "Save" },
  name: { ko: "이름", en: "Name" },
  code: { ko: "코드", en: "Code" },
  codeHint: {
    ko: "기기와 앱에서 제품을 찾는 짧은 이름이에요.",
    en: "A short name by which devices and apps find the product.",
  },
  specification: { ko: "규격", en: "Specification" },
  specHint: {
    ko: "규격이 있으면 적어 주세요. 없어도 관리도는 그릴 수 있어요.",
    en: "If there is one. A control chart needs none, but capability does.",
  },
  formLsl: { ko: "하한 LSL", en: "Lower, LSL" },
  formTarget: { ko: "목표", en: "Target" },
  formUsl: { ko: "상한 USL", en: "Upper, USL" },
  formUnit: { ko: "단위 (예: mm)", en: "Unit, e.g. mm" },
  notANumber: {
    ko: (field: string) => `${field}: 숫자로 적어 주세요.`,
    en: (field) => `${field}: enter a number.`,
  },
  subgroupSize: { ko: "부분군 크기", en: "Values in a subgroup" },
  chart: { ko: "관리도", en: "Chart" },
  sizeHint: {
    ko: "한 번에 하나씩 재면 1, 여러 개를 함께 재면 그 개수예요.",
    en: "1 if one thing is measured at a time. Otherwise, how many are measured together.",
  },
  sizeFixed: {
    ko: "이미 값이 있어서 부분군 크기와 관리도는 바꿀 수 없어요.",
    en: "This product has values, so its subgroup size and chart can no longer change.",
  },
  rulesTitle: { ko: "알려 줄 규칙", en: "Rules that alert" },
  rulesChosen: {
    ko: (count: number) => `알려 줄 규칙 ${count}개`,
    en: (rules) => `${count(rules, "rule")} that alert`,
  },
  rulesHint: {
    ko: "많이 켤수록 변화를 빨리 알아채지만 잘못된 알림도 늘어요.",
    en: "More rules notice a change sooner, but also raise more false alarms.",
  },
  times: { ko: (count: number) => `${number(count)}건`, en: (times) => `${number(times)} times` },
  noValues: { ko: "아직 입력한 값이 없어요.", en: "No values yet." },
  import: { ko: "CSV 올리기", en: "Import CSV" },
  priority: { ko: "중요도", en: "Priority" },
});
