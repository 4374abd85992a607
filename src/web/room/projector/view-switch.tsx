/** One button for each view of the projector. */
import type { Room } from "../../../client/fold/index.ts";
import type { ScreenView } from "../../../features/screen.ts";
import type { LiveRoom } from "../../live.ts";
import { texts } from "./texts.ts";

/** The feature that each view shows, if it is an optional one. */
const features = { step: "steps", feedback: "feedback", questions: "questions", poll: "polls" } as const;

/** The views that this class has; a view without its feature would show what `auto` does. */
const viewsOf = ({ session }: Room): ScreenView[] => [
  "auto",
  "code",
  ...(["step", "feedback", "questions", "poll"] as const).filter((view) => session.features.includes(features[view])),
  "blank",
];

export function ViewSwitch({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  // What was pressed last counts before it is confirmed.
  const sending = live.state.value.outbox.findLast(({ name }) => name === "screen.show");
  const isPending = sending?.state === "sending" || sending?.state === "waiting";
  const shown = isPending && sending.name === "screen.show" ? sending.input.view : room.screen.view;
  return (
    <fieldset class="flex flex-wrap items-center gap-1.5">
      <legend class="sr-only">{words.shows}</legend>
      {viewsOf(room).map((view) => (
        <button
          key={view}
          type="button"
          class={`btn px-3 ${view === shown ? "btn-primary" : ""}`}
          aria-pressed={view === shown}
          onClick={() => live.ask("screen.show", { view })}
        >
          {words.views[view]}
        </button>
      ))}
    </fieldset>
  );
}
