/** The countdown that is running, with a minute more, its end and its sound. */
import type { Room } from "../../../client/fold/index.ts";
import { timeLeft } from "../../../client/fold/timer.ts";
import type { LiveRoom } from "../../live.ts";
import { now } from "../../now.ts";
import { SoundButton } from "../../sound/sound-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { TimerMark } from "../../ui/timer-mark.tsx";
import { texts } from "./texts.ts";

export function RunningTimer({ live, room: { timer } }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const left = timeLeft(timer, now.value);
  if (left === undefined) return null;
  return (
    <div class="flex flex-wrap items-center gap-1.5">
      <TimerMark timer={timer} class="text-xl" />
      <button
        type="button"
        class="btn px-3"
        onClick={() => live.ask("timer.start", { seconds: Math.ceil(left / 1000) + 60, label: timer.label })}
      >
        {words.more}
      </button>
      <button
        type="button"
        class="btn px-3"
        aria-label={left > 0 ? words.stopTimer : words.hideTimer}
        onClick={() => live.ask("timer.stop", {})}
      >
        <Icon name={left > 0 ? "stop" : "close"} />
        {left > 0 ? words.stop : words.hide}
      </button>
      <SoundButton class="btn btn-ghost px-3" />
    </div>
  );
}
