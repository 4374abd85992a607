/** Texts of the check of whether phones reach this computer. */
import { defineTexts, number, withHint } from "../language.ts";

export const texts = defineTexts({
  title: { ko: "휴대폰으로 접속이 안 되나요?", en: "A phone cannot get in?" },
  scan: {
    ko: "접속이 안 되는 휴대폰으로 이 코드를 찍어 보세요. 이 컴퓨터에 연결되면 여기에 나타나요.",
    en: "Scan this code with the phone that cannot get in. If it reaches this computer, it appears here.",
  },
  qr: { ko: "점검용 QR 코드", en: "QR code of the check" },
  waiting: { ko: "아직 연결된 휴대폰이 없어요.", en: "No phone has arrived yet." },
  fine: {
    ko: withHint("휴대폰으로 접속할 수 있어요", "이 주소로 수업에 참가하면 돼요. 이 페이지는 닫아도 돼요."),
    en: withHint("Phones get in", "They can join the class at this address. You can close this page."),
  },
  causes: { ko: "이런 이유일 수 있어요", en: "Likely causes" },
  moreHelp: { ko: "사용 안내에서 더 보기", en: "More in the guide" },
  next: { ko: (address: string) => `주소 바꾸기: ${address}`, en: (address) => `Try ${address}` },
  arrived: { ko: "연결된 휴대폰", en: "Phones that arrived" },
  from: {
    ko: (device: string, address: string, host: string) => `${device} · ${address} → ${host}`,
    en: (device, address, host) => `${device} from ${address} reached ${host}`,
  },
  self: { ko: "이 컴퓨터", en: "This computer itself" },
  socketOk: {
    ko: (ms: number) => `연결이 잘 돼요 · ${number(ms)} ms`,
    en: (ms) => `Connection works · ${number(ms)} ms`,
  },
  socketFails: { ko: "페이지는 열리지만 연결이 끊겨요", en: "The page opens, but the connection fails" },
  socketTries: { ko: "연결을 확인하는 중 …", en: "Checking the connection …" },
  device: {
    iphone: { ko: "아이폰", en: "iPhone" },
    ipad: { ko: "아이패드", en: "iPad" },
    android: { ko: "안드로이드", en: "Android" },
    windows: { ko: "윈도우", en: "Windows" },
    mac: { ko: "맥", en: "Mac" },
    linux: { ko: "리눅스", en: "Linux" },
    other: { ko: "기기", en: "A device" },
  },
  address: { ko: "지금 쓰는 주소", en: "Current address" },
  cause: {
    other_network: {
      ko: withHint(
        "휴대폰이 다른 네트워크에 있어요",
        "휴대폰의 와이파이 설정을 열어 이 컴퓨터와 같은 와이파이인지 확인하세요. 모바일 데이터는 꺼 보세요.",
      ),
      en: withHint(
        "The phone is in another network",
        "Open the phone's Wi-Fi settings: it must be in the same Wi-Fi as this computer. Turn mobile data off.",
      ),
    },
    wrong_address: {
      ko: withHint(
        "주소가 다른 네트워크의 것이에요",
        "이 컴퓨터는 여러 네트워크에 있어요. 다음 주소로 바꾸고 코드를 다시 찍어 보세요.",
      ),
      en: withHint(
        "The address belongs to another network",
        "This computer is in several networks. Switch to the next address and scan the code again.",
      ),
    },
    vpn: {
      ko: withHint("VPN이 켜져 있어요", "이 컴퓨터와 휴대폰의 VPN을 끄고 다시 찍어 보세요."),
      en: withHint("A VPN is on", "Turn the VPN off on this computer and on the phone, then scan again."),
    },
    isolation: {
      ko: withHint(
        "와이파이가 기기끼리의 연결을 막아요",
        "손님용 와이파이는 보통 그래요. 다른 와이파이를 쓰거나, 이 컴퓨터나 휴대폰 한 대의 핫스팟에 모두 연결하세요.",
      ),
      en: withHint(
        "The Wi-Fi does not let devices reach each other",
        "Guest networks usually do that (client isolation). Use another Wi-Fi, or connect everyone to a hotspot of this computer or of one phone.",
      ),
    },
    no_web_socket: {
      ko: withHint(
        "페이지는 열리지만 연결이 유지되지 않아요",
        "휴대폰의 데이터 절약, 보안 앱, VPN을 끄고 다시 찍어 보세요. 학교 프록시가 막을 수도 있어요.",
      ),
      en: withHint(
        "The page opens, but the live connection fails",
        "Turn off data saver, security apps and VPN on the phone, then scan again. A proxy of the school may also block it.",
      ),
    },
  },
  firewallTitle: { ko: "이 컴퓨터의 방화벽이 막아요", en: "This computer's firewall blocks it" },
  firewall: {
    windows: {
      ko: (_port: number): string =>
        "Windows 보안 → 방화벽 및 네트워크 보호 → 방화벽을 통해 앱 허용 → 설정 변경 → 목록의 lectern에서 ‘개인’과 ‘공용’을 모두 선택하세요.",
      en: (_port) =>
        "Windows Security → Firewall & network protection → Allow an app through firewall → Change settings → tick Private and Public for lectern.",
    },
    macos: {
      ko: (_port: number): string =>
        "시스템 설정 → 네트워크 → 방화벽 → 옵션 → lectern을 ‘들어오는 연결 허용’으로 바꾸고, ‘모든 수신 연결 차단’은 끄세요.",
      en: (_port) =>
        "System Settings → Network → Firewall → Options → set lectern to Allow incoming connections, and turn Block all incoming connections off.",
    },
    linux: {
      ko: (port: number) =>
        `터미널에서 sudo ufw allow ${port}/tcp 또는 sudo firewall-cmd --add-port=${port}/tcp 를 실행하세요.`,
      en: (port) => `In a terminal: sudo ufw allow ${port}/tcp, or sudo firewall-cmd --add-port=${port}/tcp.`,
    },
    other: {
      ko: (port: number) => `방화벽에서 TCP ${port}번 포트로 들어오는 연결을 허용하세요.`,
      en: (port) => `Allow incoming connections to TCP port ${port} in the firewall.`,
    },
  },
  phone: {
    title: { ko: "연결 점검", en: "Connection check" },
    checking: {
      ko: withHint("연결을 확인하는 중이에요", "몇 초만 기다려 주세요."),
      en: withHint("Checking the connection", "This takes a few seconds."),
    },
    ok: {
      ko: withHint("잘 연결돼요", "이 휴대폰으로 수업에 들어갈 수 있어요. 선생님 화면에도 보여요."),
      en: withHint("The connection works", "This phone can join the class. The teacher sees it, too."),
    },
    failed: {
      ko: withHint("페이지는 열리지만 연결이 안 돼요", "데이터 절약, 보안 앱, VPN을 끄고 다시 시도해 주세요."),
      en: withHint(
        "The page opens, but the connection fails",
        "Turn off data saver, security apps and VPN, then try again.",
      ),
    },
    busy: {
      ko: withHint("지금 연결을 점검하는 기기가 많아요", "잠시 뒤에 다시 시도해 주세요."),
      en: withHint("Many devices are checking their connection", "Wait a moment, then try again."),
    },
    gone: {
      ko: withHint("이 점검은 끝났어요", "선생님 화면의 새 코드를 찍어 주세요."),
      en: withHint("This check is over", "Scan the new code on the teacher's screen."),
    },
    latency: { ko: (ms: number) => `${number(ms)} ms`, en: (ms) => `${number(ms)} ms` },
  },
});
