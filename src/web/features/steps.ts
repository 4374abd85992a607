/** Texts of the steps of the lesson. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const steps = {
  optional: "on",
  switch: { ko: withHint("단계", "한 단계씩 함께 진행해요"), en: withHint("Steps", "Guide the class step by step") },
  faults: {
    no_next_step: { ko: "다음 단계가 없어요.", en: "There is no step after this one." },
  },
} satisfies FeatureTexts<"steps">;
