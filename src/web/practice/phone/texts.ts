/** Texts of the phone that plays chords. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  notCounted: { ko: "‘연습 시작’을 누르면 기록돼요.", en: "It is recorded once you press Start practice." },
  pad: { ko: "코드 판", en: "Chords" },
  strings: { ko: "스트럼", en: "Strum" },
  strumHint: {
    ko: "여기를 가로질러 쓸면 같은 코드가 다시 울려요.",
    en: "Drag across here: the same chord sounds again.",
  },
  strumFirst: { ko: "먼저 코드를 눌러 주세요", en: "Press a chord first" },
  sendingOne: { ko: "보내는 중", en: "Sending" },
  notSent: { ko: "보내지 못했어요", en: "Not sent" },
  lost: { ko: (since: string) => `연결 끊김 · ${since}`, en: (since) => `Connection lost · ${since}` },
  lostHint: {
    ko: "지금 누른 코드는 전해지지 않고, 나중에도 보내지 않아요.",
    en: "Chords are not sent now, and not later either.",
  },
});
