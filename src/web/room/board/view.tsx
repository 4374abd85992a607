/** Whether the board shows names or dots: by the number of students, unless the teacher chose in this browser. */
import { type Signal, useSignal } from "@preact/signals";
import { recall, remember } from "../../memory.ts";
import { texts } from "./texts.ts";

export type BoardView = "names" | "dots";

const views: readonly BoardView[] = ["names", "dots"];

/** Up to how many students names have large tiles, and up to how many they are shown unless the teacher chose. */
export const maxStudents = { large: 16, names: 60 };

/** What the teacher chose in this browser, if anything. */
export const useChosenView = (): Signal<BoardView | undefined> =>
  useSignal(views.find((view) => view === recall("board.view")));

/** What is shown to a number of present students. A small class always has names. */
export function viewOf(chosen: BoardView | undefined, present: number): BoardView {
  if (present <= maxStudents.large) return "names";
  return chosen ?? (present > maxStudents.names ? "dots" : "names");
}

export function ViewSwitch({ view, chosen }: { view: BoardView; chosen: Signal<BoardView | undefined> }) {
  const words = texts.value;
  return (
    <fieldset class="join shrink-0">
      <legend class="sr-only">{words.view.title}</legend>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          class={`btn join-item px-4 ${one === view ? "btn-neutral" : ""}`}
          aria-pressed={one === view}
          onClick={() => {
            chosen.value = one;
            remember("board.view", one);
          }}
        >
          {words.view[one]}
        </button>
      ))}
    </fieldset>
  );
}
