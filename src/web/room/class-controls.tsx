/** What the whole class sees besides the step: the buttons of projector and timer, and their state in a line of its own. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../client/fold/index.ts";
import { timeLeft } from "../../client/fold/timer.ts";
import type { LiveRoom } from "../live.ts";
import { now } from "../now.ts";
import { useChime } from "../ui/chime.ts";
import { SendingMark } from "../ui/sending-mark.tsx";
import { ProjectorDialog } from "./projector/projector-dialog.tsx";
import { texts as projectorTexts } from "./projector/texts.ts";
import { ViewSwitch } from "./projector/view-switch.tsx";
import { RunningTimer } from "./timer/running-timer.tsx";
import { texts as timerTexts } from "./timer/texts.ts";
import { TimerDialog } from "./timer/timer-dialog.tsx";
import { unsentOf } from "./unsent.ts";

/** The buttons that open the dialogs. */
export function ClassControlButtons({ live, room }: { live: LiveRoom; room: Room }) {
  const open = useSignal<"nothing" | "projector" | "timer">("nothing");
  const close = () => {
    open.value = "nothing";
  };
  const button = (which: "projector" | "timer", label: string) => (
    <button
      type="button"
      class="btn btn-ghost px-3"
      onClick={() => {
        open.value = which;
      }}
    >
      {label}
    </button>
  );
  return (
    <>
      {button("projector", projectorTexts.value.projector)}
      {button("timer", timerTexts.value.timer)}
      {open.value === "projector" && <ProjectorDialog live={live} room={room} onClose={close} />}
      {open.value === "timer" && <TimerDialog live={live} onClose={close} />}
    </>
  );
}

/** The line below the head: which view is shown if there is a projector, the countdown if one is running, and what is not sent. */
export function ClassControlLine({ live, room }: { live: LiveRoom; room: Room }) {
  useChime(() => live.state.value.room?.timer);
  const hasProjector = room.screens.connected > 0;
  const unsent = unsentOf(live.state.value.outbox);
  if (!hasProjector && timeLeft(room.timer, now.value) === undefined && unsent.length === 0) return null;
  return (
    <section
      class="flex flex-wrap items-center gap-x-6 gap-y-2 px-page pb-2"
      aria-label={projectorTexts.value.classSees}
    >
      {hasProjector && (
        <div class="flex flex-wrap items-center gap-3">
          <p class="font-semibold" aria-hidden="true">
            {projectorTexts.value.projector}
          </p>
          <ViewSwitch live={live} room={room} />
        </div>
      )}
      <RunningTimer live={live} room={room} />
      {unsent.map((sending) => (
        <SendingMark key={sending.id} sending={sending} />
      ))}
    </section>
  );
}
