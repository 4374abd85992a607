/** Texts of the result of a practice. */
import { count, defineTexts, number, withHint } from "../../language.ts";

export const texts = defineTexts({
  went: { ko: "연습 결과", en: "How it went" },
  fastest: { ko: withHint("지금까지 가장 빨랐어요!", ""), en: withHint("Your fastest so far!", "") },
  faster: {
    ko: (by: number) => `가장 좋았던 기록보다 1분에 ${number(by)}번 더 바꿨어요.`,
    en: (by) => `${number(by)} more changes a minute than your best until now.`,
  },
  firstOne: {
    ko: "첫 기록이에요. 다음부터 이 기록과 비교해 드려요.",
    en: "Your first result. The next ones are compared with it.",
  },
  best: { ko: (n: number) => `가장 좋은 기록은 1분에 ${number(n)}번`, en: (n) => `Your best is ${number(n)} a minute` },
  did: {
    ko: (changes: number, chords: number) => `코드 ${number(chords)}개로 ${number(changes)}번 바꿨어요`,
    en: (changes, chords) => `${count(changes, "change")} between ${count(chords, "chord")}`,
  },
  stayed: {
    ko: (time: string) => `${time} 동안 쉬지 않고 이어 갔어요`,
    en: (time) => `You kept going for ${time} without a break`,
  },
  justPlayed: { ko: (n: number) => `코드를 ${number(n)}번 쳤어요`, en: (n) => `You played ${count(n, "chord")}` },
  nothing: { ko: "이번에는 친 코드가 없어요", en: "No chord was played this time" },
  landed: {
    ko: (n: number, seconds: number) => `${seconds}초 동안 코드를 ${number(n)}번 잡았어요`,
    en: (n, seconds) => `${count(n, "chord")} in ${seconds} s`,
  },
  pairBest: {
    ko: (n: number) => `이 두 코드의 가장 좋은 기록은 ${number(n)}번`,
    en: (n) => `Your best with this pair is ${number(n)}`,
  },
  pairNew: {
    ko: (by: number) => `이 두 코드의 새 기록! 전보다 ${number(by)}번 많아요.`,
    en: (by) => `Your best with this pair: ${number(by)} more than before.`,
  },
  pairFirst: { ko: "이 두 코드의 첫 기록이에요.", en: "Your first result for this pair." },
  changesPerMinute: { ko: "1분당 바꾼 횟수", en: "Changes per minute" },
  bestMinute: { ko: "가장 좋은 1분", en: "Best minute" },
  lasted: { ko: "연습 시간", en: "Practised" },
  endedBySilence: {
    ko: "5분 동안 조용해서 자동으로 끝났어요.",
    en: "It ended automatically after five silent minutes.",
  },
  mostUsed: { ko: "많이 친 코드", en: "Played most" },
  practiseNext: { ko: "다음에 연습할 것", en: "What to practise next" },
  practiseHint: { ko: "가장 오래 걸린 바꾸기예요.", en: "These changes took longest." },
  took: { ko: (seconds: number) => `${number(seconds)}초`, en: (seconds) => `${number(seconds)} s` },
  practisePair: {
    ko: (from: string, to: string) => `1분 연습: ${from} → ${to}`,
    en: (from, to) => `One minute: ${from} → ${to}`,
  },
  oneMinute: { ko: "1분 연습", en: "One minute" },
  history: { ko: "지난 기록", en: "History" },
  historyOfPair: {
    ko: (from: string, to: string) => `${from} – ${to} 기록`,
    en: (from, to) => `${from} – ${to}: history`,
  },
  when: { ko: "날짜", en: "When" },
  rate: { ko: "1분당", en: "Per minute" },
  again: { ko: "다시 연습", en: "Practise again" },
  close: { ko: "코드 판으로", en: "Back to the chords" },
});
