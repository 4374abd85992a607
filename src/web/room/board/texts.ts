/** Texts of the board of students in the teacher's room. */
import { defineTexts, withHint } from "../../language.ts";

export const texts = defineTexts({
  board: { ko: "현황판", en: "Board" },
  empty: { ko: "아직 아무도 없어요", en: "Nobody is here yet" },
  emptyHint: {
    ko: "학생들이 QR 코드를 찍거나 수업 코드를 입력하면 나타나요.",
    en: "Students scan the QR code or enter the class code.",
  },
  sumOn: { ko: (n: number, step: number) => `${step}단계 ${n}명`, en: (n, step) => `${n} on ${step}` },
  sumAsk: { ko: (n: number) => `도움 ${n}명`, en: (n) => (n === 1 ? "1 asks" : `${n} ask`) },
  sumDone: { ko: (n: number) => `완료 ${n}명`, en: (n) => `${n} done` },
  sumAway: { ko: (n: number) => `나감 ${n}명`, en: (n) => `${n} away` },
  view: {
    title: { ko: "현황판에 표시할 내용", en: "What the board shows" },
    names: { ko: "이름", en: "Names" },
    dots: { ko: "점", en: "Dots" },
  },
  bySteps: { ko: "단계별 학생 수", en: "Students by step" },
  attention: { ko: "살펴볼 학생", en: "Students who need you" },
  everyone: { ko: "모두", en: "Everyone" },
  remove: { ko: "수업에서 내보내기", en: "Remove from the class" },
  removeAsk: { ko: (name: string) => `${name} 학생을 내보낼까요?`, en: (name) => `Remove ${name} from the class?` },
  removeHint: {
    ko: "연결이 끊기고 이 브라우저로는 다시 들어올 수 없어요. 브라우저 데이터를 지우면 들어올 수 있으니, 막으려면 수업을 잠가 주세요.",
    en: "They are disconnected and cannot join again with this browser. Clearing the browser's data gets around this. To prevent that, lock the class.",
  },
  removeLock: {
    ko: withHint("수업도 잠그기", "설정에서 다시 열 때까지 새로 들어올 수 없어요"),
    en: withHint("Lock the class, too", "Nobody new can join until you unlock it in the settings"),
  },
  removeYes: { ko: "네, 내보낼게요", en: "Yes, remove" },
  doneOf: {
    ko: (done: number, all: number) => `${all}단계 중 ${done}단계`,
    en: (done, all) => `${done} of ${all} steps`,
  },
});
