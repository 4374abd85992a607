/** Texts of requests for help. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const help = {
  optional: "on",
  switch: {
    ko: withHint("도움 요청", "학생이 선생님께 도움을 요청해요"),
    en: withHint("Help", "Students ask the teacher for help"),
  },
  faults: {
    help_not_found: { ko: "이 도움 요청은 더 이상 없어요.", en: "This help request no longer exists." },
    already_resolved: { ko: "이미 해결된 도움 요청이에요.", en: "This help request is already answered." },
  },
} satisfies FeatureTexts<"help">;
