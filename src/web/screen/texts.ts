/** Texts of the projector. */
import { count, defineTexts, number, withHint } from "../language.ts";

export const texts = defineTexts({
  title: { ko: "프로젝터", en: "Projector" },
  joinQr: { ko: "참가용 QR 코드", en: "QR code for joining" },
  scan: { ko: "QR 코드를 찍거나 주소를 입력해 주세요", en: "Scan the QR code or type the address" },
  code: { ko: "수업 코드", en: "Class code" },
  doneOf: {
    ko: (done: number, of: number) => `${number(of)}명 중 ${number(done)}명 완료`,
    en: (done, of) => `${number(done)} of ${number(of)} done`,
  },
  understanding: { ko: "지금 이해도", en: "Understanding now" },
  understood: { ko: (n: number) => `이해했어요 ${number(n)}명`, en: (n) => `${number(n)} understood` },
  hard: { ko: (n: number) => `어려워요 ${number(n)}명`, en: (n) => `${number(n)} find it hard` },
  noFeedback: {
    ko: withHint("아직 누른 사람이 없어요", "휴대폰에서 ‘이해했어요’나 ‘어려워요’를 눌러 주세요."),
    en: withHint("Nobody has pressed yet", "Press “Understood” or “Hard” on your phone."),
  },
  questions: { ko: "질문", en: "Questions" },
  noQuestions: {
    ko: withHint("아직 질문이 없어요", "휴대폰에서 질문을 올리거나 공감을 눌러 주세요."),
    en: withHint("No questions yet", "Ask one on your phone, or like someone else's."),
  },
  moreQuestions: { ko: (n: number) => `질문 ${number(n)}개 더`, en: (n) => count(n, "more question") },
  likes: { ko: (n: number) => `공감 ${number(n)}개`, en: (n) => count(n, "like") },
  picked: { ko: "이번 차례", en: "It is the turn of" },
  groups: { ko: "모둠", en: "Groups" },
  group: { ko: (n: number) => `${number(n)}모둠`, en: (n) => `Group ${number(n)}` },
  paused: { ko: "수업이 잠시 멈췄어요", en: "Paused" },
  ended: {
    ko: withHint("수업이 끝났어요", "함께해 줘서 고마워요."),
    en: withHint("The class has ended", "Thank you for taking part."),
  },
  fullScreen: { ko: "전체 화면 (F)", en: "Full screen (F)" },
  pair: {
    ko: withHint(
      "이 화면을 프로젝터로 쓰기",
      "선생님의 수업 화면에서 ‘프로젝터’, ‘다른 기기’를 차례로 누른 뒤 보이는 숫자를 입력해 주세요.",
    ),
    en: withHint(
      "Use this screen as a projector",
      "In the teacher's room press “Projector”, then “Another device”, and type the number shown there.",
    ),
  },
  disconnected: { ko: "선생님이 이 프로젝터의 연결을 끊었어요.", en: "The teacher disconnected this projector." },
  number: { ko: "숫자 여섯 자리", en: "Six-digit number" },
  connect: { ko: "연결하기", en: "Connect" },
});
