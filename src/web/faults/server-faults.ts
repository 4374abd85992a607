/** The texts of rejections of any request. */
import type { FaultTexts } from "./fault-texts.ts";

export const serverFaults = {
  malformed: {
    ko: "서버가 이해하지 못했어요. 페이지를 새로 고치고 다시 시도해 주세요.",
    en: "The server did not understand this. Reload the page and try again.",
  },
  unknown_type: {
    ko: "서버가 모르는 요청이에요. 페이지를 새로 고쳐 주세요.",
    en: "The server does not know this request. Reload the page.",
  },
  not_text: {
    ko: "서버가 이해하지 못했어요. 페이지를 새로 고치고 다시 시도해 주세요.",
    en: "The server did not understand this. Reload the page and try again.",
  },
  no_credential: {
    ko: "로그인되어 있지 않아요. 로그인하거나 수업에 참가해 주세요.",
    en: "You are not signed in. Sign in or join a class.",
  },
  token_reads_only: { ko: "이 토큰으로는 읽기만 할 수 있어요.", en: "This token may only read." },
  token_of_session: {
    ko: "이 토큰은 한 수업에서만 쓸 수 있어요.",
    en: "This token is for one class only.",
  },
  too_many_tokens: {
    ko: "프로그램 토큰은 100개까지예요. 먼저 하나를 없애 주세요.",
    en: "An account has at most 100 tokens of programs. Revoke one first.",
  },
  wrong_key: { ko: "키가 맞지 않아요.", en: "This key is not right." },
  teacher_here: {
    ko: "이 기기에는 선생님이 로그인되어 있어요. 먼저 로그아웃하거나 다른 기기를 써 주세요.",
    en: "A teacher is signed in on this device. Sign out first, or use another device.",
  },
  wrong_ticket: {
    ko: "이 QR 코드는 이미 쓰였거나 오래되었어요. 컴퓨터 화면의 새 QR 코드를 찍어 주세요.",
    en: "This QR code was already used or is too old. Scan the new one on the computer's screen.",
  },
  code_used: {
    ko: "이 코드는 이미 쓰였어요. 코드는 한 번만 쓸 수 있으니 다른 기기에 새로 보이는 코드를 써 주세요.",
    en: "This code has been used, and each code works once. Use the new one that the other device shows.",
  },
  code_expired: {
    ko: "이 코드는 시간이 지났어요. 다른 기기에 지금 보이는 코드를 써 주세요.",
    en: "This code has expired. Use the one that the other device shows now.",
  },
  wrong_code: {
    ko: "이 코드는 맞지 않아요. 다른 기기에 지금 보이는 코드를 써 주세요.",
    en: "This code is not right. Use the one that the other device shows now.",
  },
  numbers_locked: {
    ko: "틀린 숫자가 너무 많이 입력되어 숫자로는 잠시 로그인할 수 없어요. QR 코드를 찍거나 키로 로그인해 주세요.",
    en: "Too many wrong numbers were typed, so numbers do not work for now. Scan the QR code, or sign in with the key.",
  },
  wrong_password: { ko: "이름과 비밀번호가 맞지 않아요.", en: "Name and password do not match." },
  not_allowed: { ko: "이 작업을 할 권한이 없어요.", en: "You are not allowed to do this." },
  wrong_origin: {
    ko: "선생님이 보여 주는 주소로 열어 주세요.",
    en: "Open this page at the address the teacher shows.",
  },
  wrong_host: { ko: "선생님이 보여 주는 주소로 열어 주세요.", en: "Open this page at the address the teacher shows." },
  key_used: {
    ko: "이미 다른 내용으로 보냈어요. 페이지를 새로 고치고 다시 시도해 주세요.",
    en: "This was already sent with other content. Reload the page and try again.",
  },
  user_not_found: { ko: "이 사람은 더 이상 없어요.", en: "This person no longer exists." },
  name_taken: {
    ko: "다른 계정이 이 이름을 쓰고 있어요. 다른 이름을 골라 주세요.",
    en: "Another account has this name. Choose another one.",
  },
  address_fixed: {
    ko: "주소는 Lectern을 켤 때 정해져서 여기에서 바꿀 수 없어요(--public-url).",
    en: "The address was set when Lectern was started (--public-url), so it cannot be changed here.",
  },
  address_gone: {
    ko: "이 컴퓨터에 이제 없는 주소예요. 목록에서 다른 주소를 골라 주세요.",
    en: "This computer no longer has this address. Choose another one in the list.",
  },
  demo_running: {
    ko: "이 서버에서 다른 체험 수업이 진행 중이에요. 그 수업이 끝나면 다시 시도해 주세요.",
    en: "Another demo class is running on this server. Try again when it has ended.",
  },
  too_large: {
    ko: "너무 커요. 줄여서 다시 시도해 주세요.",
    en: "This is too large. Make it shorter or smaller, then try again.",
  },
  wrong_media_type: {
    ko: "서버가 이해하지 못했어요. 페이지를 새로 고치고 다시 시도해 주세요.",
    en: "The server did not understand this. Reload the page and try again.",
  },
  does_not_fit: {
    ko: "맞지 않는 곳이 있어요. 입력한 내용을 확인해 주세요.",
    en: "Something is not valid. Check what you entered.",
  },
  upgrade_required: { ko: "페이지를 새로 고쳐 주세요.", en: "Reload the page." },
  rate_limited: { ko: "한꺼번에 너무 많아요. 잠시 기다려 주세요.", en: "That was too much at once. Wait a moment." },
  too_many_connections: {
    ko: "이 기기가 짧은 시간에 너무 여러 번 연결했어요.",
    en: "This device has connected too many times within a short time.",
  },
  too_many_guests: {
    ko: "지금 이 네트워크에서 너무 많은 사람이 들어오고 있어요.",
    en: "Too many people are joining from this network right now.",
  },
  server_full: {
    ko: "선생님 컴퓨터에 연결된 사람이 너무 많아요.",
    en: "Too many people are connected to the teacher's computer.",
  },
  too_many_guesses: { ko: "너무 여러 번 틀렸어요.", en: "Too many wrong attempts." },
  sign_in_busy: { ko: "지금 여러 사람이 로그인하고 있어요.", en: "Many people are signing in right now." },
  internal: {
    ko: "선생님 컴퓨터에서 문제가 생겼어요. 다시 시도해 주세요.",
    en: "Something went wrong on the teacher's computer. Try again.",
  },
  busy: {
    ko: "지금 선생님 컴퓨터가 너무 바빠요. 몇 초 뒤에 다시 시도해 주세요.",
    en: "The teacher's computer has too much to do at the moment. Try again in a few seconds.",
  },
  stopping: {
    ko: "Lectern이 켜지거나 꺼지는 중이에요. 잠시 뒤에 다시 시도해 주세요.",
    en: "Lectern is starting or stopping. Try again in a moment.",
  },
  unavailable: {
    ko: "서버가 지금 저장할 수 없어요. 바뀐 것은 없으니 몇 초 뒤에 다시 시도해 주세요.",
    en: "The server cannot store anything at the moment. Nothing was changed: try again in a few seconds.",
  },
  result_unknown: {
    ko: "서버의 답이 끊겨서 저장됐는지 알 수 없어요. 페이지를 새로 고쳐 확인한 뒤, 안 됐으면 다시 시도해 주세요.",
    en: "The server stopped answering, so it is not known whether this worked. Reload the page and look before you try again.",
  },
  storage_failed: {
    ko: "선생님 컴퓨터가 저장하지 못했어요. 바뀐 것은 없으니 다시 시도해 주세요.",
    en: "The teacher's computer could not store this. Nothing was changed: try again.",
  },
  storage_low: {
    ko: "선생님 컴퓨터의 디스크가 거의 찼어요. 공간이 생기면 사진을 다시 보낼 수 있어요.",
    en: "The disk of the teacher's computer is nearly full. Pictures can be sent again once there is more space.",
  },
  storage_full: {
    ko: "선생님 컴퓨터의 디스크가 가득 찼어요. 바뀐 것은 없어요. 공간을 비운 뒤 다시 시도해 주세요.",
    en: "The disk of the teacher's computer is full. Nothing was changed. Free some space, then try again.",
  },
} satisfies FaultTexts;
