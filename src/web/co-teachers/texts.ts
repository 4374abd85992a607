/** Texts of co-teachers: the list in the settings, and the page of an invitation. */
import { defineTexts, withHint } from "../language.ts";

export const texts = defineTexts({
  title: { ko: "함께 가르치는 사람", en: "Co-teachers" },
  hint: {
    ko: "수업을 함께 진행할 수 있어요. 수업을 지우거나 다른 사람을 초대하지는 못해요.",
    en: "They run the class with you. They cannot delete it or invite others.",
  },
  loading: { ko: "불러오는 중 …", en: "Loading …" },
  none: { ko: "아직 아무도 없어요.", en: "Nobody yet." },
  name: { ko: "초대할 사람의 이름", en: "Name of the person you invite" },
  invite: { ko: "초대하기", en: "Invite" },
  link: { ko: (name: string) => `초대 링크 · ${name}`, en: (name) => `Link for ${name}` },
  linkHint: {
    ko: "한 번만, 7일 동안 쓸 수 있어요. 이 창을 닫으면 다시 볼 수 없으니 지금 보내 주세요.",
    en: "It works once, within 7 days. It is shown only now: send it before you close this dialog.",
  },
  copy: { ko: "복사", en: "Copy" },
  copied: { ko: "복사했어요", en: "Copied" },
  qr: { ko: "초대 링크의 QR 코드", en: "QR code of the invitation" },
  here: { ko: (nickname: string) => `${nickname} · 접속`, en: (nickname) => `${nickname} · here` },
  joined: { ko: (nickname: string) => `${nickname} · 참가함`, en: (nickname) => `${nickname} · joined` },
  until: { ko: (day: string) => `초대함 · ${day}까지`, en: (day) => `Invited · until ${day}` },
  over: { ko: "초대 기한이 지났어요", en: "The invitation has expired" },
  remove: { ko: "내보내기", en: "Remove" },
  withdraw: { ko: "초대 취소", en: "Withdraw" },
  removeOf: { ko: (name: string) => `내보내기: ${name}`, en: (name) => `Remove: ${name}` },
  withdrawOf: { ko: (name: string) => `초대 취소: ${name}`, en: (name) => `Withdraw the invitation: ${name}` },
  coTaught: { ko: "함께 가르치는 수업", en: "Classes you teach with others" },
  coTaughtBy: { ko: (teacher: string) => `${teacher} 선생님의 수업`, en: (teacher) => `${teacher}'s class` },
  page: {
    title: { ko: "함께 가르치기", en: "Teach together" },
    invites: {
      ko: (teacher: string) => `${teacher} 님이 이 수업을 함께 가르치자고 초대했어요.`,
      en: (teacher) => `${teacher} invites you to teach this class together.`,
    },
    yourName: { ko: "내 이름", en: "Your name" },
    seen: { ko: "학생과 선생님에게 보여요.", en: "Students and the teacher see it." },
    accept: { ko: "함께 가르치기", en: "Join as a co-teacher" },
    as: { ko: (name: string) => `${name} 님으로 참가해요.`, en: (name) => `You join as ${name}.` },
    account: { ko: "내 계정으로 참가하기", en: "Use my account instead" },
    noLink: {
      ko: withHint("초대 링크가 완전하지 않아요", "받은 링크를 처음부터 끝까지 복사해서 열어 주세요."),
      en: withHint("This invitation link is not complete", "Copy the whole link that you received, and open it."),
    },
    refused: { ko: "이 초대로는 들어갈 수 없어요", en: "This invitation does not work" },
  },
});
