/** Texts of the addresses at which phones reach this computer. */
import { defineTexts, withHint } from "../language.ts";

export const texts = defineTexts({
  title: { ko: "휴대폰으로 접속하는 주소", en: "Address for phones" },
  open: { ko: "주소 바꾸기", en: "Change the address" },
  hint: {
    ko: "휴대폰과 이 컴퓨터가 같은 네트워크에 있어야 해요. 고르면 QR 코드와 링크가 바로 바뀌어요.",
    en: "Phones must be in the same network as this computer. The QR code and the links change at once.",
  },
  others: { ko: "다른 주소 (가상 네트워크, VPN)", en: "Other addresses (virtual networks, VPN)" },
  fixed: {
    ko: "이 주소는 Lectern을 켤 때 정해졌어요(--public-url).",
    en: "This address was set when Lectern was started (--public-url).",
  },
  named: {
    ko: (url: string) => `이 이름으로도 접속할 수 있어요: ${url}`,
    en: (url) => `This name works on many phones, too: ${url}`,
  },
  kind: {
    hotspot: { ko: "이 컴퓨터의 핫스팟", en: "This computer's hotspot" },
    wifi: { ko: "와이파이", en: "Wi-Fi" },
    cable: { ko: "유선", en: "Cable" },
    public: { ko: "인터넷 주소", en: "Internet address" },
    ipv6: { ko: "IPv6", en: "IPv6" },
    virtual: { ko: "가상 네트워크나 VPN", en: "Virtual network or VPN" },
    unassigned: { ko: "네트워크가 준 주소가 아님", en: "Not given by a network" },
  },
  problem: {
    no_network: {
      ko: withHint(
        "네트워크가 없어요",
        "와이파이에 연결하거나 이 컴퓨터의 핫스팟을 켜 주세요. 주소는 저절로 나타나요.",
      ),
      en: withHint("There is no network", "Join a Wi-Fi or turn on this computer's hotspot. The address then appears."),
    },
    ipv6_only: {
      ko: withHint(
        "이 네트워크에는 IPv6 주소만 있어요",
        "Lectern을 --host :: 옵션으로 다시 켜면 휴대폰으로 접속할 수 있어요.",
      ),
      en: withHint(
        "This network has only IPv6 addresses",
        "Start Lectern again with --host :: so that phones can join.",
      ),
    },
    virtual_only: {
      ko: withHint(
        "와이파이나 유선 네트워크가 없어요",
        "가상 네트워크나 VPN의 주소만 있어요. 교실 와이파이에 연결해 주세요.",
      ),
      en: withHint(
        "There is no Wi-Fi and no cable",
        "Only virtual networks or a VPN have an address. Join the Wi-Fi of the classroom.",
      ),
    },
  },
  moved: {
    ko: (address: string) => `주소가 바뀌었어요. 새 주소: ${address}. 연결이 멈춘 휴대폰은 QR 코드를 다시 찍으면 돼요.`,
    en: (address) =>
      `The address has changed: phones join at ${address} now. A phone that has stopped scans the code again.`,
  },
  gotIt: { ko: "확인", en: "OK" },
  cannotGetIn: { ko: "휴대폰으로 접속이 안 되나요?", en: "A phone cannot get in?" },
});
