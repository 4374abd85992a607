/** Texts of a class's settings. */
import { count, defineTexts, number, withHint } from "../language.ts";

export const texts = defineTexts({
  title: { ko: "수업 설정", en: "Class settings" },
  name: { ko: "제목", en: "Title" },
  save: { ko: "제목 저장", en: "Save title" },
  saving: {
    saving: { ko: "저장하는 중 …", en: "Saving …" },
    saved: { ko: "저장했어요", en: "Saved" },
    atOnce: { ko: "바꾸면 바로 적용돼요.", en: "Every change applies immediately." },
  },
  refused: { ko: (why: string) => `저장하지 못했어요. ${why}`, en: (why) => `Not saved. ${why}` },
  ended: {
    ko: "끝난 수업이라 바꿀 수 없어요. 바꾸려면 수업을 다시 열어 주세요.",
    en: "This class has ended. To change its settings, reopen it.",
  },
  features: { ko: "수업에서 쓰는 기능", en: "Features of the class" },
  joining: { ko: "참가", en: "Joining" },
  locked: {
    ko: withHint("수업 잠그기", "새로 들어올 수 없어요. 이미 참가한 사람은 다시 들어올 수 있어요"),
    en: withHint("Lock the class", "Nobody new can join. People who have joined can come back"),
  },
  seats: {
    ko: withHint("정원", "참가할 수 있는 학생 수예요. 10,000명까지 정할 수 있어요"),
    en: withHint("Seats", "How many students can join, at most 10,000"),
  },
  guests: {
    ko: withHint("손님", "수업 코드만 있으면 누구나 참가할 수 있어요"),
    en: withHint("Guests", "Anyone with the class code can join"),
  },
  keep: { ko: "수업이 끝난 뒤 학생에게 보이는 기간", en: "After the class, students can read it for" },
  keepHint: {
    ko: "학생은 자기가 한 단계와 적은 글, 질문과 답변만 볼 수 있어요.",
    en: "Each student sees its steps and only what they themselves did, wrote and asked.",
  },
  keepDays: {
    ko: (n: number) => (n === 0 ? "보이지 않음" : `${number(n)}일`),
    en: (n) => (n === 0 ? "Not at all" : count(n, "day")),
  },
  keepAlways: { ko: "계속", en: "Always" },
  delete: { ko: "수업 지우기", en: "Delete class" },
  deleteAsk: { ko: (title: string) => `“${title}” 수업을 지울까요?`, en: (title) => `Delete “${title}”?` },
  deleteHint: {
    ko: "참가 기록, 진행, 도움 요청, 질문, 채팅, 보고서까지 이 수업의 모든 것을 지워요. 들어와 있는 사람은 연결이 끊겨요. 되돌릴 수 없어요.",
    en: "This deletes everything in the class: attendance, progress, help requests, questions, chat and the report. Everyone in it is disconnected. This cannot be undone.",
  },
  deleteYes: { ko: "네, 지울게요", en: "Yes, delete" },
  deleting: { ko: "지우는 중 …", en: "Deleting …" },
});
