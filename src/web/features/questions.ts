/** Texts of questions. */
import { withHint } from "../language.ts";
import type { FeatureTexts } from "./feature-texts.ts";

export const questions = {
  optional: "on",
  switch: {
    ko: withHint("질문", "학생이 질문하고 다른 질문에 공감해요"),
    en: withHint("Questions", "Students ask questions and like those of others"),
  },
  faults: {
    question_not_found: { ko: "이 질문은 더 이상 없어요.", en: "This question no longer exists." },
    too_many_questions: {
      ko: "답변을 기다리는 질문이 50개예요. 선생님이 답변한 뒤에 다시 질문해 주세요.",
      en: "You have 50 open questions. Ask again once the teacher has answered some of them.",
    },
  },
  settings: {
    title: { ko: "질문", en: "Questions" },
    everyone: { ko: "모두에게 보여요", en: "Everyone sees them" },
    teacherOnly: { ko: "선생님께만 보여요", en: "Only the teacher sees them" },
    approval: {
      ko: withHint("먼저 승인하기", "선생님이 승인한 질문만 다른 학생에게 보여요"),
      en: withHint("Approve first", "Other students see a question once you approve it"),
    },
    anonymous: {
      ko: withHint("이름 없이", "누가 물었는지 학생에게 보이지 않아요"),
      en: withHint("Without names", "Students do not see who asked"),
    },
  },
} satisfies FeatureTexts<"questions">;
