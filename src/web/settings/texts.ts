/** Texts of a class's settings. */
import { defineTexts, withHint } from "../language.ts";

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
    ko: "끝난 수업이라 더는 바꿀 수 없어요.",
    en: "This class has ended. Its settings can no longer be changed.",
  },
  features: { ko: "수업에서 쓰는 기능", en: "Features of the class" },
  feature: {
    steps: { ko: withHint("단계", "한 단계씩 함께 진행해요"), en: withHint("Steps", "Guide the class step by step") },
    help: {
      ko: withHint("도움 요청", "학생이 선생님께 도움을 요청해요"),
      en: withHint("Help", "Students ask the teacher for help"),
    },
    feedback: {
      ko: withHint("이해했어요 / 어려워요", "학생이 이해했는지 알려 줘요"),
      en: withHint("Understood / hard", "Students say whether they understand"),
    },
    questions: {
      ko: withHint("질문", "학생이 질문하고 다른 질문에 공감해요"),
      en: withHint("Questions", "Students ask questions and like those of others"),
    },
    chat: { ko: withHint("채팅", "모두가 함께 이야기해요"), en: withHint("Chat", "Everyone can write to everyone") },
    practice: {
      ko: withHint("연습", "휴대폰으로 기타 코드를 연습해요"),
      en: withHint("Practice", "Guitar chords, played on a phone"),
    },
  },
  questions: { ko: "질문", en: "Questions" },
  everyone: { ko: "모두에게 보여요", en: "Everyone sees them" },
  teacherOnly: { ko: "선생님에게만 보여요", en: "Only the teacher sees them" },
  anonymous: {
    ko: withHint("이름 없이", "누가 물었는지 학생에게 보이지 않아요"),
    en: withHint("Without names", "Students do not see who asked"),
  },
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
  delete: { ko: "수업 지우기", en: "Delete class" },
  deleteAsk: { ko: (title: string) => `“${title}” 수업을 지울까요?`, en: (title) => `Delete “${title}”?` },
  deleteHint: {
    ko: "참가 기록, 진행, 도움 요청, 질문, 채팅, 보고서까지 이 수업의 모든 것을 지워요. 들어와 있는 사람은 연결이 끊겨요. 되돌릴 수 없어요.",
    en: "This deletes everything in the class: attendance, progress, help requests, questions, chat and the report. Everyone in it is disconnected. This cannot be undone.",
  },
  deleteYes: { ko: "네, 지울게요", en: "Yes, delete" },
  deleting: { ko: "지우는 중 …", en: "Deleting …" },
});
