/** The input for a question, with who will see it and the questions that are not sent yet. */
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { Field } from "./field.tsx";
import { askQuestion, startQuestion, talkOf } from "./talk.ts";
import { texts } from "./texts.ts";
import { Unsent } from "./unsent.tsx";

export function AskField({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const words = texts.value;
  const { anonymous_questions, questions_visibility, questions_approval } = room.session.settings;
  if (room.seat.muted) return <p class="text-base text-quiet">{words.muted}</p>;
  const audience =
    questions_visibility === "host"
      ? anonymous_questions
        ? words.toHostNameless
        : words.toHost
      : anonymous_questions
        ? words.toAllNameless
        : words.toAll;
  const { question } = talkOf(live);
  return (
    <div class="flex shrink-0 flex-col gap-1">
      <Unsent live={live} name="question.ask" />
      <p id="ask-hint" class="text-base text-quiet">
        {audience} {questions_approval && questions_visibility === "all" && words.approvedFirst}
      </p>
      <Field
        label={words.ask}
        button={words.askNow}
        hint="ask-hint"
        draft={question.value}
        onOpen={() => startQuestion(live)}
        onWrite={() => startQuestion(live)}
        onSend={() => askQuestion(live)}
      />
    </div>
  );
}
