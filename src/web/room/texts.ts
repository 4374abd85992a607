/** Texts that several parts of the teacher's room show. */
import { count, defineTexts, number, withHint } from "../language.ts";

export const texts = defineTexts({
  notTeacher: {
    ko: withHint("선생님의 수업이 아니에요", "수업을 연 선생님만 진행할 수 있어요."),
    en: withHint("This is not your class", "Only its teacher can run it."),
  },
  online: {
    ko: (here: number, all: number) => `${number(all)}명 중 ${number(here)}명 접속`,
    en: (here, all) => `${number(here)} of ${number(all)} here`,
  },
  demoGone: {
    ko: "Lectern이 다시 켜져서 가상 학생들이 나갔어요.",
    en: "The simulated students are gone, because Lectern was started again.",
  },
  demoGoneHint: {
    ko: "이 수업에는 다시 들어오지 않아요. 계속 체험하려면 새 체험 수업을 여세요.",
    en: "They do not come back to this class. To go on, start a new demo class.",
  },
  newDemo: { ko: "새 체험 수업 열기", en: "Start a new demo class" },
  coming: { ko: "지금 갈게요", en: "I'm coming" },
  onMyWay: { ko: "가는 중이에요", en: "On your way" },
  acknowledged: { ko: "곧 도움", en: "Coming" },
  expected: { ko: "지난번에 온 학생", en: "Expected" },
  notHereYet: {
    ko: (n: number) => `지난번에 왔고 아직 안 온 학생 ${number(n)}명`,
    en: (n) => `Expected and not here yet: ${number(n)}`,
  },
  lessonChanged: {
    ko: "이 수업이 시작된 뒤에 수업안이 바뀌었어요.",
    en: "The lesson was changed after this class took it.",
  },
  useLesson: { ko: "바뀐 수업안 쓰기", en: "Use the new version" },
  keepLesson: { ko: "지금 그대로 두기", en: "Keep this one" },
  helped: { ko: "해결했어요", en: "Helped" },
  settings: { ko: "설정", en: "Settings" },
  joinQr: { ko: "참가용 QR 코드", en: "QR code for joining" },
  state: {
    help: { ko: "막힘", en: "Stuck" },
    behind: { ko: "뒤처짐", en: "Behind" },
    working: { ko: "하는 중", en: "Working" },
    done: { ko: "완료", en: "Done" },
    away: { ko: "나감", en: "Away" },
    waiting: { ko: "접속", en: "Here" },
  },
  picture: { ko: "사진", en: "Picture" },
  longWord: {
    ko: (start: string, max: number) => `‘${start} …’은 너무 길어요. 낱말 하나는 ${max}자까지예요.`,
    en: (start, max) => `“${start} …” is too long: a word has at most ${max} characters.`,
  },
  manyWords: {
    ko: (more: number, max: number) => `낱말이 ${number(more)}개 많아요. ${number(max)}개까지 적을 수 있어요.`,
    en: (more, max) => `${count(more, "word")} too many: a list has at most ${number(max)}.`,
  },
  korean: { ko: "한국어", en: "Korean" },
  english: { ko: "영어", en: "English" },
});
