/** Texts of the phone that plays chords. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  notCounted: { ko: "시작을 누르면 기록돼요.", en: "It counts once you start." },
  pad: { ko: "코드 판", en: "Chords" },
  strings: { ko: "스트럼", en: "Strum" },
  strumHint: {
    ko: "여기를 가로질러 쓸면 같은 코드가 다시 울려요.",
    en: "Drag across here: the same chord sounds again.",
  },
  strumFirst: { ko: "먼저 코드를 누르세요", en: "Press a chord first" },
  sendingOne: { ko: "보내는 중", en: "Sending" },
  notSent: { ko: "안 보냈어요", en: "Not sent" },
  lost: { ko: (since: string) => `연결 끊김 · ${since}`, en: (since) => `Connection lost · ${since}` },
  lostHint: {
    ko: "지금은 코드가 전해지지 않고, 나중에도 보내지 않아요.",
    en: "Chords do not arrive now, and are not sent later.",
  },
});
