/** Texts of what the class has decided about a student: hand, pick, group, muting. */
import { defineTexts, number, ordinal } from "../language.ts";

export const texts = defineTexts({
  raise: { ko: "손들기", en: "Hand" },
  raiseLabel: { ko: "손들기", en: "Raise your hand" },
  place: { ko: (n: number) => `${number(n)}번째`, en: (n) => ordinal(n) },
  farBack: { ko: "기다림", en: "Waiting" },
  raised: {
    ko: (place: string) => `손을 들었어요, ${place}. 누르면 손을 내려요.`,
    en: (place) => `Your hand is raised, ${place}. Press to lower it.`,
  },
  called: { ko: "내 차례", en: "Your turn" },
  calledSays: { ko: "선생님이 불렀어요. 말해 주세요!", en: "It is your turn to speak." },
  lower: { ko: "손 내리기", en: "Lower my hand" },
  picked: { ko: "뽑혔어요!", en: "You were picked!" },
  pickedHint: { ko: "선생님이 이번 차례로 뽑았어요.", en: "It is your turn now." },
  group: { ko: (n: number) => `${number(n)}모둠`, en: (n) => `Group ${number(n)}` },
  groupHint: { ko: "함께할 친구 보기", en: "See who is in it" },
  members: { ko: (n: number) => `${number(n)}모둠 친구들`, en: (n) => `People in group ${number(n)}` },
  muted: {
    ko: "선생님이 글쓰기를 막았어요. 채팅, 질문, 낱말 투표에 글을 쓸 수 없어요. 도움 요청과 손들기는 할 수 있어요.",
    en: "The teacher has muted you: you cannot write in the chat, ask questions or send words. You can still ask for help and raise your hand.",
  },
});
