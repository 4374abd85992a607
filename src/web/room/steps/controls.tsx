/** The buttons to pause, resume and end the class, always in the same place. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Confirm } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { common } from "../../ui/texts.ts";
import { texts } from "./texts.ts";
import { useNextKey } from "./use-next-key.ts";

export function Controls({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const ending = useSignal(false);
  const { status, lesson } = room.session;
  const paused = status === "PAUSED";
  const sending = live.state.value.outbox.findLast(({ name }) => name.startsWith("session."));
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const beginsHere = status === "WAITING" && !lesson?.subtasks.length;
  const begin = () => {
    if (!pending) live.ask("session.start", {});
  };
  useNextKey(beginsHere, begin);
  return (
    <div class="flex flex-col gap-2">
      {beginsHere && (
        <button
          type="button"
          class="btn btn-next btn-primary text-3xl font-extrabold"
          disabled={pending}
          aria-keyshortcuts="Space"
          onClick={begin}
        >
          <span class="flex w-full items-baseline justify-between gap-3">
            {words.begin}
            <kbd class="hidden font-sans text-sm font-medium lg:inline">{words.space}</kbd>
          </span>
        </button>
      )}
      <div class="grid grid-cols-2 gap-2">
        <button
          type="button"
          class={`btn ${paused ? "btn-accent" : ""}`}
          disabled={pending}
          onClick={() => live.ask(paused ? "session.resume" : "session.pause", {})}
        >
          <Icon name={paused ? "play" : "pause"} />
          {paused ? words.resume : words.pause}
        </button>
        <button
          type="button"
          class="btn"
          disabled={pending}
          onClick={() => {
            ending.value = true;
          }}
        >
          <Icon name="stop" />
          {words.end}
        </button>
      </div>
      {ending.value && (
        <Confirm
          title={words.endAsk}
          hint={words.endHint}
          yes={words.endYes}
          no={common.value.cancel}
          onNo={() => {
            ending.value = false;
          }}
          onYes={() => {
            ending.value = false;
            live.ask("session.end", {});
          }}
        />
      )}
    </div>
  );
}
