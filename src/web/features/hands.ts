/** Texts of raised hands. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const hands = {
  optional: "on",
  switch: {
    ko: withHint("손들기", "학생이 손을 들고 순서를 기다려요"),
    en: withHint("Raised hands", "Students raise a hand and see their place"),
  },
} satisfies FeatureTexts<"hands">;
