/** A part of the right column, with how much there is in it; folded away by its heading where there are several. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { recall, remember } from "../../memory.ts";
import { Icon } from "../../ui/icon.tsx";

/** Whether a part is folded, as this browser remembers it. */
export const useFolded = (id: string, usually = false): Signal<boolean> => {
  const known = recall(`folded.${id}`);
  return useSignal(known === undefined ? usually : known === "yes");
};

const places = { first: "room-fold-first", middle: "", last: "room-fold-last" };

interface FoldProps {
  id: string;
  folded: Signal<boolean>;
  title: string;
  count: number;
  /** What the count counts, for who does not see where it stands. */
  counts?: string;
  /** Its place in the column; in the first somebody waits. */
  place: keyof typeof places;
  /** The only part stays open, and has nothing to press. */
  alone: boolean;
  /** What is in it is short and gives no room away. */
  short?: boolean;
  children: ComponentChildren;
}

export function Fold({ id, folded, title, count, counts, place, alone, short = false, children }: FoldProps) {
  const box = useRef<HTMLElement>(null);
  const open = alone || !folded.value;
  const badge = count > 0 && (
    <span
      class={`grid h-8 min-w-8 place-items-center rounded-full px-2 text-lg font-bold tabular-nums ${
        place === "first" ? "bg-help text-error-content" : "bg-base-300"
      }`}
    >
      <span aria-hidden={counts !== undefined}>{count.toLocaleString()}</span>
      {counts !== undefined && <span class="sr-only">{counts}</span>}
    </span>
  );
  return (
    <section
      ref={box}
      class={`room-fold ${places[place]} ${open && !short ? "room-fold-open" : ""}`}
      aria-labelledby={id}
    >
      {alone ? (
        <h2 id={id} class="flex min-h-8 items-center gap-2 text-xl font-bold">
          {title}
          {badge}
        </h2>
      ) : (
        <h2 id={id} class="text-xl font-bold">
          <button
            type="button"
            class="flex min-h-11 w-full items-center gap-2 text-left"
            aria-expanded={open}
            onClick={() => {
              folded.value = open;
              remember(`folded.${id}`, open ? "yes" : "no");
              if (!open) requestAnimationFrame(() => box.current?.scrollIntoView({ block: "nearest" }));
            }}
          >
            {title}
            {badge}
            <span class="ml-auto text-quiet">
              <Icon name={open ? "down" : "right"} />
            </span>
          </button>
        </h2>
      )}
      {open && <div class="room-fold-body">{children}</div>}
    </section>
  );
}
