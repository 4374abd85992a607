/** What is always under the thumb: understood, hard, and the way to call the teacher. */
import type { Room } from "../../client/fold/index.ts";
import type { Sending } from "../../client/outbox.ts";
import type { LiveRoom } from "../live.ts";
import { now } from "../now.ts";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { Face } from "./face.tsx";
import { currentWord, type FeedbackWord, feedbackOf } from "./feedback.ts";
import { HelpBar } from "./help-bar.tsx";
import { texts } from "./texts.ts";

/** Milliseconds for which the page says that the last word came in. */
const sentVisibleMs = 4000;

const looks: Record<FeedbackWord, string> = {
  OK: "[--btn-color:var(--done-soft)] [--btn-fg:var(--done-ink)] ring-2 ring-done-ink",
  HARD: "[--btn-color:var(--behind-soft)] [--btn-fg:var(--behind-ink)] ring-2 ring-behind-ink",
};

/** How the last word fares, for as long as that is worth a line. */
export function feedbackSending(live: LiveRoom): Sending | undefined {
  const sending = live.state.value.outbox.findLast(({ name }) => name === "feedback.give");
  if (sending?.state === "sent" && now.value - sending.at > sentVisibleMs) return undefined;
  return sending;
}

/** `stepId`: the step a call would be about; `quiet`: somebody else says how the last word fares. */
export function BottomRow(props: { live: LiveRoom; room: Room; stepId: number | null; quiet?: boolean }) {
  const { live, room, stepId, quiet = false } = props;
  const used = room.session.features.includes("feedback");
  return (
    <>
      {used && !quiet && <SendingMark sending={feedbackSending(live)} />}
      <HelpBar live={live} room={room} stepId={stepId} beside={used ? <Faces live={live} room={room} /> : undefined} />
    </>
  );
}

function Faces({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const feedback = feedbackOf(live);
  const { confirmed, choose } = feedback;
  const said = currentWord(feedback, now.value, room.session.settings.hard_alert.window_s);
  return (
    <fieldset class="flex min-w-0 flex-[2] gap-2" aria-label={words.feedback}>
      {(["OK", "HARD"] as const).map((word) => (
        <button
          key={word}
          type="button"
          class={`btn min-h-15 min-w-0 flex-1 flex-col gap-0.5 px-1 ${said === word ? looks[word] : ""}`}
          aria-pressed={said === word}
          onClick={() => choose(word)}
        >
          <span class="flex items-center gap-1">
            <Face is={word} />
            {confirmed.value === word && said === word && <Icon name="check" />}
          </span>
          {word === "OK" ? words.understood : words.hard}
        </button>
      ))}
    </fieldset>
  );
}
