/** Texts of programs' tokens. */
import { defineTexts } from "../language.ts";

export const texts = defineTexts({
  title: { ko: "프로그램용 토큰", en: "Tokens for programs" },
  about: {
    ko: "퀴즈 봇이나 출석부 같은 프로그램이 선생님 키 없이 수업에 연결할 수 있어요.",
    en: "A program, such as a quiz bot or an attendance list, connects to a class without your key.",
  },
  none: { ko: "아직 토큰이 없어요.", en: "There are no tokens yet." },
  name: { ko: "프로그램 이름", en: "Name of the program" },
  reaches: { ko: "쓸 수 있는 곳", en: "What it reaches" },
  everything: { ko: "내 계정 전체", en: "Everything of my account" },
  may: { ko: "할 수 있는 일", en: "What it may do" },
  read: { ko: "읽기만", en: "Read" },
  write: { ko: "읽기와 쓰기", en: "Read and write" },
  create: { ko: "토큰 만들기", en: "Create the token" },
  shownOnce: {
    ko: (name: string) => `${name}의 토큰이에요. 지금만 볼 수 있으니 프로그램에 넣어 두세요.`,
    en: (name) => `The token of ${name}. It is shown only now: put it into the program.`,
  },
  copy: { ko: "복사", en: "Copy" },
  copied: { ko: "복사했어요", en: "Copied" },
  copyRefused: {
    ko: "브라우저가 복사를 막았어요. 토큰을 골라 직접 복사해 주세요.",
    en: "The browser did not allow it: select the token and copy it.",
  },
  used: { ko: (time: string) => `마지막 사용 ${time}`, en: (time) => `last used ${time}` },
  unused: { ko: "아직 쓰지 않음", en: "not used yet" },
  until: { ko: (day: string) => `${day}까지`, en: (day) => `until ${day}` },
  revoke: { ko: (name: string) => `${name}의 토큰 없애기`, en: (name) => `Revoke the token of ${name}` },
  revokeHint: {
    ko: "이 토큰을 쓰는 프로그램은 바로 연결할 수 없게 돼요. 되돌릴 수 없어요.",
    en: "Programs that use this token can no longer connect. This cannot be undone.",
  },
  revokeYes: { ko: "네, 없앨게요", en: "Yes, revoke it" },
});
