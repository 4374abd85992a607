/** How the class understands now, readable from two metres. Presses count only for a limited time. */
import { useSignal } from "@preact/signals";
import { shareNow } from "../../../client/fold/feedback.ts";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { now } from "../../now.ts";
import { Icon } from "../../ui/icon.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { Shape } from "../../ui/shape.tsx";
import { FeedbackChart } from "./feedback-chart.tsx";
import { Important } from "./important.tsx";
import { texts } from "./texts.ts";
import { TooHard } from "./too-hard.tsx";

/** How long "sent" is shown after marking a moment, in milliseconds. */
const sentShownMs = 6000;

export function Gauge({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const marking = useSignal(false);
  const sending = live.state.value.outbox.findLast(({ name }) => name === "important.mark");
  const stuck = sending?.state === "waiting" || sending?.state === "refused";
  const fresh = sending && !stuck && now.value - sending.at < sentShownMs ? sending : undefined;
  return (
    <section class="room-gauge card-plain" aria-labelledby="gauge">
      <h2 id="gauge" class="sr-only">
        {words.gauge}
      </h2>
      <TooHard live={live} room={room} />
      {stuck && <SendingMark sending={sending} />}
      <div class="flex flex-wrap items-start gap-x-4 gap-y-2">
        <Share room={room} />
        <FeedbackChart live={live} />
        <div class="flex shrink-0 items-center gap-x-2 sm:flex-col sm:items-stretch">
          <button
            type="button"
            class="btn"
            onClick={() => {
              marking.value = true;
            }}
          >
            <Icon name="pencil" />
            {words.important}
          </button>
          <SendingMark sending={fresh} />
        </div>
      </div>
      {marking.value && (
        <Important
          live={live}
          onClose={() => {
            marking.value = false;
          }}
        />
      )}
    </section>
  );
}

/** The numbers in words, and their shares as a bar: filled for *understood*, hatched for *hard*. */
function Share({ room }: { room: Room }) {
  const words = texts.value;
  const { ok, hard } = shareNow(room.feedback, now.value, room.session.settings.hard_alert.window_s);
  const all = ok + hard;
  return (
    <div class="flex min-w-0 flex-1 basis-64 flex-col justify-between gap-2 self-stretch">
      {all === 0 ? (
        <p class="min-h-9 text-2xl leading-9 font-bold text-quiet">
          {room.feedback.course.length > 0 ? words.nobody : words.notYet}
        </p>
      ) : (
        <p class="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1 text-[1.75rem] leading-9 font-extrabold tracking-tight tabular-nums">
          <span class="inline-flex items-center gap-2 text-done-ink">
            <Shape status="done" size="0.85em" />
            {words.understand(ok)}
          </span>
          <span class="inline-flex items-center gap-2 text-help-ink">
            <Shape status="help" size="0.85em" />
            {words.hard(hard)}
          </span>
        </p>
      )}
      <div class="flex h-4 gap-0.5 overflow-hidden rounded-full bg-base-300" aria-hidden="true">
        {ok > 0 && <span class="bg-primary" style={{ width: `${(100 * ok) / all}%` }} />}
        {hard > 0 && <span class="hatched flex-1" />}
      </div>
    </div>
  );
}
