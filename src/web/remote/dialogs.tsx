/** What the buttons of the remote open: the timer, the projector's view, and the rest. */
import type { ComponentChildren } from "preact";
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { texts as projectorTexts } from "../room/projector/texts.ts";
import { viewsOf } from "../room/projector/views.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { Link } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";
import { vibrate } from "./vibrate.ts";

interface DialogProps {
  live: LiveRoom;
  room: Room;
  onClose: () => void;
}

/** Countdowns to choose from, in minutes. */
const countdowns = [1, 2, 3, 5, 10, 15];

export function TimerDialog({ live, room, onClose }: DialogProps) {
  const words = texts.value;
  const choose = (minutes: number | undefined) => {
    vibrate("press");
    if (minutes === undefined) live.ask("timer.stop", {});
    else live.ask("timer.start", { seconds: minutes * 60 });
    onClose();
  };
  return (
    <Dialog title={words.timer} onClose={onClose}>
      <div class="grid grid-cols-3 gap-2">
        {countdowns.map((minutes) => (
          <button key={minutes} type="button" class="btn btn-lg" onClick={() => choose(minutes)}>
            {words.minutes(minutes)}
          </button>
        ))}
      </div>
      <button type="button" class="btn btn-lg" disabled={room.timer.ends_at === null} onClick={() => choose(undefined)}>
        <Icon name="stop" />
        {words.stopTimer}
      </button>
      <Close onClose={onClose} />
    </Dialog>
  );
}

export function ScreenDialog({ live, room, onClose }: DialogProps) {
  const words = texts.value;
  return (
    <Dialog title={words.screenTitle} onClose={onClose}>
      <div class="grid grid-cols-2 gap-2">
        {viewsOf(room).map((view) => (
          <button
            key={view}
            type="button"
            class={`btn min-h-13 px-1 ${view === room.screen.view ? "btn-neutral" : ""}`}
            aria-pressed={view === room.screen.view}
            onClick={() => {
              vibrate("press");
              live.ask("screen.show", { view });
              onClose();
            }}
          >
            {view === room.screen.view && <Icon name="check" />}
            {projectorTexts.value.views[view]}
          </button>
        ))}
      </div>
      <Close onClose={onClose} />
    </Dialog>
  );
}

export function MoreDialog({ room, onClose, onEnd }: DialogProps & { onEnd: () => void }) {
  const words = texts.value;
  return (
    <Dialog title={words.more} onClose={onClose}>
      <Link to={`/teach/${room.session.code}`} class="btn btn-lg">
        {words.room}
      </Link>
      <button type="button" class="btn btn-lg btn-help" onClick={onEnd}>
        <Icon name="stop" />
        {words.end}
      </button>
      <Close onClose={onClose} />
    </Dialog>
  );
}

function Close({ onClose }: { onClose: () => void }): ComponentChildren {
  return (
    <button type="button" class="btn btn-ghost btn-lg" onClick={onClose}>
      {common.value.close}
    </button>
  );
}
