/** Texts of the large screen that a phone plays on. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  tempo: { ko: "최근 1분 동안 바꾼 횟수", en: "Changes in the last minute" },
  scan: { ko: "휴대폰으로 찍어 주세요", en: "Scan with your phone" },
  scanHint: {
    ko: "휴대폰이 코드 판이 되고, 이 화면이 소리를 내요. 입력할 것은 없어요.",
    en: "The phone becomes the pad, and this screen plays the sound. Nothing to type.",
  },
  noPhone: {
    ko: (keys: string) => `휴대폰 없이: ${keys} 키로 연주하고 스페이스 바로 다시 쳐요.`,
    en: (keys) => `Without a phone: keys ${keys} play, the space bar strums again.`,
  },
  qr: { ko: "휴대폰을 연결하는 QR 코드", en: "QR code that connects your phone" },
  qrFailed: { ko: "QR 코드를 만들지 못했어요.", en: "The QR code could not be made." },
  deviceHere: { ko: "기기 연결됨", en: "Device connected" },
  pairPhone: { ko: "휴대폰 연결", en: "Connect a phone" },
  phoneHere: {
    ko: "다른 기기가 연결됐어요. 거기서 코드를 눌러 보세요.",
    en: "Your other device is connected. Press a chord on it.",
  },
  nothingYet: { ko: "첫 코드를 기다리고 있어요", en: "Waiting for the first chord" },
  next: { ko: "다음", en: "Next" },
  key: { ko: (n: number) => `${n} 키`, en: (n) => `Key ${n}` },
  landingsHint: {
    ko: "코드를 잡을 때마다 1번이에요. D–A–D–A는 4번이에요.",
    en: "Each chord counts once: D–A–D–A is four.",
  },
});
