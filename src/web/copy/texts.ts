/** Texts of a student's copy of a class. */
import { defineTexts } from "../language.ts";

export const texts = defineTexts({
  ended: { ko: "수업이 끝났어요", en: "The class has ended" },
  of: { ko: (name: string) => `${name} 님의 수업 기록`, en: (name) => `${name}'s notes from the class` },
  mine: { ko: "내 수업 기록", en: "Your notes from the class" },
  until: {
    ko: (day: string) => `${day}까지 이 페이지를 다시 볼 수 있어요. 오래 두려면 파일로 저장해 주세요.`,
    en: (day) => `You can open this page again until ${day}. Download it to keep it longer.`,
  },
  always: {
    ko: "이 브라우저에서 이 페이지를 다시 볼 수 있어요. 파일로 저장할 수도 있어요.",
    en: "You can open this page again in this browser. You can also download it.",
  },
  print: { ko: "인쇄", en: "Print" },
  download: { ko: "파일로 저장", en: "Download" },
  from: { ko: (name: string) => `${name} 선생님`, en: (name) => `with ${name}` },
  doneOf: {
    ko: (done: number, all: number) => `${all}단계 중 ${done}단계를 마쳤어요.`,
    en: (done, all) => `You did ${done} of ${all} steps.`,
  },
  steps: { ko: "단계", en: "Steps" },
  status: {
    completed: { ko: "완료했어요", en: "Done" },
    failed: { ko: "못 했어요", en: "Not done" },
    open: { ko: "마치지 않았어요", en: "Not finished" },
  },
  note: { ko: "내가 적은 글", en: "What you wrote" },
  questions: { ko: "내 질문", en: "Your questions" },
  answer: { ko: "답변", en: "Answer" },
  noAnswer: { ko: "글로 된 답변이 없어요", en: "No written answer" },
  help: { ko: "내 도움 요청", en: "Your calls for help" },
  calledAt: { ko: (n: number) => `${n}단계에서 도움을 요청했어요`, en: (n) => `You asked for help on step ${n}` },
  called: { ko: "도움을 요청했어요", en: "You asked for help" },
  polls: { ko: "내 투표", en: "Your votes" },
  important: { ko: "선생님이 중요하다고 알린 내용", en: "Marked as important by the teacher" },
  picture: { ko: "사진", en: "Picture" },
});
