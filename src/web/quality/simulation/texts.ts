/** Texts of simulated processes. */
import { count, defineTexts, number, withHint } from "../../language.ts";

export const texts = defineTexts({
  simulate: { ko: "시뮬레이션", en: "Simulate" },
  title: { ko: "공정 시뮬레이션", en: "Simulate a process" },
  hint: {
    ko: "값은 측정한 값처럼 관리도에 그려지고 알림도 울려요. 페이지를 닫아도 계속되고, 어디서나 시뮬레이션이라고 표시돼요.",
    en: "Its values are charted and raise alerts like measured ones, continue if the page is closed, and are marked as simulated everywhere.",
  },
  process: { ko: "공정", en: "Process" },
  suggestedName: { ko: (seed: number) => `시뮬레이션 ${seed}`, en: (seed) => `Simulation ${seed}` },
  unknownProcess: { ko: "시뮬레이션 공정", en: "Simulated process" },
  processes: {
    stable: {
      ko: withHint("안정된 공정", "우연 원인만 있어요. 알림은 거짓 경보예요."),
      en: withHint("Stable", "Chance alone. Every alert is a false alarm."),
    },
    shift: {
      ko: withHint("평균 이동", "25개 뒤에 평균이 1.5시그마 올라요."),
      en: withHint("Shift", "After 25 values, the mean rises by 1.5 sigma."),
    },
    trend: {
      ko: withHint("추세", "25개 뒤부터 평균이 조금씩 올라요."),
      en: withHint("Trend", "After 25 values, the mean rises a little with each one."),
    },
    mixture: {
      ko: withHint("혼합", "서로 다른 기계 두 대의 값이 섞여요. 가운데에는 값이 거의 없어요."),
      en: withHint("Mixture", "The values of two different machines are mixed, with few in the middle."),
    },
    tool: {
      ko: withHint("공구 마모", "공구가 닳다가 30개마다 새것으로 바뀌어요."),
      en: withHint("Worn tool", "A tool wears, and is replaced after every 30 values."),
    },
    funnel: {
      ko: withHint("깔때기 실험", "깔때기로 과녁에 구슬을 떨어뜨려요. 안정된 공정을 건드리면 어떻게 될까요?"),
      en: withHint(
        "Funnel",
        "Marbles fall through a funnel onto a target. What happens if a stable process is adjusted?",
      ),
    },
    beads: {
      ko: withHint("빨간 구슬", "20%가 빨간 상자에서 구슬 50개를 떠서 빨간 구슬을 세요."),
      en: withHint("Red beads", "Samples of 50 beads from a box with 20 % red ones: how many are red?"),
    },
  },
  funnelRule: { ko: "깔때기의 규칙", en: "Rule of the funnel" },
  funnelRules: {
    1: {
      ko: withHint("규칙 1", "깔때기를 그대로 둬요. 가장 좋은 방법이에요."),
      en: withHint("Rule 1", "Leave the funnel over the target. Nothing does better."),
    },
    2: {
      ko: withHint("규칙 2", "빗나간 만큼 깔때기를 반대로 옮겨요. 분산이 두 배가 돼요."),
      en: withHint("Rule 2", "Move the funnel back by the last error. That doubles the variance."),
    },
    3: {
      ko: withHint("규칙 3", "과녁을 기준으로 빗나간 자리의 반대편에 깔때기를 둬요. 점점 크게 흔들려요."),
      en: withHint("Rule 3", "Set the funnel as far on the other side of the target. It swings wider and wider."),
    },
    4: {
      ko: withHint("규칙 4", "구슬이 떨어진 자리 위로 깔때기를 옮겨요. 과녁에서 멀어져 가요."),
      en: withHint("Rule 4", "Set the funnel over the last marble. It wanders away from the target."),
    },
  },
  name: { ko: "제품 이름", en: "Name of the product" },
  values: { ko: "값의 수", en: "Number of values" },
  speed: { ko: "속도", en: "Speed" },
  perSecond: { ko: (n: number) => `1초에 ${number(n)}개`, en: (n) => `${number(n)} per second` },
  slow: { ko: "5초에 1개", en: "One in 5 seconds" },
  seed: { ko: "시드", en: "Seed" },
  seedHint: { ko: "시드가 같으면 값도 같아요.", en: "The same seed gives the same values." },
  start: { ko: "시작", en: "Start" },
  stop: { ko: "멈추기", en: "Stop" },
  goOn: { ko: "계속하기", en: "Continue" },
  mark: { ko: "시뮬레이션", en: "Simulated" },
  markHint: { ko: "이 제품의 값은 측정한 값이 아니에요.", en: "The values of this product were not measured." },
  progress: {
    ko: (done: number, all: number) => `값 ${number(all)}개 중 ${number(done)}개`,
    en: (done, all) => `${number(done)} of ${count(all, "value")}`,
  },
  seedIs: { ko: (seed: number) => `시드 ${seed}`, en: (seed) => `Seed ${seed}` },
  board: {
    ko: (drops: number) => `위에서 본 판: 과녁과 구슬 ${number(drops)}개가 떨어진 자리`,
    en: (drops) => `The board from above: the target and where ${count(drops, "marble")} came to rest`,
  },
  boardLegend: {
    ko: "십자는 과녁, 고리는 다음에 깔때기가 향하는 곳이에요. 좌우 위치를 측정해요.",
    en: "The cross is the target, the ring where the funnel aims next. What is measured is the position from left to right.",
  },
});
