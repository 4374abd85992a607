/** A list that stays at its foot while one is there, and does not move where one reads further up. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Pixels from the foot that still count as being there. */
const nearBottomPx = 48;

/** `last`: the newest item; `first`: the oldest that is shown. */
export function useScrollToBottom(last: string | undefined, first: string | undefined) {
  const list = useRef<HTMLOListElement>(null);
  const atFoot = useSignal(true);
  const before = useRef({ first, height: 0, top: 0 });
  const toFoot = () => {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
    atFoot.value = true;
  };
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    if (atFoot.value) toFoot();
    // Older ones came in above: what was read stays where it was.
    else if (before.current.first !== first) {
      box.scrollTop = before.current.top + box.scrollHeight - before.current.height;
    }
    before.current = { first, height: box.scrollHeight, top: box.scrollTop };
  }, [last, first]);
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const watcher = new ResizeObserver(() => {
      if (atFoot.value) toFoot();
    });
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  return {
    list,
    atFoot: atFoot.value,
    toFoot,
    /** Where the list stands now is where it stays. */
    keep() {
      atFoot.value = false;
    },
    onScroll() {
      const box = list.current;
      if (!box) return;
      before.current = { ...before.current, height: box.scrollHeight, top: box.scrollTop };
      atFoot.value = box.scrollHeight - box.scrollTop - box.clientHeight < nearBottomPx;
    },
  };
}
