/** The space bar as Next, for keyboards and presenter remotes; not while typing or on a focused control. */
import { useEffect, useRef } from "preact/hooks";

const takesSpace = "input, textarea, select, button, a, summary, [contenteditable], [role=button], dialog";

export function useNextKey(active: boolean, onNext: () => void): void {
  const latest = useRef(onNext);
  latest.current = onNext;
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.key !== " " || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector("dialog[open]")) return;
      if (target instanceof Element && target.closest(takesSpace)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [active]);
}
