/** Texts of the right column: calls for help, questions, chat, the join code. */
import { count, defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  queue: { ko: "도움 요청", en: "Help" },
  queueEmpty: { ko: "막힌 학생이 없어요.", en: "Nobody is stuck." },
  asks: { ko: (name: string) => `${name} 학생이 도움을 요청해요`, en: (name) => `${name} asks for help` },
  noStep: { ko: "단계 없음", en: "No step" },
  showQr: { ko: "수업 코드 크게 보기", en: "Show code full-screen" },
  pictureFor: { ko: "질문에 사진 붙이기", en: "Picture for the question" },
  put: { ko: "학생들에게 보여 주기", en: "Show it to the students" },
  questions: { ko: "질문", en: "Questions" },
  chat: { ko: "채팅", en: "Chat" },
  unread: { ko: (n: number) => `새 메시지 ${number(n)}개`, en: (n) => count(n, "new message") },
  answered: { ko: "답변했어요", en: "Answered" },
  reply: { ko: "글로 답변하기", en: "Reply" },
  replyTitle: { ko: "글로 답변하기", en: "Write an answer" },
  replyLabel: { ko: "답변", en: "Answer" },
  replySend: { ko: "답변 보내기", en: "Send the answer" },
  hide: { ko: "숨기기", en: "Hide" },
  about: { ko: (question: string) => `질문: ${question}`, en: (question) => `Question: ${question}` },
});
