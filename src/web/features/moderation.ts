/** Texts of the moderation of a class. */
import type { FeatureTexts } from "./feature-texts.ts";

export const moderation = {
  faults: {
    undo_refused: {
      ko: "되돌릴 수 없어요. 이미 다시 정했거나, 되돌릴 수 없는 일이에요.",
      en: "This cannot be undone: it is final, or the same was decided again since.",
    },
  },
} satisfies FeatureTexts<"moderation">;
