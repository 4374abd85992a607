/** Texts of tags, strata and causes. */
import { count, defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  tags: { ko: "태그", en: "Tags" },
  tagsHint: {
    ko: "값에 붙는 정보예요. 켠 태그는 휴대폰 입력 화면에서 고를 수 있고, 관리도를 태그별로 나눠 볼 수 있어요.",
    en: "What a value is about. The phone's key pad asks for the tags that are switched on, and the chart can be split by them.",
  },
  asks: { ko: "입력할 때 고르기", en: "Asked when values are entered" },
  offeredOf: {
    ko: (name: string) => `${name}: 고를 값 (한 줄에 하나)`,
    en: (name) => `Values of ${name} to choose from, one a line`,
  },
  otherTag: { ko: "다른 태그", en: "Another tag" },
  addTag: { ko: "추가", en: "Add" },
  colourBy: { ko: "색 구분", en: "Colour by" },
  noColour: { ko: "구분 없음", en: "nothing" },
  legendOf: { ko: (tag: string) => `${tag} 범례`, en: (tag) => `Legend of ${tag}` },
  otherValues: { ko: "그 밖의 값", en: "other values" },
  nothingToColour: { ko: "보이는 점에 이 태그가 없어요.", en: "No visible point has this tag." },
  filter: { ko: "걸러 보기", en: "Filter" },
  changeFilter: { ko: "필터 바꾸기", en: "Change the filter" },
  showAll: { ko: "모두 보기", en: "Show all" },
  applyFilter: { ko: "걸러 보기", en: "Show these" },
  filterHint: {
    ko: "고른 값이 있는 점만 보여요. 아무것도 고르지 않은 태그는 모두 보여요.",
    en: "Only points with one of the chosen values are shown. A tag without a choice lets all of them through.",
  },
  newestValues: {
    ko: (most: number) => `값이 많아서 최근 ${most}개만 보여요.`,
    en: (most) => `There are more values: these are the newest ${most}.`,
  },
  nothingMatches: { ko: "이 필터에 맞는 점이 없어요.", en: "No point matches this filter." },
  filtered: { ko: (what: string) => `걸러 본 관리도 – ${what}.`, en: (what) => `Filtered – ${what}.` },
  filteredPoints: {
    ko: (points: number, more: boolean) =>
      more ? `맞는 점 가운데 최근 ${number(points)}점이에요.` : `맞는 점이 ${number(points)}개예요.`,
    en: (points, more) =>
      more ? `The newest ${count(points, "point")} that match.` : `${count(points, "point")} match.`,
  },
  limits: { ko: "관리한계", en: "Limits" },
  limitsOf: {
    own: { ko: "이 점들로 계산", en: "from these points" },
    product: { ko: "제품의 한계", en: "of the product" },
  },
  limitsNote: {
    own: {
      ko: "한계는 이 점들만으로 계산했고, 규칙도 이 점들만으로 판정했어요. 저장되지 않아요.",
      en: "Limits and rules are computed from these points only. Nothing is stored.",
    },
    product: {
      ko: "한계는 제품의 것이고, 규칙은 이 점들만으로 판정했어요. 저장되지 않아요.",
      en: "The limits are those of the product; rules are computed from these points only. Nothing is stored.",
    },
  },
  compare: { ko: "태그별 비교", en: "Compare strata" },
  compareHint: {
    ko: "작업자, 설비, 로트마다 값의 분포와 공정능력을 나란히 봐요.",
    en: "Distribution and capability side by side, for each operator, machine or lot.",
  },
  compareBy: { ko: "나누는 태그", en: "Compare by" },
  compareTable: { ko: "태그별 수치", en: "Figures by stratum" },
  readAgain: { ko: "다시 계산", en: "Compute again" },
  compared: {
    ko: (values: string, from: number, to: number) => `부분군 ${from}–${to}의 값 ${values}개.`,
    en: (values, from, to) => `${values} values of subgroups ${from}–${to}.`,
  },
  comparedNewest: { ko: "그보다 오래된 값은 넣지 않았어요.", en: "Older values are left out." },
  largest: {
    ko: (strata: number) => `값이 가장 많은 ${strata}개만 보여요.`,
    en: (strata) => `Only the ${strata} with the most values are shown.`,
  },
  withoutTag: { ko: "없음 · 섞임", en: "none or mixed" },
  figures: {
    count: { ko: "개수", en: "n" },
    mean: { ko: "평균", en: "Mean" },
    sigma: { ko: "s", en: "s" },
    cpk: { ko: "Cpk", en: "Cpk" },
    ppk: { ko: "Ppk", en: "Ppk" },
  },
  cpkHint: {
    ko: "Cpk는 그 태그의 점들만으로 구한 군내 σ로, Ppk는 s로 계산해요. 상자는 가운데 절반, 수염은 최솟값부터 최댓값까지, 굵은 선은 중앙값, 삼각형은 평균이에요.",
    en: "Cpk uses the sigma within subgroups of the points of that stratum alone, Ppk uses s. The box is the middle half, the whiskers reach from the smallest to the largest value, the thick line the median, the triangle the mean.",
  },
  pareto: { ko: "원인별 파레토", en: "Pareto of causes" },
  paretoHint: {
    ko: "점에 적은 원인을 많은 순서로 봐요.",
    en: "The causes that were named for points, the most frequent first.",
  },
  countedBy: { ko: "집계 기준", en: "Count" },
  paretoSources: {
    points: { ko: "점", en: "Points" },
    alerts: { ko: "알림", en: "Alerts" },
  },
  noCauses: {
    points: {
      ko: "아직 원인을 적은 점이 없어요. 관리도의 점을 누르면 원인을 적을 수 있어요.",
      en: "No point has a cause yet. Press a point of the chart to name its cause.",
    },
    alerts: { ko: "아직 알림이 없어요.", en: "There are no alerts yet." },
  },
  newestOnly: {
    points: {
      ko: (counted: string) => `최근 점 ${counted}개만 셌어요.`,
      en: (counted) => `Only the newest ${counted} points are counted.`,
    },
    alerts: {
      ko: (counted: string) => `최근 알림 ${counted}개만 셌어요.`,
      en: (counted) => `Only the newest ${counted} alerts are counted.`,
    },
  },
  otherCauses: { ko: "그 밖의 원인", en: "Other causes" },
  noCause: { ko: "원인 없음", en: "No cause named" },
  cause: { ko: "원인", en: "Cause" },
  share: { ko: "비율", en: "Share" },
  cumulative: { ko: "누적", en: "Cumulative" },
  percent: {
    ko: (share: number) => `${Math.round(share * 100)}%`,
    en: (share) => `${Math.round(share * 100)} %`,
  },
  pointsOfCause: { ko: (cause: string) => `‘${cause}’의 부분군`, en: (cause) => `Subgroups of “${cause}”` },
  newestSubgroups: {
    ko: (shown: number) => `최근 ${number(shown)}개만 보여요.`,
    en: (shown) => `Only the newest ${shown} are listed.`,
  },
  otherRules: { ko: "다른 규칙이라면?", en: "What would other rules say?" },
  otherRulesHint: {
    ko: "규칙이나 관리도를 바꾸면 어떤 점이 걸리는지 미리 봐요. 당시의 판정은 그대로 남아요.",
    en: "Try other rules or another chart. What was flagged at the time stays as it is.",
  },
  estimator: { ko: "σ 추정", en: "Sigma" },
  rulesToTry: { ko: (rules: number) => `규칙 ${rules}개`, en: (rules) => count(rules, "rule") },
  chart: { ko: "관리도", en: "Chart" },
  points: { ko: "점", en: "Points" },
  lastPoints: { ko: (points: number) => `최근 ${number(points)}점`, en: (points) => `Last ${number(points)}` },
  noPoints: { ko: "아직 점이 없어요.", en: "There are no points yet." },
  flaggedNow: {
    ko: (flagged: number, of: number) => `이 규칙이면 ${number(of)}점 중 ${number(flagged)}점이 걸려요.`,
    en: (flagged, of) => `These rules flag ${number(flagged)} of ${count(of, "point")}.`,
  },
  flaggedThen: {
    ko: (then: number, both: number) =>
      `당시에는 ${number(then)}점이 걸렸고, 그중 ${number(both)}점은 양쪽 모두에서 걸려요.`,
    en: (then, both) => `At the time ${number(then)} were flagged, ${number(both)} of them by both.`,
  },
  nothingStored: {
    product: {
      ko: "한계는 당시와 같아요. 저장되지 않아요.",
      en: "The limits are those of the time. Nothing is stored.",
    },
    own: {
      ko: "한계는 이 점들로 계산했어요. 저장되지 않아요.",
      en: "The limits are computed from these points. Nothing is stored.",
    },
  },
  ringLegend: { ko: "당시 걸린 점", en: "Flagged at the time" },
  differences: {
    ko: (points: number) => `판정이 다른 점 ${number(points)}개`,
    en: (points) => `${count(points, "point")} judged differently`,
  },
  noDifference: { ko: "당시와 다르게 걸리는 점이 없어요.", en: "No point is judged differently." },
  subgroup: { ko: "부분군", en: "Subgroup" },
  atTheTime: { ko: "당시", en: "At the time" },
  byTheseRules: { ko: "이 규칙", en: "By these rules" },
  useRules: { ko: "앞으로 이 규칙 쓰기", en: "Use these rules from now on" },
  useRulesHint: {
    ko: "새 점부터 이 규칙으로 판정해요. 당시의 판정은 바뀌지 않아요.",
    en: "New points are judged by these rules. What was flagged stays.",
  },
  rulesOfOtherChart: {
    ko: "제품의 관리도를 골라야 이 규칙을 쓸 수 있어요.",
    en: "To use these rules, choose the chart of the product above.",
  },
  rulesInUse: { ko: "지금 쓰는 규칙이에요.", en: "These are the rules in use." },
  causes: { ko: "원인 목록", en: "Causes" },
  causesHint: {
    ko: "점의 원인을 적을 때 고를 목록 (한 줄에 하나)",
    en: "Causes to choose from when a point gets one, one a line",
  },
  addUsed: { ko: "이미 쓰인 원인을 눌러 추가할 수 있어요.", en: "Press a cause that points already have to add it." },
  chooseCause: { ko: "원인 고르기", en: "Choose a cause" },
  tooManyAsked: {
    ko: (most: number) => `한 번에 ${most}개까지 물을 수 있어요. 몇 개를 꺼 주세요.`,
    en: (most) => `At most ${most} tags can be asked for. Switch some of them off.`,
  },
});
