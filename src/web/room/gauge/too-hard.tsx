/** The note that many students find it hard now, on the teacher's pages. */
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { now } from "../../now.ts";
import { Icon } from "../../ui/icon.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { Shape } from "../../ui/shape.tsx";
import { texts } from "./texts.ts";

/** A note if many find it hard, with a button to tell the class. */
export function TooHard({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { hard } = room.feedback;
  const since = Date.parse(hard?.at ?? "");
  const isNow = hard !== undefined && now.value - since < hard.window_s * 1000;
  const published = isNow && room.notices.some(({ kind, at }) => kind === "hard" && at >= hard.at);
  const sending = live.state.value.outbox.findLast(({ name, at }) => name === "hard_alert.raise" && at >= since);
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  return (
    <div role="status">
      {isNow && (
        <div class="unfold mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-field bg-behind-soft py-2 pr-2 pl-4 text-behind-ink">
          <p class="flex min-h-11 items-center gap-2 text-xl font-bold">
            <Shape status="help" />
            {words.manyHard}
          </p>
          {published ? (
            <p class="mark">
              <Icon name="check" />
              {words.classTold}
            </p>
          ) : (
            <span class="flex flex-wrap items-center gap-2">
              {sending && sending.state !== "sent" && <SendingMark sending={sending} />}
              <button type="button" class="btn" disabled={pending} onClick={() => live.ask("hard_alert.raise", {})}>
                {words.tellClass}
              </button>
            </span>
          )}
        </div>
      )}
    </div>
  );
}
