/** The field to ask in, who will see it, and how what was asked fares. */
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { text } from "../messages/index.ts";
import { Field } from "./field.tsx";
import { askQuestion, beginToAsk, talkOf } from "./talk.ts";
import { Unsent } from "./unsent.tsx";

export function AskField({ live, room }: { live: LiveRoom; room: Room }) {
  const { talk } = text.value;
  const { anonymous_questions, questions_visibility } = room.session.settings;
  const seen =
    questions_visibility === "host"
      ? anonymous_questions
        ? talk.toHostNameless
        : talk.toHost
      : anonymous_questions
        ? talk.toAllNameless
        : talk.toAll;
  const { question } = talkOf(live);
  return (
    <div class="flex shrink-0 flex-col gap-1">
      <Unsent live={live} name="question.ask" />
      <p id="ask-hint" class="text-base text-quiet">
        {seen}
      </p>
      <Field
        label={talk.ask}
        button={talk.askNow}
        hint="ask-hint"
        draft={question}
        onOpen={() => beginToAsk(live)}
        onWrite={() => beginToAsk(live)}
        onSend={() => askQuestion(live)}
      />
    </div>
  );
}
