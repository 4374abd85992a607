/** One button for each view of the projector. */
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { texts } from "./texts.ts";
import { viewsOf } from "./views.ts";

export function ViewSwitch({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  return (
    <fieldset class="flex flex-wrap items-center gap-1.5">
      <legend class="sr-only">{words.shows}</legend>
      {viewsOf(room).map((view) => (
        <button
          key={view}
          type="button"
          class={`btn px-3 ${view === room.screen.view ? "btn-primary" : ""}`}
          aria-pressed={view === room.screen.view}
          onClick={() => live.ask("screen.show", { view })}
        >
          {words.views[view]}
        </button>
      ))}
    </fieldset>
  );
}
