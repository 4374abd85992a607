/** Texts of a product's page and its dialogs. */
import { count, defineTexts, number } from "../../language.ts";

/** The first of many numbers. */
const listed = (numbers: readonly number[]): string =>
  numbers.length > 8 ? `${numbers.slice(0, 8).join(", ")} …` : numbers.join(", ");

export const texts = defineTexts({
  filling: {
    ko: (subgroup: number, count: number, size: number) => `부분군 ${subgroup}: ${size}개 중 ${count}개`,
    en: (subgroup, filled, size) => `Subgroup ${subgroup}: ${filled} of ${count(size, "value")} so far`,
  },
  noPoints: { ko: "아직 점이 없어요", en: "No points yet" },
  noPointsHint: {
    ko: "휴대폰으로 입력하거나 CSV를 올리면 여기에 나와요. 한계는 두 번째 점부터 생겨요.",
    en: "Enter values with a phone or import a CSV file: they appear here. Limits appear with the second point.",
  },
  limitsLater: { ko: "한계는 두 번째 점부터 생겨요.", en: "Limits appear with the second point." },
  limitsOpen: {
    ko: "관리한계는 지금까지의 모든 값으로 계산해요.",
    en: "The control limits are computed from all values so far.",
  },
  limitsFrozen: {
    ko: (version: number) => `관리한계를 고정했어요 (버전 ${version}).`,
    en: (version) => `The control limits are frozen (version ${version}).`,
  },
  spec: { ko: (between: string) => `규격 ${between}`, en: (between) => `Specification ${between}` },
  targetIs: { ko: (target: string) => `목표 ${target}`, en: (target) => `target ${target}` },
  capability: { ko: "공정능력", en: "Capability" },
  noSpecification: {
    ko: "규격이 없어서 공정능력은 계산하지 않아요.",
    en: "Without a specification there are no capability indices.",
  },
  rate: {
    items: { ko: "부적합품률", en: "Share of defective items" },
    defects: { ko: "단위당 결점 수", en: "Defects per unit" },
  },
  counted: { items: { ko: "부적합품", en: "Defective items" }, defects: { ko: "결점", en: "Defects" } },
  inspected: { ko: "검사한 양", en: "Inspected" },
  perMillion: {
    items: { ko: "백만 개당 부적합품 (ppm)", en: "Defective per million (ppm)" },
    defects: { ko: "백만 단위당 결점 (DPMU)", en: "Defects per million units (DPMU)" },
  },
  processZ: { ko: "공정 Z", en: "Process Z" },
  withoutDefect: { ko: "결점 없는 단위", en: "Units without a defect" },
  sigmaZ: { ko: "Laney의 σz", en: "Laney’s σz" },
  overdispersed: {
    ko: (sigmaZ: string) =>
      `점들이 우연보다 ${sigmaZ}배 넓게 흩어져 있어요. 표본이 커서 생기는 보통의 변동이라면 Laney 보정을 켜 주세요. 다만 원인을 알 수 있는 변동이라면 먼저 원인을 찾아 주세요.`,
    en: (sigmaZ) =>
      `The points vary ${sigmaZ} times as much as chance explains. If that is ordinary variation between large samples, switch on Laney’s correction. If it has causes, find them first.`,
  },
  tooFew: { ko: "값이나 부분군이 두 개 이상 있어야 계산해요.", en: "At least two values or two subgroups are needed." },
  verdict: {
    capable: { ko: "충분해요", en: "Capable" },
    marginal: { ko: "아슬아슬해요", en: "Marginal" },
    not_capable: { ko: "부족해요", en: "Not capable" },
    insufficient: { ko: "값이 적어요", en: "Too few values" },
    unstable: { ko: "안정되지 않았어요", en: "Not stable" },
  },
  insufficient: {
    ko: "판정하려면 점 25개 또는 값 100개가 필요해요. 그전까지 지수는 대략적인 값이에요.",
    en: "A verdict needs 25 points or 100 values. Until then, the indices are rough.",
  },
  noVerdict: { ko: "아직 판정할 수 없어요", en: "No verdict yet" },
  unstable: {
    ko: (signals: number, points: number, expected: number) =>
      `공정이 안정되지 않았어요. 점 ${number(points)}개에서 이상 신호가 ${number(signals)}번 나왔고, 우연이라면 ${expected < 0.1 ? "0.1번 미만" : `${expected.toFixed(1)}번쯤`}이에요. 원인을 먼저 찾아 주세요.`,
    en: (signals, points, expected) =>
      `The process is not stable: ${count(signals, "signal")} in ${count(points, "point")}, ${expected < 0.1 ? "fewer than 0.1" : `about ${expected.toFixed(1)}`} by chance. Find the causes first.`,
  },
  unstableIndices: {
    ko: "그전까지 지수는 참고용이에요.",
    en: "Until then, the indices are indicative only.",
  },
  analyzed: {
    ko: (from: number, to: number) => `부분군 ${from}–${to}의 값이에요.`,
    en: (from, to) => `Subgroups ${from}–${to}.`,
  },
  analyzedPhase: { ko: "고정한 관리한계를 쓰는 구간이에요.", en: "The frozen limits apply to them." },
  shortSubgroups: {
    ko: (numbers: readonly number[]) => `값이 모자라 관리도와 이 수치에서 빠진 부분군: ${listed(numbers)}.`,
    en: (numbers) =>
      `Incomplete, so not on the chart and not in these figures: ${numbers.length === 1 ? "subgroup" : "subgroups"} ${listed(numbers)}.`,
  },
  interval: { ko: "95% 신뢰구간", en: "95 % confidence interval" },
  indices: {
    cp: { ko: "Cp", en: "Cp" },
    cpk: { ko: "Cpk", en: "Cpk" },
    pp: { ko: "Pp", en: "Pp" },
    ppk: { ko: "Ppk", en: "Ppk" },
  },
  values: { ko: "값", en: "Values" },
  mean: { ko: "평균", en: "Mean" },
  sigmaWithin: { ko: (estimator: string) => `군내 σ (${estimator})`, en: (estimator) => `σ within (${estimator})` },
  sigmaOverall: { ko: "전체 σ", en: "σ overall" },
  ppmWithin: { ko: "예상 규격 이탈, ppm (군내 σ)", en: "Expected outside, ppm (σ within)" },
  ppmOverall: { ko: "예상 규격 이탈, ppm (전체 σ)", en: "Expected outside, ppm (σ overall)" },
  histogram: { ko: "히스토그램", en: "Histogram" },
  from: { ko: "부터", en: "From" },
  to: { ko: "까지", en: "To" },
  noAlertsHere: { ko: "알림이 없어요.", en: "No alerts." },
  tags: { ko: "태그", en: "Tags" },
  causes: { ko: "원인 목록", en: "Causes" },
  edit: { ko: "제품 고치기", en: "Edit product" },
  manage: { ko: "관리", en: "Manage" },
  freeze: { ko: "한계 고정", en: "Freeze limits" },
  freezeHint: {
    ko: "공정이 안정되어 있던 때의 부분군을 골라 주세요. 그 값으로 관리한계를 계산하고, 그 뒤로는 바뀌지 않아요.",
    en: "Choose subgroups from a time when the process was stable. The limits are computed from them and no longer change.",
  },
  limitsFrom: { ko: "한계를 정하는 방법", en: "Where the limits come from" },
  computedLimits: { ko: "부분군으로 계산", en: "From subgroups" },
  givenLimits: { ko: "직접 입력", en: "Given values" },
  givenHint: {
    ko: "공정의 평균과 표준편차를 이미 알고 있으면 적어 주세요. 부분군이 아니라 개별값의 표준편차예요.",
    en: "Enter the mean and the standard deviation of the process if they are known: that of single values, not of subgroup means.",
  },
  givenCountHint: {
    ko: "이미 알고 있는 평균(비율이나 결점 수)을 적어 주세요. 표준편차는 평균에서 계산해요.",
    en: "Enter the mean share or number that is known. The standard deviation follows from it.",
  },
  givenCenter: { ko: "평균 (μ₀)", en: "Mean (μ₀)" },
  givenSigma: { ko: "표준편차 (σ₀)", en: "Standard deviation (σ₀)" },
  preview: { ko: "고정하면 이렇게 돼요", en: "Preview" },
  beyondPreview: {
    ko: (numbers: readonly number[]) =>
      `이 한계를 벗어나는 부분군: ${listed(numbers)}. 원인을 알면 먼저 제외해 주세요.`,
    en: (numbers) =>
      `Beyond these limits: ${numbers.length === 1 ? "subgroup" : "subgroups"} ${listed(numbers)}. Exclude those whose cause you know first.`,
  },
  noneBeyondPreview: { ko: "이 한계를 벗어나는 점이 없어요.", en: "No point is beyond these limits." },
  newPhase: {
    ko: (subgroup: number) => `부분군 ${subgroup}부터 새 구간`,
    en: (subgroup) => `New phase from subgroup ${subgroup}`,
  },
  newPhaseHere: { ko: "여기서 새 구간 시작하기", en: "Start a new phase here" },
  phaseName: { ko: "구간 이름 (예: 공구를 바꾼 뒤)", en: "Name of the phase, e.g. after new tool" },
  judgeFrom: {
    ko: (subgroup: number) => `부분군 ${subgroup}부터의 점을 이 한계로 다시 판정하기`,
    en: (subgroup) => `Judge the points from subgroup ${subgroup} on again by these limits`,
  },
  pickPoints: { ko: "한계를 정할 점 고르기", en: "Choose points for limits" },
  pickHint: {
    ko: "점을 누르거나 끌어서 고르세요. 다시 누르면 빠져요. 표에서도 고를 수 있어요.",
    en: "Press points or drag over them. Press again to remove one. The table works, too.",
  },
  pickedCount: {
    ko: (points: number) => `점 ${number(points)}개 골랐어요`,
    en: (points) => `${count(points, "point")} chosen`,
  },
  pickedBase: {
    ko: (numbers: readonly number[]) => `고른 부분군 ${number(numbers.length)}개: ${listed(numbers)}`,
    en: (numbers) => `${count(numbers.length, "chosen subgroup")}: ${listed(numbers)}`,
  },
  pickClear: { ko: "모두 빼기", en: "Remove all" },
  pickPreview: { ko: "한계 미리 보기", en: "Preview the limits" },
  tooManyPicked: {
    ko: "점은 1,000개까지 고를 수 있어요.",
    en: "At most 1,000 points can be chosen.",
  },
  phases: { ko: "구간별 비교", en: "Compare phases" },
  phaseSubgroups: { ko: "부분군", en: "Subgroups" },
  phaseSince: { ko: (from: number) => `${from}부터`, en: (from) => `since ${from}` },
  phaseLimits: { ko: "관리한계", en: "Control limits" },
  phaseRename: { ko: (name: string) => `${name} 이름 바꾸기`, en: (name) => `Rename ${name}` },
  verdictRow: { ko: "판정", en: "Verdict" },
  unfreeze: { ko: "한계 고정 풀기", en: "Unfreeze limits" },
  unfreezeAsk: { ko: "한계 고정을 풀까요?", en: "Unfreeze the limits?" },
  unfreezeHint: {
    ko: "관리한계를 다시 지금까지의 모든 값으로 계산해요. 고정했던 한계는 기록에 남아요.",
    en: "The control limits are computed from all values again. The frozen limits stay in the history.",
  },
  unfreezeYes: { ko: "고정 풀기", en: "Unfreeze" },
  unfrozen: { ko: "고정을 풀었어요", en: "Unfrozen" },
  first25: { ko: "처음 25개", en: "First 25" },
  last25: { ko: "최근 25개", en: "Last 25" },
  all: { ko: "모두", en: "All" },
  fromSubgroup: { ko: "시작 부분군", en: "From subgroup" },
  toSubgroup: { ko: "끝 부분군", en: "To subgroup" },
  fewSubgroups: {
    ko: (count: number) => `부분군 ${number(count)}개예요. 보통 25개는 있어야 믿을 만해요.`,
    en: (subgroups) => `That is ${count(subgroups, "subgroup")}: reliable limits need about 25.`,
  },
  freezeYes: { ko: "고정하기", en: "Freeze" },
  freezeNow: {
    ko: (points: number) =>
      `점이 ${number(points)}개예요. 이제 관리한계를 고정해 주세요. 모든 값으로 계산하는 동안에는 공정이 변해도 한계가 함께 움직여서 변화를 알아채지 못해요.`,
    en: (points) =>
      `There are ${count(points, "point")}: freeze the control limits. While they are computed from all values, they follow a lasting shift and hide it.`,
  },
  freezeNowYes: { ko: "지금 고정하기", en: "Freeze them now" },
  analyse: { ko: "공정능력 기록", en: "Record capability" },
  analysed: { ko: "기록했어요", en: "Recorded" },
  delete: { ko: "제품 지우기", en: "Delete product" },
  deleteAsk: { ko: (name: string) => `‘${name}’ 제품을 지울까요?`, en: (name) => `Delete ${name}?` },
  deleteHint: {
    ko: (count: number) => `값 ${number(count)}개와 알림도 함께 지워져요. 되돌릴 수 없어요.`,
    en: (values) => `Its ${count(values, "value")} and its alerts are deleted, too. This cannot be undone.`,
  },
  deleteYes: { ko: "네, 지울게요", en: "Yes, delete it" },
  byPhone: { ko: "휴대폰으로 입력", en: "Enter by phone" },
  phoneHint: {
    ko: "이 제품에만 값을 넣을 수 있는 링크를 만들어요. 로그인은 필요 없어요.",
    en: "This makes a link with which a phone can enter values of this product, and nothing else. No sign-in is needed.",
  },
  deviceName: { ko: "기기 이름", en: "Name of the device" },
  deviceSuggested: { ko: "휴대폰", en: "Phone" },
  makeLink: { ko: "QR 코드 만들기", en: "Make the QR code" },
  devices: {
    ko: (count: number) => `이미 만든 링크 ${number(count)}개`,
    en: (devices) => count(devices, "active link"),
  },
  lastUsed: { ko: (at: string) => `마지막으로 쓴 때: ${at}`, en: (at) => `Last used: ${at}` },
  neverUsed: { ko: "아직 쓰지 않았어요", en: "Not used yet" },
  endDevice: { ko: (name: string) => `‘${name}’ 링크 없애기`, en: (name) => `Remove the link of ${name}` },
  sharing: { ko: "누가 보고 측정하나요?", en: "Who can see and measure?" },
  sharingHint: {
    ko: "이 제품을 만든 선생님만 바꿀 수 있어요. 제품에 연결한 기기는 언제나 측정할 수 있어요.",
    en: "Only the teacher who made this product can change it. Devices of the product can always measure.",
  },
  sharingClasses: { ko: "내 수업의 학생 모두", en: "Everyone in your classes" },
  sharingPeople: { ko: "따로 정한 사람", en: "Individual people" },
  sharingFind: { ko: "이름으로 사람 찾기", en: "Find somebody by name" },
  sharingNobody: { ko: "이런 이름은 없어요.", en: "Nobody has this name." },
  permissions: {
    none: { ko: "볼 수 없음", en: "Not see" },
    read: { ko: "보기만 하기", en: "See" },
    write: { ko: "보고 측정하기", en: "See and measure" },
  },
  roles: {
    teacher: { ko: "선생님", en: "teacher" },
    student: { ko: "학생", en: "student" },
    guest: { ko: "손님", en: "guest" },
  },
  permissionOf: { ko: (name: string) => `${name} 권한`, en: (name) => `What ${name} can do` },
  asUsual: { ko: (name: string) => `${name} 따로 정하지 않기`, en: (name) => `Remove the rule for ${name}` },
  raise: { ko: "알림 올리기", en: "Raise an alert" },
  raiseHint: {
    ko: "이 제품을 보는 모든 화면에 바로 떠요.",
    en: "It appears at once on every screen that shows this product.",
  },
  raiseTitle: { ko: "제목", en: "Title" },
  raiseMessage: { ko: "내용", en: "Message" },
  raiseYes: { ko: "올리기", en: "Raise it" },
  raised: { ko: "알림을 올렸어요", en: "Alert raised" },
  correctValues: { ko: "값 고치기", en: "Correct values" },
  correctHint: {
    ko: "고치거나 지우면 그 뒤의 점을 다시 판정해요. 이전 값과 태그는 기록에 남아요.",
    en: "The points after a corrected or deleted value are judged again. Old values and tags stay in the history.",
  },
  correct: { ko: "고치기", en: "Correct" },
  correctOf: { ko: (value: string) => `${value} 고치기`, en: (value) => `Correct ${value}` },
  deleteOf: { ko: (value: string) => `${value} 지우기`, en: (value) => `Delete ${value}` },
  newValue: { ko: "새 값", en: "New value" },
  older: { ko: "이전 값 더 보기", en: "Older values" },
  pointCause: { ko: "원인", en: "Cause" },
  pointAction: { ko: "조치", en: "Action" },
  pointNote: { ko: "메모", en: "Note" },
  excludePoint: { ko: "이 점 제외하기", en: "Exclude this point" },
  restorePoint: { ko: "다시 포함하기", en: "Count it again" },
  excludeHint: {
    ko: "제외하려면 원인을 적어 주세요. 제외한 점은 계속 보이지만 한계, 규칙, 공정능력 계산에 넣지 않아요.",
    en: "To exclude the point, name its cause. It stays visible, but limits, rules and capability are computed without it.",
  },
  restoreHint: {
    ko: "이 점은 한계, 규칙, 공정능력 계산에서 빠져 있어요.",
    en: "Limits, rules and capability are computed without this point.",
  },
  wasExcluded: { ko: "제외함", en: "Excluded" },
  wasRestored: { ko: "다시 포함함", en: "Counted again" },
  pointHistory: {
    ko: (changes: number) => `바뀐 기록 ${number(changes)}개`,
    en: (changes) => `History: ${count(changes, "change")}`,
  },
  enterHere: { ko: "이 기기에서 입력", en: "Enter on this device" },
  qr: { ko: "입력용 QR 코드", en: "QR code for entering values" },
  scan: { ko: "휴대폰으로 찍으면 바로 입력할 수 있어요.", en: "Scan it with a phone to enter values." },
  linkIsKey: { ko: "이 링크를 가진 사람은 누구나 값을 넣을 수 있어요.", en: "Anyone with this link can enter values." },
});
