/** Texts of the projector's controls in the room. */
import { count, defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  classSees: { ko: "학생들에게 보이는 것", en: "What the class sees" },
  projector: { ko: "프로젝터", en: "Projector" },
  hint: {
    ko: "학생 모두가 봐도 되는 것만 보여 줘요. 막힌 학생의 이름이나 채팅은 나오지 않아요.",
    en: "It shows only what every student may see: no names of those who are stuck, and no chat.",
  },
  open: { ko: "프로젝터 창 열기", en: "Open the projector window" },
  openHint: {
    ko: "두 번째 화면으로 옮긴 뒤 F 키를 누르면 전체 화면이 돼요.",
    en: "Move it to the second display and press F for full screen.",
  },
  blocked: {
    ko: "브라우저가 새 창을 막았어요. 아래 링크로 열어 주세요.",
    en: "The browser blocked the window. Open it with the link below.",
  },
  shows: { ko: "보여 줄 것", en: "Projector shows" },
  views: {
    auto: { ko: "자동", en: "Automatic" },
    code: { ko: "수업 코드", en: "Code" },
    step: { ko: "단계", en: "Step" },
    feedback: { ko: "이해도", en: "Understanding" },
    questions: { ko: "질문", en: "Questions" },
    poll: { ko: "투표", en: "Poll" },
    groups: { ko: "모둠", en: "Groups" },
    pick: { ko: "뽑기", en: "Random pick" },
    blank: { ko: "빈 화면", en: "Blank" },
  },
  otherDevice: { ko: "다른 기기", en: "Another device" },
  otherHint: {
    ko: "그 기기의 브라우저에서 이 주소를 열고 숫자를 입력해 주세요.",
    en: "Open this address in the other device's browser and type the number.",
  },
  noNumber: {
    ko: "지금은 숫자를 만들 수 없어요. 1분 뒤에 다시 해 주세요.",
    en: "No number is available now. Try again in a minute.",
  },
  newNumber: { ko: "새 숫자 받기", en: "New number" },
  valid: { ko: (span: string) => `${span} 동안 쓸 수 있어요`, en: (span) => `Valid for ${span}` },
  expired: { ko: "이 숫자는 시간이 지났어요.", en: "This number has expired." },
  connected: {
    ko: (n: number) => (n === 0 ? "연결된 프로젝터가 없어요" : `프로젝터 ${number(n)}대 연결됨`),
    en: (n) => (n === 0 ? "No projector is connected" : `${count(n, "projector")} connected`),
  },
  disconnect: { ko: "모두 연결 끊기", en: "Disconnect all" },
});
