/** Texts of signing in on a second device with a code. */
import { count, defineTexts, number } from "../language.ts";

export const texts = defineTexts({
  openOnPhone: { ko: "휴대폰으로 열기", en: "Open on my phone" },
  otherDevice: { ko: "다른 기기에서 로그인", en: "Sign in on another device" },
  scan: {
    ko: "휴대폰 카메라로 찍으면 이 수업의 리모컨이 열려요.",
    en: "Scan it with your phone's camera: this class's remote opens.",
  },
  scanToSignIn: {
    ko: "휴대폰 카메라로 찍으면 그 기기에서 로그인돼요.",
    en: "Scan it with a phone's camera to sign in there.",
  },
  onlyYou: {
    ko: "코드는 한 번만, 1분 동안 쓸 수 있어요. 학생에게 보이지 않게 해 주세요. 찍은 기기는 선생님으로 로그인돼요.",
    en: "The code works once, for a minute. Do not show it to the class: the device that scans it is signed in as you.",
  },
  qr: { ko: "휴대폰에서 로그인하는 QR 코드", en: "QR code that signs a phone in" },
  number: { ko: "카메라가 없으면", en: "Without a camera" },
  numberHow: {
    ko: (address: string) => `다른 노트북에서 ${address} 주소를 열고 이 숫자를 입력하세요.`,
    en: (address) => `On the other laptop, open ${address} and type this number.`,
  },
  failed: {
    ko: "코드를 만들지 못했어요. 연결되면 다시 만들게요.",
    en: "No code could be made. It is made as soon as the connection is back.",
  },
  signOutOthers: { ko: "다른 기기에서 모두 로그아웃", en: "Sign out on all other devices" },
  signedOut: {
    ko: (n: number) => (n === 0 ? "로그인된 다른 기기가 없어요." : `다른 로그인 ${number(n)}개를 풀었어요.`),
    en: (n) =>
      n === 0 ? "No other device was signed in." : `${count(n, "other sign-in was", "other sign-ins were")} ended.`,
  },
  localOnly: {
    ko: "이 컴퓨터는 지금 네트워크에 연결되어 있지 않아 휴대폰에서 열 수 없어요. 같은 Wi-Fi에 연결해 주세요.",
    en: "This computer is in no network at the moment, so a phone cannot reach it. Connect it to the phone's Wi-Fi.",
  },
});
