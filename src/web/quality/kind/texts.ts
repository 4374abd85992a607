/** Texts of the choice of a chart and its options. */
import { defineTexts, withHint } from "../../language.ts";

export const texts = defineTexts({
  what: { ko: "무엇을 재거나 세나요?", en: "What do you measure or count?" },
  groups: {
    measured: {
      ko: withHint("측정값", "길이, 무게, 시간처럼 눈금이 있는 값이에요."),
      en: withHint("A measured value", "Such as a length, a weight or a time."),
    },
    items: {
      ko: withHint("부적합품", "검사한 것 가운데 몇 개가 기준에 맞지 않는지 세요."),
      en: withHint("Defective items", "How many of the inspected items are defective."),
    },
    defects: {
      ko: withHint("결점", "한 개에 결점이 여러 개 있을 수 있어요."),
      en: withHint("Defects", "An item or an area can have several."),
    },
  },
  explain: {
    "i-mr": {
      ko: "값을 하나씩 재요. 값과, 바로 앞 값과의 차이를 그려요.",
      en: "One value at a time: draws the values and their differences from one to the next.",
    },
    "xbar-r": {
      ko: "한 번에 여러 개를 재요. 평균과 범위를 그려요. 10개까지 알맞아요.",
      en: "Several values at a time: draws their mean and range. Best for up to 10.",
    },
    "xbar-s": {
      ko: "한 번에 여러 개를 재요. 평균과 표준편차를 그려요. 많이 잴 때 알맞아요.",
      en: "Several values at a time: draws their mean and standard deviation. Best for many.",
    },
    p: {
      ko: "표본마다 부적합품의 비율을 그려요. 표본 크기가 달라도 돼요.",
      en: "Draws the share of defective items in each sample. The samples may differ in size.",
    },
    np: {
      ko: "표본마다 부적합품의 수를 그려요. 표본 크기가 늘 같을 때 읽기 쉬워요.",
      en: "Draws the number of defective items in each sample. Easy to read if all samples have the same size.",
    },
    c: {
      ko: "같은 크기의 단위마다 결점의 수를 그려요.",
      en: "Draws the number of defects in units of equal size, such as one per car.",
    },
    u: {
      ko: "단위당 결점의 수를 그려요. 살펴본 양이 달라도 돼요.",
      en: "Draws the defects per unit. The inspected amount may differ, such as the area of cloth.",
    },
    ewma: {
      ko: "최근 값일수록 무겁게 평균해요. 1.5σ보다 작은 변화를 빨리 알아채요.",
      en: "Averages the values, the newest with most weight. Notices shifts below 1.5 sigma sooner.",
    },
    cusum: {
      ko: "목표에서 벗어난 만큼을 더해 가요. 작지만 계속되는 변화를 빨리 알아채요.",
      en: "Adds up the deviations from the target. Notices small lasting shifts sooner.",
    },
  },
  options: { ko: "관리도 설정", en: "Options of the chart" },
  estimator: { ko: "σ를 추정하는 방법", en: "How sigma is estimated" },
  usual: { ko: "기본 방법", en: "The usual way" },
  estimators: {
    pooled: { ko: "합동 표준편차", en: "Pooled standard deviation" },
    "pooled-c4": { ko: "합동 표준편차 (c4 보정)", en: "Pooled standard deviation, corrected by c4" },
    "median-range": { ko: "이동범위의 중앙값", en: "Median of the moving ranges" },
  },
  unequal: {
    ko: withHint("부분군 크기가 달라도 그리기", "값이 모자란 부분군도 그 크기에 맞는 한계로 그려요."),
    en: withHint("Plot incomplete subgroups", "Those with at least two values, with limits for their own size."),
  },
  laney: {
    ko: withHint(
      "Laney 보정 (p′, u′)",
      "표본이 커서 정상인 점까지 한계를 벗어날 때 써요. 표본 사이의 변동을 한계에 더해요.",
    ),
    en: withHint(
      "Laney's correction (p′, u′)",
      "For large samples, if ordinary variation between them is beyond the limits: the limits then include it.",
    ),
  },
  laneyFrozen: {
    ko: "고정한 한계는 다음에 고정할 때 바뀌어요.",
    en: "Limits that are frozen change the next time they are frozen.",
  },
  headstart: {
    ko: withHint("빠른 초기 반응", "누적합을 H의 절반에서 시작해요. 처음부터 벗어나 있으면 빨리 알아채요."),
    en: withHint(
      "Fast initial response",
      "Both sums start at half of H, to notice sooner that a process starts off target.",
    ),
  },
  numbers: {
    sample_size: {
      ko: withHint("보통의 표본 크기", "비워 두면 입력할 때마다 물어요."),
      en: withHint("Usual sample size", "If it is empty, it is asked for with each count."),
    },
    lambda: {
      ko: withHint("λ", "0.05~1, 작을수록 작은 변화를 알아채요."),
      en: withHint("λ", "0.05 to 1; small for small shifts."),
    },
    width: { ko: withHint("L", "한계의 너비 (σ)"), en: withHint("L", "Width of the limits, in sigma.") },
    k: { ko: withHint("k", "알아챌 변화의 절반 (σ)"), en: withHint("k", "Half of the shift to notice, in sigma.") },
    h: { ko: withHint("h", "판정 한계 (σ)"), en: withHint("h", "Decision limit, in sigma.") },
  },
  sampleSize: { ko: "표본 크기", en: "Sample size" },
  rulesOfCounts: {
    ko: "개수는 좌우가 같지 않아서 구역 규칙(5~8)을 쓰지 않아요.",
    en: "Counts are not distributed symmetrically, so the zone rules (5 to 8) do not apply.",
  },
  rulesOfSums: {
    ko: "이어지는 점들이 서로 독립이 아니라서 한계만 봐요.",
    en: "Successive points are not independent, so only the limits are judged.",
  },
});
