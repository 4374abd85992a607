/** Texts of gauge studies. */
import { count, defineTexts, number, withHint } from "../../language.ts";

export const texts = defineTexts({
  gauge: { ko: "측정 시스템 분석 (게이지 R&R)", en: "Gauge R&R" },
  what: {
    ko: "여러 사람이 같은 부품을 여러 번 재어, 값의 차이가 부품에서 오는지 측정에서 오는지 알아봐요.",
    en: "Several people measure the same parts several times. It shows how much of the variation comes from the parts and how much from measuring them.",
  },
  none: { ko: "아직 분석이 없어요.", en: "No gauge studies yet." },
  noProduct: {
    ko: "먼저 품질 보드에서 제품을 만들어 주세요.",
    en: "Create a product on the quality board first.",
  },
  newStudy: { ko: "새 분석", en: "New gauge study" },
  make: { ko: "분석 만들기", en: "Create the study" },
  edit: { ko: "분석 고치기", en: "Edit the study" },
  product: { ko: "제품", en: "Product" },
  name: { ko: "이름", en: "Name" },
  suggestedName: { ko: "게이지", en: "Gauge" },
  operators: { ko: "측정자", en: "Operators" },
  parts: { ko: "부품", en: "Parts" },
  onePerLine: { ko: "한 줄에 하나씩 적어 주세요.", en: "One per line." },
  countFixed: { ko: "이름은 바꿀 수 있지만 개수는 바꿀 수 없어요.", en: "Names can change, their number cannot." },
  repeats: { ko: "반복 횟수", en: "Repeats" },
  repeatsHint: { ko: "측정자가 부품마다 재는 횟수예요.", en: "How often each operator measures each part." },
  randomOrder: {
    ko: "부품을 무작위 순서로 재기 (권장)",
    en: "Measure the parts in random order (recommended)",
  },
  tolerance: { ko: "공차 (규격 폭)", en: "Tolerance (width of the specification)" },
  toleranceHint: { ko: "없으면 비워 두세요.", en: "Leave it empty if there is none." },
  alpha: { ko: "교호작용을 합치는 기준 p값", en: "Pool the interaction if p is above" },
  sigmas: { ko: "산포의 폭 (시그마 배수)", en: "Width of the variation, in sigmas" },
  further: { ko: "계산 방법", en: "How it is computed" },
  total: {
    ko: (values: number) => `모두 ${number(values)}번 재요.`,
    en: (values) => `${count(values, "measurement")} in total.`,
  },
  misfits: {
    name: { ko: "이름은 1~100자로 적어 주세요.", en: "The name must have 1 to 100 characters." },
    operators: {
      ko: "서로 다른 측정자를 2~10명 적어 주세요. 이름은 60자까지예요.",
      en: "Enter 2 to 10 different operators. A name has at most 60 characters.",
    },
    parts: {
      ko: "서로 다른 부품을 2~50개 적어 주세요. 이름은 60자까지예요.",
      en: "Enter 2 to 50 different parts. A name has at most 60 characters.",
    },
    repeats: { ko: "반복 횟수는 2~10으로 정해 주세요.", en: "Choose 2 to 10 repeats." },
    tolerance: { ko: "공차는 0보다 큰 숫자로 적어 주세요.", en: "The tolerance must be a number greater than 0." },
    alpha: { ko: "p값은 0과 1 사이로 적어 주세요.", en: "The value of p must be between 0 and 1." },
    sigmas: { ko: "시그마 배수는 1~10으로 적어 주세요.", en: "Enter 1 to 10 sigmas." },
    cells: { ko: "한 분석에서는 1,000번까지 잴 수 있어요.", en: "A study has at most 1,000 measurements." },
  },
  measuredOf: {
    ko: (done: number, all: number) => `${number(all)}개 중 ${number(done)}개 측정`,
    en: (done, all) => `${number(done)} of ${number(all)} measured`,
  },
  design: {
    ko: (operators: number, parts: number, repeats: number) => `측정자 ${operators}명 × 부품 ${parts}개 × ${repeats}회`,
    en: (operators, parts, repeats) =>
      `${count(operators, "operator")} × ${count(parts, "part")} × ${count(repeats, "repeat")}`,
  },
  values: { ko: "측정값", en: "Values" },
  valuesHint: {
    ko: "칸에 바로 적거나, 표 계산 프로그램에서 복사해 붙여 넣을 수 있어요.",
    en: "Type into the cells, or paste cells from a spreadsheet.",
  },
  cell: {
    ko: (operator: string, part: string, repeat: number) => `${operator}, 부품 ${part}, ${repeat}회째`,
    en: (operator, part, repeat) => `${operator}, part ${part}, repeat ${repeat}`,
  },
  notANumber: { ko: "숫자로 적어 주세요.", en: "Enter a number." },
  pasteAll: { ko: "표 붙여 넣기", en: "Paste a table" },
  pasteHint: {
    ko: "측정자·부품·값 열이 있는 표, 또는 부품마다 한 줄인 표, 측정자와 회차마다 한 줄인 표를 읽어요.",
    en: "A table with the columns operator, part and value, or one row per part, or one row per operator and repeat.",
  },
  rows: { ko: "표", en: "Table" },
  chooseFile: { ko: "CSV 파일 고르기", en: "Choose a CSV file" },
  pasteFound: {
    ko: (values: number, all: number) => `값 ${number(values)}개를 찾았어요. 이 분석에는 ${number(all)}칸이 있어요.`,
    en: (values, all) => `${count(values, "value")} found. This study has ${count(all, "cell")}.`,
  },
  pasteLeftOut: {
    ko: (lines: number) => `${number(lines)}줄은 읽지 못했어요. 측정자와 부품 이름, 숫자를 확인해 주세요.`,
    en: (lines) =>
      `${count(lines, "line")} could not be read. Check the names of operators and parts, and the numbers.`,
  },
  pasteNothing: {
    ko: "이 분석에 맞는 표가 아니에요. 줄과 칸의 개수를 확인해 주세요.",
    en: "This table does not fit the study. Check the number of rows and columns.",
  },
  pasteReplaces: {
    ko: (values: number) => `이미 있는 값 ${number(values)}개를 바꿔요.`,
    en: (values) => `${count(values, "value")} that the study already has will be replaced.`,
  },
  pasteAsk: {
    ko: (values: number) => `값 ${number(values)}개를 넣을까요?`,
    en: (values) => `Enter ${count(values, "value")}?`,
  },
  cellsLeftOut: {
    ko: (cells: number) =>
      `${number(cells)}칸은 숫자가 아니거나 표 밖이라서 빠져요. 제목 줄이 있는 표는 “표 붙여 넣기”를 쓰세요.`,
    en: (cells) =>
      `${count(cells, "cell")} will be left out: not a number, or beyond the table. For a table with headings, use “Paste a table”.`,
  },
  pasteYes: { ko: "값 넣기", en: "Enter the values" },
  byPhone: { ko: "휴대폰으로 측정", en: "Measure by phone" },
  saveCsv: { ko: "CSV로 저장", en: "Save as CSV" },
  print: { ko: "인쇄", en: "Print" },
  more: { ko: "더 보기", en: "More" },
  delete: { ko: "분석 지우기", en: "Delete the study" },
  deleteAsk: { ko: (name: string) => `${name} 분석을 지울까요?`, en: (name) => `Delete the study ${name}?` },
  deleteHint: {
    ko: (values: number) => `측정값 ${number(values)}개도 함께 지워져요. 되돌릴 수 없어요.`,
    en: (values) => `Its ${count(values, "value")} are deleted, too. This cannot be undone.`,
  },
  toStudies: { ko: "분석 목록으로 가기", en: "Go to the gauge studies" },
  gone: {
    ko: withHint("이 분석은 더 이상 없어요", "선생님이 지웠어요."),
    en: withHint("This gauge study no longer exists", "The teacher has deleted it."),
  },
  result: { ko: "결과", en: "Result" },
  waiting: {
    ko: "모든 측정자가 부품 2개를 2번씩 재면 결과가 나타나요.",
    en: "The result appears once every operator has measured two parts twice.",
  },
  soFar: {
    ko: (parts: number, ofParts: number, repeats: number) =>
      `지금까지: 부품 ${ofParts}개 중 ${parts}개, ${repeats}회씩`,
    en: (parts, ofParts, repeats) => `So far: ${parts} of ${ofParts} parts, ${repeats} repeats each`,
  },
  methods: {
    anova: { ko: "분산 분석 (ANOVA)", en: "ANOVA" },
    average_range: { ko: "평균-범위법", en: "Average and range" },
  },
  method: { ko: "계산 방법", en: "Method" },
  verdicts: {
    good: { ko: "대체로 쓸 수 있어요", en: "Usually acceptable" },
    conditional: { ko: "용도에 따라 쓸 수 있어요", en: "May be acceptable" },
    poor: { ko: "대체로 쓰기 어려워요", en: "Usually not acceptable" },
  },
  verdictWhy: {
    good: {
      ko: (share: string) => `측정 산포가 전체 산포의 ${share}예요(표준편차 기준). 10% 미만이에요.`,
      en: (share) => `The spread of measuring is ${share} of the total spread (standard deviations): under 10 %.`,
    },
    conditional: {
      ko: (share: string) =>
        `측정 산포가 전체 산포의 ${share}예요(표준편차 기준). 10~30%라서 무엇을 재는지, 개선 비용이 얼마인지에 달려 있어요.`,
      en: (share) =>
        `The spread of measuring is ${share} of the total spread (standard deviations). Between 10 % and 30 % it depends on what is measured and what a better gauge costs.`,
    },
    poor: {
      ko: (share: string) =>
        `측정 산포가 전체 산포의 ${share}예요(표준편차 기준). 30%를 넘으니 측정 방법을 먼저 개선해 보세요.`,
      en: (share) =>
        `The spread of measuring is ${share} of the total spread (standard deviations): over 30 %. Improve the measuring first.`,
    },
  },
  noVariation: {
    ko: "값이 모두 같아서 평가할 수 없어요.",
    en: "All values are equal, so there is nothing to evaluate.",
  },
  toleranceWhy: {
    good: {
      ko: (share: string) => `공차와 비교하면 ${share}예요. 10% 미만이에요.`,
      en: (share) => `Compared with the tolerance it is ${share}: under 10 %.`,
    },
    conditional: {
      ko: (share: string) => `공차와 비교하면 ${share}예요. 10~30%예요.`,
      en: (share) => `Compared with the tolerance it is ${share}: between 10 % and 30 %.`,
    },
    poor: {
      ko: (share: string) => `공차와 비교하면 ${share}예요. 30%를 넘어요.`,
      en: (share) => `Compared with the tolerance it is ${share}: over 30 %.`,
    },
  },
  worseOfTwo: {
    ko: "둘 중 더 나쁜 쪽으로 판단했어요.",
    en: "The less favourable of the two decides.",
  },
  categories: {
    ko: (n: number) =>
      n >= 5
        ? `부품을 ${n}단계로 구별할 수 있어요 (5 이상이면 돼요).`
        : `부품을 ${n}단계로만 구별할 수 있어요. 보통 5 이상이 필요해요.`,
    en: (n) =>
      n >= 5
        ? `The gauge distinguishes ${n} categories of parts; 5 or more are needed.`
        : `The gauge distinguishes only ${n === 1 ? "1 category" : `${n} categories`} of parts; 5 or more are needed.`,
  },
  caveat: {
    ko: "AIAG 지침에 따른 판단이에요. 부품이 실제 공정의 산포를 대표해야 의미가 있어요.",
    en: "These are AIAG's guidelines. They apply if the parts represent the variation of the process.",
  },
  components: {
    gauge: { ko: "게이지 R&R", en: "Total gauge R&R" },
    repeatability: { ko: "반복성 (EV)", en: "Repeatability (EV)" },
    reproducibility: { ko: "재현성 (AV)", en: "Reproducibility (AV)" },
    operator: { ko: "측정자", en: "Operator" },
    interaction: { ko: "측정자 × 부품", en: "Operator × part" },
    part: { ko: "부품 간 (PV)", en: "Part to part (PV)" },
    total: { ko: "총변동 (TV)", en: "Total (TV)" },
  },
  component: { ko: "변동의 원인", en: "Source" },
  sd: { ko: "표준편차", en: "SD" },
  shares: {
    contribution: { ko: "% 기여율", en: "% contribution" },
    of_study: { ko: "% 총변동", en: "% study variation" },
    of_tolerance: { ko: "% 공차", en: "% tolerance" },
  },
  anovaTable: { ko: "분산 분석표", en: "Analysis of variance" },
  sources: {
    part: { ko: "부품", en: "Part" },
    operator: { ko: "측정자", en: "Operator" },
    interaction: { ko: "측정자 × 부품", en: "Operator × part" },
    repeatability: { ko: "반복성", en: "Repeatability" },
    total: { ko: "합계", en: "Total" },
  },
  df: { ko: "자유도", en: "DF" },
  pooled: {
    ko: (p: string, alpha: string) => `교호작용이 유의하지 않아서 (p = ${p} > ${alpha}) 반복성에 합쳤어요.`,
    en: (p, alpha) =>
      `The interaction is not significant (p = ${p} > ${alpha}), so it is pooled with the repeatability.`,
  },
  kept: {
    ko: (p: string, alpha: string) => `교호작용이 유의해요 (p = ${p} ≤ ${alpha}). 측정자마다 부품을 다르게 재요.`,
    en: (p, alpha) =>
      `The interaction is significant (p = ${p} ≤ ${alpha}): the operators differ in how they measure single parts.`,
  },
  withInteraction: { ko: "교호작용 포함", en: "With the interaction" },
  factors: { ko: "평균-범위법의 값", en: "Averages and ranges" },
  factorNames: {
    r_bar: { ko: "평균 범위 R-bar", en: "Mean range, R-bar" },
    x_diff: { ko: "측정자 평균의 차, X-bar diff", en: "Difference of operators, X-bar diff" },
    r_parts: { ko: "부품 평균의 범위, Rp", en: "Range of parts, Rp" },
    k1: { ko: "K1", en: "K1" },
    k2: { ko: "K2", en: "K2" },
    k3: { ko: "K3", en: "K3" },
  },
  charts: {
    components: { ko: "변동의 구성", en: "Components of variation" },
    range: { ko: "측정자별 범위 (R)", en: "Ranges by operator (R)" },
    mean: { ko: "측정자별 평균 (X-bar)", en: "Means by operator (X-bar)" },
    part: { ko: "부품별 값", en: "Values by part" },
    operator: { ko: "측정자별 값", en: "Values by operator" },
    interaction: { ko: "측정자 × 부품", en: "Operator × part" },
  },
  chartHints: {
    range: {
      ko: "한계를 벗어난 점: 이 측정자가 이 부품을 고르지 않게 쟀어요.",
      en: "A point beyond the limit: this operator measured this part unevenly.",
    },
    mean: {
      ko: "한계를 벗어난 점이 많을수록 게이지가 부품을 잘 구별해요.",
      en: "The more points are beyond the limits, the better the gauge distinguishes the parts.",
    },
    interaction: {
      ko: "선이 나란하지 않으면 측정자마다 부품을 다르게 재는 거예요.",
      en: "Lines that are not parallel: the operators differ in how they measure single parts.",
    },
  },
  chartLabel: {
    ko: (title: string, points: number) => `${title}, 점 ${number(points)}개`,
    en: (title, points) => `${title}, ${count(points, "point")}`,
  },
  enter: { ko: "측정 시스템 분석 입력", en: "Measure for the gauge study" },
  whoMeasures: { ko: "누가 재나요?", en: "Who measures?" },
  anyone: { ko: "순서대로 번갈아", en: "Everyone in turn" },
  left: {
    ko: (n: number) => (n === 0 ? "다 쟀어요" : `${number(n)}번 남음`),
    en: (n) => (n === 0 ? "done" : `${number(n)} left`),
  },
  measurePart: { ko: "이 부품을 재세요", en: "Measure this part" },
  correctPart: { ko: "이 부품의 값을 고치세요", en: "Correct this part" },
  repeatOf: {
    ko: (operator: string, repeat: number, of: number) => `${operator} · ${of}회 중 ${repeat}회째`,
    en: (operator, repeat, of) => `${operator} · repeat ${repeat} of ${of}`,
  },
  save: { ko: "저장", en: "Save" },
  saved: {
    ko: (part: string, value: string) => `저장함: 부품 ${part} = ${value}`,
    en: (part, value) => `Saved: part ${part} = ${value}`,
  },
  correct: { ko: "고치기", en: "Correct" },
  taken: {
    ko: (part: string) => `그 사이에 부품 ${part}의 값이 저장됐어요. 이 부품에 적던 숫자는 지웠어요.`,
    en: (part) => `Part ${part} got a value meanwhile. A number that was typed for it is removed.`,
  },
  changeOperator: { ko: "측정자 바꾸기", en: "Change operator" },
  allDone: {
    ko: withHint("다 쟀어요", "이 측정자가 잴 부품이 더 없어요."),
    en: withHint("All measured", "There is nothing left to measure for this operator."),
  },
});
