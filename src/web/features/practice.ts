/** Texts of practice. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const practice = {
  optional: "off",
  switch: {
    ko: withHint("연습", "휴대폰으로 기타 코드를 연습해요"),
    en: withHint("Practice", "Guitar chords, played on a phone"),
  },
  faults: {
    no_practice: {
      ko: "지금은 연습하고 있지 않아요. 먼저 연습을 시작해 주세요.",
      en: "You are not practising. Start practice first.",
    },
    not_a_chord: {
      ko: "코드 이름이 아니에요. C, F#m7, C/G처럼 써 주세요.",
      en: "This is not a chord. Write it like C, F#m7 or C/G.",
    },
  },
} satisfies FeatureTexts<"practice">;
