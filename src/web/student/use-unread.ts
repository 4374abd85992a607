/** How much is new in each part of the page since this person last looked at it; remembered over a reload. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { recall, remember } from "../memory.ts";
import { questionsFor } from "../talk/questions.tsx";
import { isMine } from "../talk/talk.ts";
import type { Tab } from "./tabs.tsx";

/** When this person last saw a part, and how to say that they see it now. ISO 8601. */
function useSeen(name: string, looks: boolean, newest: string): string {
  const seen = useSignal(recall(name) ?? "");
  useEffect(() => {
    if (!looks || newest <= seen.peek()) return;
    seen.value = newest;
    remember(name, newest);
  }, [looks, newest, name]);
  return seen.value;
}

export function useUnread(live: LiveRoom, room: Room, shown: Tab): Record<Tab, number> {
  const { session, you, chat } = room;
  const questions = questionsFor(room);
  const newestQuestion =
    questions
      .map(({ created_at }) => created_at)
      .toSorted()
      .at(-1) ?? "";
  const questionsSeen = useSeen(`seen.questions.${session.id}`, shown === "questions", newestQuestion);
  const chatSeen = useSeen(`seen.chat.${session.id}`, shown === "chat", chat.at(-1)?.created_at ?? "");

  // Answers to one's own questions are news as well.
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
