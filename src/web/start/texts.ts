/** Texts of the start page and of joining a class. */
import { defineTexts, withHint } from "../language.ts";

export const texts = defineTexts({
  what: {
    ko: "Lectern은 한 반이 같은 단계를 함께 따라가는 교실이에요.",
    en: "Lectern is a live classroom where everyone follows the same steps.",
  },
  code: { ko: "수업 코드", en: "Class code" },
  codeHint: { ko: "영문·숫자 4~12자리예요. 칠판에 있어요.", en: "4 to 12 letters or digits. It is on the board." },
  enter: { ko: "들어가기", en: "Enter" },
  badCode: { ko: "수업 코드는 영문 A–Z와 숫자 4~12자리예요.", en: "A class code has 4 to 12 letters A–Z or digits." },
  back: { ko: (title: string) => `‘${title}’ 수업으로 돌아가기`, en: (title) => `Back to “${title}”` },
  teacher: { ko: "선생님이신가요?", en: "I am the teacher" },
  join: {
    title: { ko: "참가하기", en: "Join" },
    nickname: { ko: "이름", en: "Your name" },
    hint: { ko: "이 수업의 모두에게 이 이름이 보여요.", en: "Everyone in this class can see this name." },
    back: { ko: (name: string) => `${name} 님, 다시 오셨네요`, en: (name) => `Welcome back, ${name}` },
    seat: { ko: "내 자리로", en: "Go to my seat" },
    someoneElse: { ko: "다른 사람이에요", en: "I am someone else" },
    begun: {
      ko: "수업이 이미 시작됐어요. 지금 들어와도 괜찮아요.",
      en: "The class has already started. You can still join.",
    },
    paused: {
      ko: "수업이 잠시 멈춰 있어요. 미리 들어와도 돼요.",
      en: "The class is paused. You can already join.",
    },
    ended: {
      ko: withHint("이 수업은 끝났어요", "선생님께 새 코드가 있는지 여쭤봐 주세요."),
      en: withHint("This class has ended", "Ask the teacher whether there is a new code."),
    },
    kept: {
      ko: (name: string) => withHint(`${name} 님, 수업이 끝났어요`, "내가 한 단계와 적은 글을 다시 볼 수 있어요."),
      en: (name) => withHint(`The class has ended, ${name}`, "You can still read its steps and what you wrote."),
    },
    toCopy: { ko: "내 수업 기록 보기", en: "Open my notes" },
    unknown: {
      ko: withHint("이 코드의 수업이 없어요", "칠판에 있는 코드를 다시 확인해 주세요."),
      en: withHint("No class has this code", "Check the code on the board."),
    },
    locked: {
      ko: withHint("수업이 잠겨 있어요", "지금은 새로 들어올 수 없어요. 선생님께 열어 달라고 말씀드려 주세요."),
      en: withHint("The class is locked", "Nobody new can join now. Ask the teacher to unlock it."),
    },
    full: {
      ko: withHint("정원이 찼어요", "남은 자리가 없어요. 선생님께 말씀드려 주세요."),
      en: withHint("The class is full", "Every seat is taken. Ask the teacher to make room."),
    },
    noGuests: {
      ko: withHint("계정이 있는 사람만 참가할 수 있어요", "선생님께 계정을 부탁해 주세요."),
      en: withHint("Only people with an account can join this class", "Ask the teacher for an account."),
    },
    tooMany: {
      ko: withHint("이 네트워크에서 코드를 너무 많이 틀렸어요", "잠시 기다렸다가 다시 해 주세요."),
      en: withHint("Too many wrong codes from this network", "Wait, then try again."),
    },
    otherCode: { ko: "다른 코드 입력", en: "Enter another code" },
  },
});
