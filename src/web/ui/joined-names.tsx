/** The names of those who joined, newest first. The others move aside smoothly. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { common } from "./texts.ts";

const moveMs = 350;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

interface JoinedNamesProps {
  /** Newest first; `n` identifies a person. */
  newest: readonly { readonly n: number | string; readonly name: string }[];
  /** The type size, which everything else follows. */
  class: string;
}

export function JoinedNames({ newest, class: look }: JoinedNamesProps) {
  const list = useRef<HTMLUListElement>(null);
  const places = useRef(new Map<string, DOMRect>());
  const latest = newest[0]?.n;
  useLayoutEffect(() => {
    const items = Array.from(list.current?.children ?? []) as HTMLElement[];
    const before = places.current;
    places.current = new Map(items.map((item) => [item.dataset.n ?? "", item.getBoundingClientRect()]));
    if (calm.matches || before.size === 0) return;
    for (const item of items) {
      const from = before.get(item.dataset.n ?? "");
      const to = places.current.get(item.dataset.n ?? "");
      const frames =
        from && to
          ? [{ transform: `translate(${from.x - to.x}px, ${from.y - to.y}px)` }, { transform: "none" }]
          : [
              { opacity: 0, transform: "scale(0.8)" },
              { opacity: 1, transform: "none" },
            ];
      item.animate(frames, { duration: moveMs, easing: "ease-out" });
    }
  }, [latest]);
  return (
    <ul ref={list} class={`joined-names ${look}`} aria-label={common.value.joinedNames}>
      {newest.map(({ n, name }) => (
        <li key={n} data-n={n} class="truncate rounded-field bg-base-100 px-[0.6em] py-[0.2em] font-semibold">
          {name}
        </li>
      ))}
    </ul>
  );
}
