/** Texts of the players of a class. */
import { defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  players: { ko: "연주자", en: "Players" },
  playing: {
    ko: (n: number, all: number) => `${number(all)}명 중 ${number(n)}명 연습 중`,
    en: (n, all) => `${number(n)} of ${number(all)} practising`,
  },
  noPlayers: { ko: "아직 아무도 없어요", en: "Nobody is here yet" },
  noPlayersHint: {
    ko: "학생들이 QR 코드를 찍고 이름을 쓰면 여기에 나타나요.",
    en: "Students scan the QR code, enter a name and appear here.",
  },
  state: {
    practising: { ko: "연습 중", en: "Practising" },
    idle: { ko: "쉬는 중", en: "Resting" },
    away: { ko: "나감", en: "Away" },
  },
  look: { ko: (name: string) => `${name} 크게 보기`, en: (name) => `Show ${name} large` },
  backToClass: { ko: "모두 보기", en: "Everyone" },
  joinQr: { ko: "학생이 들어오는 QR 코드", en: "QR code for students" },
  ownPhone: { ko: "내 휴대폰 연결", en: "Connect my phone" },
  ownPhoneHint: {
    ko: "휴대폰이 ‘Phone’이라는 이름의 연주자로 들어와요. 그 이름을 누르면 크게 보여요.",
    en: "The phone joins as a player called “Phone”. Press its name here to show it large.",
  },
});
