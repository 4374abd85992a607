/** A part of the right column with its count. If there are several, its heading folds it. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { recall, remember } from "../../memory.ts";
import { Icon } from "../../ui/icon.tsx";

/** Whether a part is folded, as stored in this browser. */
export const useFolded = (id: string, byDefault = false): Signal<boolean> => {
  const known = recall(`folded.${id}`);
  return useSignal(known === undefined ? byDefault : known === "yes");
};

const places = { first: "room-fold-first", middle: "", last: "room-fold-last" };

interface FoldProps {
  id: string;
  folded: Signal<boolean>;
  title: string;
  count: number;
  /** The count with its noun, for screen readers. */
  countLabel?: string;
  /** Its place in the column. The count of the first is highlighted, since students wait there. */
  place: keyof typeof places;
  /** Whether it is the only part, which cannot be folded. */
  alone: boolean;
  /** Whether its content is short, so that it does not grow. */
  short?: boolean;
  children: ComponentChildren;
}

export function Fold({ id, folded, title, count, countLabel, place, alone, short = false, children }: FoldProps) {
  const box = useRef<HTMLElement>(null);
  const open = alone || !folded.value;
  const badge = count > 0 && (
    <span
      class={`grid h-8 min-w-8 place-items-center rounded-full px-2 text-lg font-bold tabular-nums ${
        place === "first" ? "bg-help text-error-content" : "bg-base-300"
      }`}
    >
      <span aria-hidden={countLabel !== undefined}>{count.toLocaleString()}</span>
      {countLabel !== undefined && <span class="sr-only">{countLabel}</span>}
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
