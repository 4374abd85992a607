/** Counts the unread items of each tab since this person last opened it; stored in the browser. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { recall, rememberNewest } from "../memory.ts";
import { questionsFor } from "../talk/questions-for.ts";
import { isMine } from "../talk/talk.ts";
import type { Tab } from "./tabs.tsx";

/** The time of the newest item of a group that was seen in a session; advances to `newest` while `isOpen`. ISO 8601. */
function useSeen(group: string, session: string, { isOpen, newest }: { isOpen: boolean; newest: string }): string {
  const seen = useSignal(recall(`${group}.${session}`) ?? "");
  useEffect(() => {
    if (!isOpen || newest <= seen.peek()) return;
    seen.value = newest;
    rememberNewest(group, session, newest);
  }, [isOpen, newest, group, session]);
  return seen.value;
}

export function useUnread(live: StudentLive, room: StudentRoom, shown: Tab): Record<Tab, number> {
  const { session, you, chat } = room;
  const questions = questionsFor(live, room);
  const newestQuestion =
    questions
      .map(({ created_at }) => created_at)
      .toSorted()
      .at(-1) ?? "";
  const questionsSeen = useSeen("seen.questions", session.id, {
    isOpen: shown === "questions",
    newest: newestQuestion,
  });
  const chatSeen = useSeen("seen.chat", session.id, {
    isOpen: shown === "chat",
    newest: chat.at(-1)?.created_at ?? "",
  });

  // Answers to one's own questions also count as unread.
  const answered = questions.filter((one) => one.status === "answered" && isMine(live, you.id, one)).length;
  const answersSeen = useSignal(answered);
  const step = session.current_subtask?.id;
  const stepSeen = useSignal(step);
  useEffect(() => {
    if (shown === "questions") answersSeen.value = answered;
    if (shown === "step") stepSeen.value = step;
  }, [shown, answered, step]);

  const newQuestions = questions.filter((one) => one.created_at > questionsSeen && !isMine(live, you.id, one));
  const newMessages = chat.filter((one) => one.created_at > chatSeen && one.participant_id !== you.id);
  return {
    step: shown !== "step" && step !== stepSeen.value ? 1 : 0,
    questions: shown === "questions" ? 0 : newQuestions.length + Math.max(0, answered - answersSeen.value),
    chat: shown === "chat" ? 0 : newMessages.length,
  };
}
