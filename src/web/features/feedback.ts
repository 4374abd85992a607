/** Texts of the feedback “understood” and “hard”. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const feedback = {
  optional: "on",
  switch: {
    ko: withHint("이해했어요 / 어려워요", "학생이 이해했는지 알려 줘요"),
    en: withHint("Understood / hard", "Students say whether they understand"),
  },
} satisfies FeatureTexts<"feedback">;
