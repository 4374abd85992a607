/** The text of a moment of the replay. */
import type { Moment, ReplayState } from "../../client/replay.ts";
import { texts } from "./texts.ts";

/** `state` is the class at any moment: it names people and steps. */
export function momentText({ event }: Moment, state: ReplayState | undefined): string {
  const words = texts.value;
  const nameOf = (id: string) => state?.people.get(id)?.nickname ?? "";
  switch (event.type) {
    case "session.status_changed":
      return words.did[event.data.action];
    case "step.changed":
      return words.stepStarted(event.data.subtask.order_index, event.data.subtask.title);
    case "help.requested":
      return words.asksHelp(event.data.user_name) + (event.data.message && ` – ${event.data.message}`);
    case "help.resolved":
      return words.helped(nameOf(event.data.participant_id));
    case "question.asked":
      return words.asks(event.data.user_name ?? words.someone, event.data.cleaned_text);
    case "question.answered":
      return words.answered(event.data.question_id);
    case "feedback.given": {
      const { user_name, feedback_type } = event.data;
      return feedback_type === "OK" ? words.foundEasy(user_name) : words.foundHard(user_name);
    }
    case "important.marked":
      return words.important(event.data.note ?? words.picture);
    case "progress.updated": {
      const { user_name, subtask_id, status } = event.data;
      const step = state?.session.lesson?.subtasks.find(({ id }) => id === subtask_id)?.order_index ?? 0;
      return status === "failed" ? words.failedStep(user_name, step) : words.didStep(user_name, step);
    }
    default:
      return "";
  }
}
