/** A ranking: options in an order that buttons, arrow keys and dragging change. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useDrag } from "../lesson/use-drag.ts";
import { Icon } from "../ui/icon.tsx";
import { texts } from "./texts.ts";
import type { VoteInputProps } from "./vote-draft.ts";

export function RankInput({ poll, draft, isFixed, onChange }: VoteInputProps) {
  const words = texts.value;
  const list = useRef<HTMLOListElement>(null);
  const said = useSignal("");
  const ranking = draft.ranking ?? [];
  const textOf = (id: number) => poll.options.find(({ option_id }) => option_id === id)?.text ?? "";
  const move = (from: number, to: number) => {
    const id = ranking[from];
    if (id === undefined || to < 0 || to >= ranking.length || from === to) return;
    onChange({ ranking: ranking.toSpliced(from, 1).toSpliced(to, 0, id) });
    said.value = words.place(textOf(id), to + 1);
  };
  const drag = useDrag(list, move);
  return (
    <div class="flex flex-col gap-2">
      <p class="text-base text-quiet">{words.orderAll}</p>
      <ol ref={list} class="flex flex-col gap-2">
        {ranking.map((id, at) => (
          <li
            key={id}
            class={`flex min-h-13 items-center gap-1 rounded-field bg-base-100 pl-1 text-lg ring-1 ring-base-300 ${
              drag.from.value === at ? "opacity-60" : ""
            } ${drag.over.value === at && drag.from.value !== at ? "ring-3 ring-info" : ""}`}
          >
            {!isFixed && (
              <span
                class="grid h-11 w-9 shrink-0 cursor-grab touch-none place-items-center text-quiet"
                onPointerDown={(event) => drag.start(at, event)}
              >
                <Icon name="grip" />
              </span>
            )}
            <span class="w-8 shrink-0 text-center font-bold tabular-nums">{at + 1}</span>
            <span class="min-w-0 flex-1 py-2 leading-snug">{textOf(id)}</span>
            {!isFixed &&
              ([-1, 1] as const).map((by) => (
                <button
                  key={by}
                  type="button"
                  class="btn btn-ghost btn-square shrink-0"
                  aria-label={by < 0 ? words.up(textOf(id)) : words.down(textOf(id))}
                  // A disabled button would lose the focus between two presses.
                  aria-disabled={at + by < 0 || at + by >= ranking.length}
                  onClick={() => move(at, at + by)}
                >
                  <Icon name={by < 0 ? "up" : "down"} />
                </button>
              ))}
          </li>
        ))}
      </ol>
      <p class="sr-only" role="status">
        {said.value}
      </p>
    </div>
  );
}
