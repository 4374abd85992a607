/** Texts of questions and chat. */
import { count, defineTexts, number } from "../language.ts";

export const texts = defineTexts({
  all: { ko: "모두 보기", en: "Show all" },
  less: { ko: "접기", en: "Show less" },
  picture: { ko: "화면 사진", en: "Picture of the screen" },
  noQuestions: { ko: "아직 질문이 없어요.", en: "No questions yet." },
  byLikes: { ko: "공감 많은 순", en: "Most liked" },
  byNew: { ko: "최신순", en: "Newest" },
  archive: { ko: (n: number) => `보관함 ${number(n)}`, en: (n) => `Archive ${number(n)}` },
  order: { ko: "질문 순서", en: "Order of the questions" },
  newOnes: { ko: (n: number) => `새 질문 ${number(n)}개 보기`, en: (n) => `Show ${count(n, "new question")}` },
  toAll: { ko: "모두가 질문과 이름을 볼 수 있어요.", en: "Everyone sees your question and your name." },
  toAllNameless: {
    ko: "모두가 질문을 볼 수 있지만 이름은 나오지 않아요.",
    en: "Everyone sees your question. Nobody sees your name.",
  },
  toHost: { ko: "선생님만 질문과 이름을 볼 수 있어요.", en: "Only the teacher sees your question and your name." },
  toHostNameless: {
    ko: "선생님만 질문을 볼 수 있고 이름은 나오지 않아요.",
    en: "Only the teacher sees your question, without your name.",
  },
  ask: { ko: "질문 쓰기", en: "Your question" },
  askNow: { ko: "질문하기", en: "Ask" },
  mine: { ko: "내 질문", en: "Your question" },
  nameless: { ko: "익명", en: "Anonymous" },
  meToo: { ko: "나도 궁금해요", en: "Me too" },
  likes: {
    ko: (n: number) => `${number(n)}명이 궁금해해요`,
    en: (n) => `${count(n, "person wants", "people want")} to know`,
  },
  answered: { ko: "답변 완료", en: "Answered" },
  answer: { ko: "선생님", en: "Teacher" },
  hidden: { ko: "숨김", en: "Hidden" },
  waiting: { ko: "선생님의 승인을 기다려요", en: "Waiting for the teacher's approval" },
  refused: { ko: "승인되지 않았어요", en: "Not approved" },
  pinned: { ko: "고정됨", en: "Pinned" },
  archived: { ko: "보관됨", en: "Archived" },
  merged: { ko: "같은 질문과 합쳤어요", en: "Merged with the same question" },
  approvedFirst: { ko: "선생님이 승인하면 보여요.", en: "It is shown once the teacher approves it." },
  muted: { ko: "선생님이 글쓰기를 막았어요.", en: "The teacher has muted you." },
  noMessages: { ko: "아직 메시지가 없어요.", en: "No messages yet." },
  older: { ko: "이전 메시지", en: "Earlier messages" },
  noOlder: {
    ko: "이전 메시지를 불러오지 못했어요. 다시 시도해 주세요.",
    en: "Earlier messages could not be loaded. Try again.",
  },
  write: { ko: "메시지 쓰기", en: "Your message" },
  send: { ko: "보내기", en: "Send" },
  you: { ko: "나", en: "You" },
  teacher: { ko: "선생님", en: "Teacher" },
  remove: { ko: "메시지 지우기", en: "Delete message" },
  removeAsk: { ko: "이 메시지를 지울까요?", en: "Delete this message?" },
  removeHint: { ko: "모두의 화면에서 사라져요.", en: "It disappears for everyone." },
  removeYes: { ko: "네, 지울게요", en: "Yes, delete" },
  newMessages: { ko: (n: number) => `새 메시지 ${number(n)}개`, en: (n) => count(n, "new message") },
  typing: {
    ko: (n: number) => `${number(n)}명이 쓰고 있어요 …`,
    en: (n) => `${count(n, "person is", "people are")} typing …`,
  },
  typingNames: {
    ko: (names: readonly string[], more: number) =>
      `${names.join(", ")} 님${more > 0 ? ` 외 ${more}명` : ""}이 쓰고 있어요 …`,
    en: (names, more) =>
      `${names.join(", ")}${more > 0 ? ` and ${more} more` : ""} ${names.length + more === 1 ? "is" : "are"} typing …`,
  },
});
