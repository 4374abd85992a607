/** Texts of the people in a class. */
import type { FeatureTexts } from "./feature-texts.ts";

export const participants = {
  faults: {
    nickname_refused: {
      ko: "이 수업에서 쓸 수 없는 이름이에요. 다른 이름을 써 주세요.",
      en: "This class does not allow this name. Choose another one.",
    },
  },
} satisfies FeatureTexts<"participants">;
