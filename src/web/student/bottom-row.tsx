/** The buttons at the bottom of a student's page: understood, hard, and the help request. */
import type { StudentRoom } from "../../client/fold/student.ts";
import type { Sending } from "../../client/outbox.ts";
import type { StudentLive } from "../live.ts";
import { now } from "../now.ts";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { Face } from "./face.tsx";
import { currentWord, type FeedbackWord, feedbackOf } from "./feedback.ts";
import { HelpBar } from "./help-bar.tsx";
import { texts } from "./texts.ts";

/** For how long, in ms, the page shows that the last feedback was sent. */
const sentVisibleMs = 4000;

const pressedStyles: Record<FeedbackWord, string> = {
  OK: "[--btn-color:var(--done-soft)] [--btn-fg:var(--done-ink)] ring-2 ring-done-ink",
  HARD: "[--btn-color:var(--behind-soft)] [--btn-fg:var(--behind-ink)] ring-2 ring-behind-ink",
};

/** The progress of the last feedback, until `sentVisibleMs` after it was sent. */
export function feedbackSending(live: StudentLive): Sending | undefined {
  const sending = live.state.value.outbox.findLast(({ name }) => name === "feedback.give");
  if (sending?.state === "sent" && now.value - sending.at > sentVisibleMs) return undefined;
  return sending;
}

/** `stepId`: the step that a help request refers to. `quiet`: another component shows the feedback's progress. */
export function BottomRow(props: { live: StudentLive; room: StudentRoom; stepId: number | null; quiet?: boolean }) {
  const { live, room, stepId, quiet = false } = props;
  const enabled = room.session.features.includes("feedback");
  return (
    <>
      {enabled && !quiet && <SendingMark sending={feedbackSending(live)} />}
      <HelpBar
        live={live}
        room={room}
        stepId={stepId}
        feedback={enabled ? <FeedbackButtons live={live} room={room} /> : undefined}
      />
    </>
  );
}

function FeedbackButtons({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const words = texts.value;
  const feedback = feedbackOf(live);
  const { confirmed, choose } = feedback;
  const current = currentWord(feedback, now.value, room.session.settings.hard_alert.window_s);
  return (
    <fieldset class="flex min-w-46 flex-[2] gap-2" aria-label={words.feedback}>
      {(["OK", "HARD"] as const).map((word) => (
        <button
          key={word}
          type="button"
          class={`btn min-h-15 min-w-fit flex-auto flex-col gap-0.5 px-1 ${current === word ? pressedStyles[word] : ""}`}
          aria-pressed={current === word}
          onClick={() => choose(word)}
        >
          <span class="flex items-center gap-1">
            <Face is={word} />
            {confirmed.value === word && current === word && <Icon name="check" />}
          </span>
          {word === "OK" ? words.understood : words.hard}
        </button>
      ))}
    </fieldset>
  );
}
