/** Texts that more than one area shows: common words, links, sending, failures. */
import { count, defineTexts, number, withHint } from "../language.ts";

export const common = defineTexts({
  otherLanguage: { ko: "English", en: "한국어" },
  loading: { ko: "잠시만요 …", en: "One moment …" },
  again: { ko: "다시 시도", en: "Try again" },
  cancel: { ko: "취소", en: "Cancel" },
  close: { ko: "닫기", en: "Close" },
  toStart: { ko: "첫 화면으로", en: "Go to the start page" },
  notFound: { ko: "이 페이지는 없어요. 주소를 확인해 주세요.", en: "This page does not exist. Check the address." },
  development: {
    ko: "개발 모드예요. 누구나 로그인 없이 이 서버를 쓸 수 있어요.",
    en: "Development mode: anyone can use this server without signing in.",
  },
  step: { ko: (n: number) => `${n}단계`, en: (n) => `Step ${n}` },
  stepOf: { ko: (n: number, all: number) => `${all}단계 중 ${n}단계`, en: (n, all) => `Step ${n} of ${all}` },
  againIn: { ko: (span: string) => `${span} 뒤에 다시 할 수 있어요.`, en: (span) => `You can try again in ${span}.` },
  againNow: { ko: "이제 다시 할 수 있어요.", en: "You can try again now." },
  failure: {
    says: {
      ko: withHint("이 페이지에 문제가 생겼어요", "이미 보낸 내용은 그대로 있어요. 새로고침하면 이어서 할 수 있어요."),
      en: withHint("Something went wrong on this page", "What you sent is safe. Reload the page to continue."),
    },
    reload: { ko: "새로고침", en: "Reload the page" },
    details: { ko: "서버 관리자에게 전할 내용", en: "Details for the person who runs this server" },
    copy: { ko: "내용 복사", en: "Copy the details" },
  },
  time: {
    seconds: { ko: (n: number) => `${n}초`, en: (n) => `${n} s` },
    minutes: { ko: (n: number) => `${n}분`, en: (n) => `${n} min` },
    hours: {
      ko: (n: number, minutes: number) => (minutes ? `${n}시간 ${minutes}분` : `${n}시간`),
      en: (n, minutes) => (minutes ? `${n} h ${minutes} min` : `${n} h`),
    },
    days: { ko: (n: number) => `${n}일`, en: (n) => count(n, "day") },
  },
  link: {
    connecting: { ko: "연결하는 중 …", en: "Connecting …" },
    live: { ko: "연결됨", en: "Live" },
    reconnecting: { ko: (since: string) => `다시 연결하는 중 · ${since}`, en: (since) => `Reconnecting · ${since}` },
    offline: { ko: (since: string) => `네트워크 없음 · ${since}`, en: (since) => `No network · ${since}` },
    now: { ko: "지금 연결", en: "Connect now" },
    away: {
      ko: withHint("선생님 컴퓨터에 연결할 수 없어요", "계속 다시 시도하고 있어요. 같은 와이파이인지 확인해 주세요."),
      en: withHint("The teacher's computer cannot be reached", "Trying again. Check that you are on the same Wi-Fi."),
    },
    keepGoing: {
      ko: "계속 읽고 눌러도 돼요. 연결되면 바로 보낼게요.",
      en: "You can keep reading and pressing. Everything is sent as soon as the network is back.",
    },
  },
  closed: {
    ended: {
      ko: withHint("수업이 끝났어요", "이 페이지를 닫아도 돼요."),
      en: withHint("The class has ended", "You can close this page."),
    },
    removed: {
      ko: withHint("선생님이 이 수업에서 내보냈어요", "실수라면 선생님께 말씀드려 주세요."),
      en: withHint("The teacher removed you from this class", "If that was a mistake, talk to the teacher."),
    },
    deleted: {
      ko: withHint("이 수업은 더 이상 없어요", "선생님께 새 코드를 여쭤봐 주세요."),
      en: withHint("This class no longer exists", "Ask the teacher for a new code."),
    },
    signed_out: {
      ko: withHint("로그인이 풀렸어요", "수업 코드로 다시 들어와 주세요."),
      en: withHint("You are signed out", "Join again with the class code."),
    },
    replaced: {
      ko: withHint("다른 창에서 이 수업을 열었어요", "이 창은 멈췄어요. 다른 창에서 계속해 주세요."),
      en: withHint("This class is open in another window", "This window has stopped. Continue in the other one."),
    },
    not_in_session: {
      ko: withHint("아직 이 수업에 참가하지 않았어요", "수업 코드로 들어와 주세요."),
      en: withHint("You are not in this class yet", "Join with the class code."),
    },
    comeBack: { ko: "이 창에서 계속하기", en: "Use this window" },
  },
  sending: {
    sending: { ko: "보내는 중 …", en: "Sending …" },
    sent: { ko: "보냈어요", en: "Sent" },
    waiting: { ko: "아직 보내지 못했어요. 다시 보낼게요", en: "Not sent yet, will be sent again" },
    refused: { ko: "받아들여지지 않았어요", en: "Not accepted" },
  },
  timeLeft: { ko: "남은 시간", en: "Time left" },
  timeUp: { ko: "시간이 다 됐어요", en: "Time is up" },
  joinedNames: { ko: "참가한 학생", en: "Students who joined" },
  here: { ko: (n: number) => `${number(n)}명 접속`, en: (n) => `${number(n)} here` },
  nobodyYet: { ko: "아직 아무도 없어요", en: "Nobody is here yet" },
  enterClassroom: { ko: "교실로 들어가기", en: "Enter the classroom" },
  teacherSignIn: { ko: "선생님 로그인", en: "Teacher sign-in" },
  comeIn: { ko: "들어가기", en: "Join" },
  older: { ko: "더 보기", en: "Show more" },
  steps: { ko: (n: number) => `단계 ${number(n)}개`, en: (n) => count(n, "step") },
  status: {
    WAITING: { ko: "대기 중", en: "Waiting" },
    IN_PROGRESS: { ko: "진행 중", en: "Running" },
    PAUSED: { ko: "멈춤", en: "Paused" },
    ENDED: { ko: "끝남", en: "Ended" },
  },
  guideText: { ko: "안내 글", en: "Guide text" },
  toClasses: { ko: "내 수업으로 돌아가기", en: "Back to my classes" },
  guitarPractice: { ko: "기타 연습", en: "Guitar practice" },
  report: { ko: "수업 보고서", en: "Report" },
  guide: { ko: "사용 안내", en: "Guide" },
  developerDocs: { ko: "개발자 문서", en: "For developers" },
  qualityBoard: { ko: "품질 보드", en: "Quality board" },
});
