/** Why the server refused a request of any kind, or could not be reached. */
import type { FaultTexts } from "./fault-texts.ts";

export const serverFaults = {
  malformed: { ko: "서버가 이해하지 못했어요.", en: "The server did not understand this." },
  unknown_type: {
    ko: "서버가 모르는 요청이에요. 페이지를 새로 고쳐 주세요.",
    en: "The server does not know this. Reload the page.",
  },
  not_text: { ko: "서버가 이해하지 못했어요.", en: "The server did not understand this." },
  no_credential: { ko: "로그인되어 있지 않아요.", en: "You are not signed in." },
  wrong_key: { ko: "키가 맞지 않아요.", en: "This key is not right." },
  teacher_here: { ko: "이 기기에는 선생님이 로그인되어 있어요.", en: "A teacher is signed in on this device." },
  wrong_ticket: {
    ko: "이 코드는 이미 썼거나 오래되었어요. 컴퓨터에서 새 코드를 보여 주세요.",
    en: "This code is used or too old. Show a new one on the computer.",
  },
  wrong_password: { ko: "이름과 비밀번호가 맞지 않아요.", en: "Name and password do not match." },
  not_allowed: { ko: "이 작업은 할 수 없어요.", en: "You may not do this." },
  wrong_origin: {
    ko: "선생님이 보여 주는 주소로 열어 주세요.",
    en: "Open this page at the address the teacher shows.",
  },
  wrong_host: { ko: "선생님이 보여 주는 주소로 열어 주세요.", en: "Open this page at the address the teacher shows." },
  not_found: { ko: "더 이상 없어요.", en: "This is not there any more." },
  key_used: { ko: "이미 다른 내용으로 한 번 보냈어요.", en: "This was sent once already, for something else." },
  user_not_found: { ko: "이 사람은 더 이상 없어요.", en: "This person is not there any more." },
  name_taken: { ko: "다른 계정이 이 이름을 쓰고 있어요.", en: "Another account has this name." },
  too_large: { ko: "너무 길어요.", en: "This is too long." },
  wrong_media_type: { ko: "서버가 이해하지 못했어요.", en: "The server did not understand this." },
  does_not_fit: { ko: "아직 맞지 않는 곳이 있어요.", en: "Something does not fit yet." },
  upgrade_required: { ko: "페이지를 새로 고쳐 주세요.", en: "Reload the page." },
  rate_limited: { ko: "한꺼번에 너무 많아요. 잠시만요.", en: "That was a lot at once. One moment." },
  too_many_connections: {
    ko: "이 기기가 짧은 시간에 너무 여러 번 연결했어요.",
    en: "This device connected many times in a row.",
  },
  too_many_guests: {
    ko: "지금 이 네트워크에서 너무 많은 사람이 들어오고 있어요.",
    en: "Very many people are joining from this network right now.",
  },
  server_full: {
    ko: "선생님 컴퓨터에 연결된 사람이 너무 많아요.",
    en: "The teacher's computer has as many connections as it can hold.",
  },
  too_many_guesses: { ko: "여러 번 틀렸어요.", en: "Too many wrong attempts." },
  sign_in_busy: { ko: "지금 여러 사람이 로그인하고 있어요.", en: "Many people are signing in right now." },
  internal: { ko: "선생님 컴퓨터에서 문제가 생겼어요.", en: "Something went wrong on the teacher's computer." },
  busy: {
    ko: "지금 선생님 컴퓨터가 너무 바빠요. 몇 초 뒤에 다시 해 주세요.",
    en: "The teacher's computer has too much to do at the moment. Try again in a few seconds.",
  },
  stopping: { ko: "Lectern이 켜지거나 꺼지는 중이에요.", en: "Lectern is just starting or stopping." },
  storage_failed: {
    ko: "선생님 컴퓨터가 저장하지 못했어요. 바뀐 것은 없어요.",
    en: "The teacher's computer could not store this. Nothing was changed.",
  },
  storage_low: {
    ko: "선생님 컴퓨터의 디스크가 거의 찼어요. 공간이 생기면 사진을 다시 보낼 수 있어요.",
    en: "The disk of the teacher's computer is nearly full. Pictures can be sent again once there is more space.",
  },
  storage_full: {
    ko: "선생님 컴퓨터의 디스크가 가득 찼어요. 바뀐 것은 없어요.",
    en: "The disk of the teacher's computer is full. Nothing was changed.",
  },
  unreachable: {
    ko: "선생님 컴퓨터에 연결할 수 없어요. 같은 와이파이인지 확인해 주세요.",
    en: "The teacher's computer cannot be reached. Are you on the same Wi-Fi?",
  },
  unknown: { ko: "잘 되지 않았어요.", en: "That did not work." },
} satisfies FaultTexts;
