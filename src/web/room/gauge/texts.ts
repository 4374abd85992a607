/** Texts of the feedback gauge and of marking a moment as important. */
import { defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  gauge: { ko: "이해도", en: "Understanding" },
  understand: { ko: (n: number) => `${number(n)}명 이해`, en: (n) => `${number(n)} understand` },
  hard: { ko: (n: number) => `${number(n)}명 어려움`, en: (n) => `${number(n)} hard` },
  nobody: { ko: "최근에 누른 사람이 없어요", en: "Nobody pressed recently" },
  notYet: { ko: "아직 누른 사람이 없어요", en: "Nobody has pressed yet" },
  course: { ko: "시간에 따른 이해도", en: "Understanding over time" },
  courseFrom: { ko: (time: string) => `${time}부터`, en: (time) => `Since ${time}` },
  time: { ko: "시각", en: "Time" },
  understood: { ko: "이해했어요", en: "Understood" },
  foundHard: { ko: "어려워요", en: "Hard" },
  manyHard: { ko: "많은 학생이 어려워해요", en: "Many find this hard" },
  tellClass: { ko: "모두에게 알리기", en: "Tell the class" },
  classTold: { ko: "모두에게 알렸어요", en: "The class has been told" },
  important: { ko: "중요", en: "Important" },
  importantTitle: { ko: "무엇이 중요한가요?", en: "What is important?" },
  importantHint: {
    ko: "모든 학생 화면에 바로 보여요. 비워 두면 이렇게 보여요:",
    en: "Every student sees it at once. If the note is empty, it says:",
  },
  importantPicture: {
    ko: "모든 학생 화면에 바로 보여요. 비워 두면 사진만 보여요.",
    en: "Every student sees it at once. If the note is empty, they see the picture only.",
  },
  importantDefault: { ko: "지금 이 부분이 중요해요", en: "This part is important" },
  note: { ko: "한 줄 메모", en: "One-line note" },
  mark: { ko: "중요하다고 알리기", en: "Mark as important" },
});
