/** Texts of faults in Korean, for apps whose documents are in Korean and define no other text. */
import type { Fault } from "../domain/faults.ts";
import type { FaultCode } from "../features/index.ts";

const texts: { readonly [K in FaultCode]?: string } = {
  malformed: "메시지는 `type`이 있는 JSON 객체여야 해요.",
  not_text: "메시지는 텍스트여야 해요. 바이너리는 받지 않아요.",
  does_not_fit: "메시지의 내용이 맞지 않아요",
  not_allowed: "이 작업은 할 수 없어요.",
  not_in_session: "이 수업에 참가하지 않았어요.",
  removed: "선생님이 이 수업에서 내보냈어요.",
  muted: "선생님이 글쓰기를 막았어요. 지금은 글을 쓸 수 없어요.",
  nickname_refused: "이 수업에서 쓸 수 없는 이름이에요. 다른 이름으로 들어와 주세요.",
  session_ended: "수업이 끝났어요.",
  session_paused: "수업이 일시정지 중이에요. 재개되면 다시 해 주세요.",
  wrong_status: "지금 수업 상태에서는 할 수 없어요.",
  feature_off: "이 수업에서는 쓰지 않는 기능이에요.",
  subtask_not_found: "이 단계는 수업안에 없어요.",
  no_next_step: "다음 단계가 없어요.",
  already_resolved: "이미 해결된 요청이에요.",
  help_not_found: "이 요청은 더 이상 없어요.",
  session_full: "수업의 자리가 모두 찼어요.",
  too_many_connections: "연결을 너무 자주 시도했어요. 잠시 뒤에 다시 연결해 주세요.",
  rate_limited: "메시지가 너무 많아요. 잠시 뒤에 다시 보내 주세요.",
  too_many_messages: "한 시간 동안 메시지를 500개 보냈어요.",
  too_many_questions: "아직 답변되지 않은 질문이 50개예요. 선생님이 답한 뒤에 다시 질문해 주세요.",
  too_often: "한 시간 동안 너무 많이 보냈어요.",
  storage_full: "선생님 컴퓨터의 디스크가 가득 찼어요. 저장되지 않았어요.",
  storage_failed: "저장하지 못했어요. 다시 보내 주세요.",
  stopping: "서버가 다시 시작하는 중이에요. 잠시 뒤에 다시 연결해 주세요.",
  internal: "서버에 문제가 생겼어요. 다시 보내 주세요.",
};

/** Returns the Korean text of a fault; its own message if there is none. */
export function koreanText({ code, message, retryAfter }: Fault): string {
  const text = (texts as Readonly<Record<string, string | undefined>>)[code];
  if (text === undefined) return message;
  if (retryAfter !== undefined) return `${text} ${durationText(retryAfter)} 뒤에 다시 할 수 있어요.`;
  // The fault's message names the field that a developer must correct.
  return code === "does_not_fit" ? `${text}: ${message}` : text;
}

const durationText = (seconds: number): string => (seconds < 120 ? `${seconds}초` : `${Math.ceil(seconds / 60)}분`);
