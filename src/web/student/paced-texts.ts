/** Texts of a student's page in a student-paced class. */
import { defineTexts, number } from "../language.ts";

export const texts = defineTexts({
  back: { ko: "이전", en: "Back" },
  next: { ko: "다음 단계", en: "Next step" },
  waiting: { ko: "다른 학생을 기다리고 있어요", en: "Waiting for the others" },
  stillWorking: {
    ko: (working: number, present: number) => `${number(present)}명 중 ${number(working)}명이 아직 하고 있어요.`,
    en: (working, present) => `${number(working)} of ${number(present)} still working.`,
  },
  waitingHint: {
    ko: "모두 끝나거나 선생님이 열면 바로 다음 단계로 넘어가요.",
    en: "You go on as soon as everybody is done, or the teacher lets you.",
  },
  gateHere: {
    ko: "이 단계를 마치면 모두 함께 다음으로 넘어가요.",
    en: "After this step, everybody goes on together.",
  },
  finished: { ko: "모든 단계를 마쳤어요!", en: "All steps done!" },
  finishedHint: {
    ko: "지난 단계를 다시 볼 수 있어요.",
    en: "You can look at earlier steps again.",
  },
});
