/** Texts of student-paced classes. */
import type { FeatureTexts } from "./feature-texts.ts";

export const pace = {
  faults: {
    teacher_paced: {
      ko: "이 수업은 선생님이 단계를 함께 넘겨요.",
      en: "In this class the teacher moves everybody from step to step.",
    },
    gate_closed: {
      ko: "모두가 끝낼 때까지 앞 단계에서 기다리고 있어요.",
      en: "The class waits at an earlier step until everybody has done it.",
    },
  },
  settings: {
    title: { ko: "단계를 넘기는 방법", en: "Moving from step to step" },
    teacher: { ko: "선생님이 모두 함께 넘겨요", en: "The teacher moves everybody" },
    student: { ko: "학생마다 자기 속도로 넘어가요", en: "Students move on by themselves" },
  },
} satisfies FeatureTexts<"pace">;
