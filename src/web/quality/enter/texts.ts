/** Texts of entering values. */
import { defineTexts, number, withHint } from "../../language.ts";

export const texts = defineTexts({
  enter: { ko: "값 입력", en: "Enter values" },
  deviceGone: {
    ko: withHint("이 링크는 더 이상 쓸 수 없어요", "선생님께 새 QR 코드를 부탁해 주세요."),
    en: withHint("This link no longer works", "Ask the teacher for a new QR code."),
  },
  withoutDevice: { ko: "링크 없이 계속하기", en: "Continue without it" },
  onlyWithLink: {
    ko: withHint("링크가 있어야 입력할 수 있어요", "선생님이 보여 주는 QR 코드를 찍어 주세요."),
    en: withHint("You need a link to enter values", "Scan the QR code that the teacher shows."),
  },
  keys: {
    sign: { ko: "부호 바꾸기", en: "Change the sign" },
    point: { ko: "소수점", en: "Decimal point" },
    back: { ko: "한 글자 지우기", en: "Delete a character" },
  },
  typed: { ko: "입력하는 값", en: "The value being typed" },
  saveValue: { ko: "저장", en: "Save" },
  nextOf: {
    ko: (at: number, of: number, subgroup?: number) =>
      subgroup === undefined ? `${of}개 중 ${at}번째` : `부분군 ${subgroup} · ${of}개 중 ${at}번째`,
    en: (at, of, subgroup) =>
      subgroup === undefined ? `Next: ${at} of ${of}` : `Subgroup ${subgroup} · next: ${at} of ${of}`,
  },
  waitingToSend: {
    ko: (count: number) => `${number(count)}개를 아직 보내지 못했어요. 다시 보낼게요`,
    en: (values) => `${values} not sent yet, will be sent again`,
  },
  saved: { ko: (value: string) => `${value} 저장함`, en: (value) => `${value} saved` },
  sampleSize: { ko: "표본 크기", en: "Sample size" },
  sampleSizeHint: { ko: "바꿀 때까지 다음 값에도 써요.", en: "Used for the next counts, too, until you change it." },
  inSpec: { ko: "규격 안", en: "in specification" },
  outOfSpec: { ko: "규격 밖", en: "out of specification" },
  lastValues: { ko: "최근 값", en: "Last values" },
  undo: { ko: "되돌리기", en: "Undo" },
  undoOf: { ko: (value: string) => `${value} 되돌리기`, en: (value) => `Undo ${value}` },
  tagsOfNext: { ko: "다음 값의 태그", en: "Tags of the next values" },
  noTag: { ko: "없음", en: "none" },
  tagStays: {
    ko: "바꿀 때까지 다음 값에 모두 붙어요.",
    en: "All values from now on have it, until you change it.",
  },
  otherTag: { ko: "다른 값", en: "Another value" },
  useTag: { ko: "쓰기", en: "Use" },
  drop: { ko: "목록에서 빼기", en: "Remove from the list" },
});
