/** Texts of the steps in the teacher's room and of their controls. */
import { count, defineTexts } from "../../language.ts";

export const texts = defineTexts({
  begin: { ko: "시작", en: "Begin" },
  first: { ko: "첫 단계 시작", en: "First step" },
  next: { ko: "다음", en: "Next" },
  space: { ko: "스페이스 바", en: "Space bar" },
  last: { ko: "마지막 단계예요", en: "This is the last step" },
  notBegun: { ko: "아직 시작하지 않았어요", en: "Not started yet" },
  noStep: { ko: "아직 시작한 단계가 없어요", en: "No step started yet" },
  goTo: { ko: (n: number) => `${n}단계로 가기`, en: (n) => `Go to step ${n}` },
  bring: { ko: (n: number) => `모두 ${n}단계로`, en: (n) => `Bring everyone to step ${n}` },
  ownPace: { ko: "학생마다 자기 속도로 하고 있어요", en: "Students set the pace" },
  ownPaceHint: {
    ko: "단계를 눌러 모두 부르거나, 모두 기다리게 할 수 있어요.",
    en: "Press a step to bring everyone there, or to let them wait for each other.",
  },
  closeGate: { ko: "여기에서 모두 기다리기", en: "Wait for all here" },
  openGate: { ko: "기다리지 않고 계속하기", en: "Let them go on" },
  waitsHere: {
    ko: (working: number, present: number) => `여기에서 기다려요 · ${present}명 중 ${working}명이 하는 중`,
    en: (working, present) => `Waiting here · ${working} of ${present} still working`,
  },
  pause: { ko: "멈추기", en: "Pause" },
  resume: { ko: "다시 시작", en: "Resume" },
  end: { ko: "수업 끝내기", en: "End class" },
  endAsk: { ko: "수업을 끝낼까요?", en: "End the class?" },
  endHint: {
    ko: "학생들의 연결이 모두 끊겨요. 실수로 끝냈다면 다시 열 수 있어요.",
    en: "All students are disconnected. If it was a mistake, you can reopen it.",
  },
  endYes: { ko: "네, 끝낼게요", en: "Yes, end it" },
  paused: { ko: "멈춤", en: "Paused" },
  ended: { ko: "수업이 끝났어요", en: "The class has ended" },
  noLesson: { ko: "이 수업에는 단계가 없어요", en: "This class has no steps" },
  noLessonHint: {
    ko: "수업안을 고르거나 지금 단계를 써 보세요. 단계 없이 시작해도 돼요.",
    en: "Choose a lesson, write one now, or begin without steps.",
  },
  noLessonsHint: {
    ko: "지금 단계를 쓰거나, 단계 없이 시작해도 돼요.",
    en: "Write the steps now, or begin without steps.",
  },
  chooseLesson: { ko: "수업안 고르기", en: "Choose a lesson" },
  writeLesson: { ko: "단계 쓰기", en: "Write steps" },
  report: {
    ko: (people: number, done: number) => `학생 ${people}명이 참가했고 ${done}명이 모든 단계를 마쳤어요.`,
    en: (people, done) => `${count(people, "student")} took part, ${done} finished every step.`,
  },
});
