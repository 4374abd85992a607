/** Texts that several parts of guitar practice show. */
import { count, defineTexts, number, withHint } from "../language.ts";

export const texts = defineTexts({
  off: {
    ko: withHint("이 수업에는 연습이 꺼져 있어요", "선생님이 수업 설정에서 ‘연습’을 켤 수 있어요."),
    en: withHint("Practice is off in this class", "The teacher can turn “Practice” on in the class's settings."),
  },
  turnOn: { ko: "연습 켜기", en: "Turn practice on" },
  ticketUsed: {
    ko: withHint("이 QR 코드는 이미 쓰였거나 오래되었어요", "컴퓨터 화면의 새 QR 코드를 다시 찍어 주세요."),
    en: withHint("This QR code was already used or is too old", "Scan the new QR code on the computer's screen."),
  },
  teacherHere: {
    ko: withHint(
      "이 기기에는 선생님이 로그인되어 있어요",
      "이 QR 코드를 쓰면 선생님은 로그아웃되고, 이 기기는 다른 사람의 휴대폰이 돼요.",
    ),
    en: withHint(
      "A teacher is signed in on this device",
      "Using this QR code signs the teacher out and makes this device someone's phone.",
    ),
  },
  asTeacher: { ko: "로그인한 채로 있기", en: "Stay signed in" },
  asPhone: { ko: "로그아웃하고 휴대폰으로 쓰기", en: "Sign out and use as the phone" },
  pairing: { ko: "휴대폰을 연결하는 중 …", en: "Connecting the phone …" },
  asPad: { ko: "코드 판으로 보기", en: "Show as a pad" },
  asScreen: { ko: "큰 화면으로 보기", en: "Show as a screen" },
  start: { ko: "연습 시작", en: "Start practice" },
  stop: { ko: "연습 끝내기", en: "End practice" },
  elapsed: { ko: (time: string) => `연습 ${time}`, en: (time) => `Practising · ${time}` },
  perMinute: { ko: (n: number) => `1분에 ${number(n)}번`, en: (n) => `${number(n)} a minute` },
  silence: {
    ko: (time: string) => `${time} 연습은 5분 동안 조용해서 자동으로 끝났어요.`,
    en: (time) => `Your practice of ${time} ended automatically after five silent minutes.`,
  },
  seeResult: { ko: "결과 보기", en: "See the result" },
  sounding: { ko: "울리는 중", en: "Sounding" },
  shape: { ko: (shape: string) => `${shape} 모양`, en: (shape) => `${shape} shape` },
  capo: { ko: (fret: number) => `카포 ${fret}`, en: (fret) => `Capo ${fret}` },
  exercise: { ko: "1분 코드 바꾸기", en: "One-minute changes" },
  exerciseHint: {
    ko: "두 코드를 번갈아 잡아요. 잡을 때마다 한 번으로 세어 드려요. 60번을 목표로 해 보세요.",
    en: "Switch back and forth between two chords. Each chord you play counts. 60 is a good goal.",
  },
  from: { ko: "첫 코드", en: "First chord" },
  to: { ko: "둘째 코드", en: "Second chord" },
  seconds: { ko: (n: number) => `${n}초`, en: (n) => `${n} s` },
  length: { ko: "길이", en: "Length" },
  go: { ko: "시작", en: "Go" },
  ready: { ko: "준비 …", en: "Get ready …" },
  samePair: { ko: "서로 다른 두 코드를 골라 주세요.", en: "Choose two different chords." },
  landings: { ko: "코드 잡은 횟수", en: "Chords played" },
  wrongChords: { ko: (n: number) => `다른 코드 ${number(n)}번`, en: (n) => count(n, "wrong chord") },
  left: { ko: "남은 시간", en: "Time left" },
  endEarly: { ko: "지금 끝내기", en: "End now" },
  minutes: {
    ko: (ms: number) => {
      const seconds = Math.round(ms / 1000);
      return seconds < 60 ? `${seconds}초` : `${Math.floor(seconds / 60)}분 ${seconds % 60}초`;
    },
    en: (ms) => {
      const seconds = Math.round(ms / 1000);
      return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
    },
  },
});
