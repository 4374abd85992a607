/** The texts of rejections in a class. */
import type { FaultTexts } from "./fault-texts.ts";

export const classFaults = {
  not_in_session: {
    ko: "이 수업에 참가하지 않았어요. 수업 코드로 들어와 주세요.",
    en: "You are not in this class. Join with the class code.",
  },
  no_guests: { ko: "계정이 있는 사람만 참가할 수 있어요.", en: "Only people with an account can join this class." },
  session_not_found: {
    ko: "이 수업은 없어요. 수업 코드를 확인해 주세요.",
    en: "This class does not exist. Check the class code.",
  },
  lesson_not_found: { ko: "이 수업안은 더 이상 없어요.", en: "This lesson no longer exists." },
  version_not_found: {
    ko: "이 버전은 더 이상 없어요. 가장 새로운 50개만 남아 있어요.",
    en: "This version no longer exists. Only the newest 50 are kept.",
  },
  participant_not_found: { ko: "이 사람은 더 이상 수업에 없어요.", en: "This person is no longer in the class." },
  subtask_not_found: { ko: "이 단계는 더 이상 수업안에 없어요.", en: "This step is no longer in the lesson." },
  invalid_participant: { ko: "이 사람은 더 이상 수업에 없어요.", en: "This person is no longer in the class." },
  not_a_picture: {
    ko: "사진이 아니에요. PNG, JPEG, WebP, GIF 파일을 골라 주세요.",
    en: "This is not a picture. Choose a PNG, JPEG, WebP or GIF file.",
  },
  session_paused: {
    ko: "수업이 잠시 멈췄어요. 다시 시작하면 눌러 주세요.",
    en: "The class is paused. Try again when it continues.",
  },
  wrong_status: {
    ko: "수업이 지금 상태에서는 할 수 없어요.",
    en: "The current state of the class does not allow this.",
  },
  feature_off: {
    ko: "이 수업에서는 쓰지 않는 기능이에요. 선생님이 설정에서 켤 수 있어요.",
    en: "This class does not use this feature. The teacher can turn it on in the settings.",
  },
  invitation_used: {
    ko: "이 초대는 다른 사람이 이미 받아들였어요. 선생님께 새 초대를 부탁해 주세요.",
    en: "Somebody else has accepted this invitation. Ask the teacher for a new one.",
  },
  invitation_over: {
    ko: "이 초대는 기한이 지났거나 취소됐어요. 선생님께 새 초대를 부탁해 주세요.",
    en: "This invitation has expired or was withdrawn. Ask the teacher for a new one.",
  },
  own_class: {
    ko: "내 수업이에요. 이 링크는 함께 가르칠 사람에게 보내 주세요.",
    en: "This is your own class. Send this link to the person you invite.",
  },
  student_here: {
    ko: "이 계정은 이 수업의 학생이에요. 선생님이 먼저 내보내야 함께 가르칠 수 있어요.",
    en: "With this account you are a student in this class. The teacher has to remove you first.",
  },
  too_many_co_teachers: {
    ko: "함께 가르치는 사람과 초대는 20개까지예요. 먼저 하나를 지워 주세요.",
    en: "A class has at most 20 co-teachers and invitations. Remove one first.",
  },
  code_taken: {
    ko: "다른 수업이 이 수업 코드를 쓰고 있어요. 다른 코드를 고르거나 그 수업을 지워 주세요.",
    en: "Another class has this code. Choose another code, or delete that class.",
  },
  session_locked: {
    ko: "선생님이 수업을 잠갔어요. 지금은 새로 들어올 수 없어요.",
    en: "The teacher has locked this class. Nobody new can join now.",
  },
  muted: {
    ko: "선생님이 글쓰기를 막았어요. 지금은 글을 쓸 수 없어요.",
    en: "The teacher has muted you. You cannot write at the moment.",
  },
  nobody_here: {
    ko: "지금 접속한 학생이 없어요.",
    en: "No student is connected at the moment.",
  },
  session_full: {
    ko: "수업 정원이 찼어요. 선생님께 말씀드려 주세요.",
    en: "This class is full. Ask the teacher to make room.",
  },
  too_often: { ko: "한 시간 동안 너무 자주 눌렀어요.", en: "You have done this too often within an hour." },
  too_many_uploads: {
    ko: "이 수업에 사진을 20장 올렸어요. 더 올릴 수 없어요.",
    en: "You have uploaded 20 pictures in this class. That is the limit.",
  },
  uploads_too_large: {
    ko: "이 수업에 올린 사진이 40 MiB예요. 더 올릴 수 없어요.",
    en: "Your pictures in this class take up 40 MiB. That is the limit.",
  },
} satisfies FaultTexts;
