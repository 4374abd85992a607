/** Keeps a list scrolled to its bottom while the reader is there, and its position while they read further up. */
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

/** Distance from the bottom, in pixels, that still counts as being there. */
const nearBottomPx = 48;

/** `last`: the id of the newest item. `first`: the id of the oldest item shown. */
export function useScrollToBottom(last: string | undefined, first: string | undefined) {
  const list = useRef<HTMLOListElement>(null);
  const atBottom = useSignal(true);
  const before = useRef({ first, height: 0, top: 0 });
  const scrollToBottom = () => {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
    atBottom.value = true;
  };
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    if (atBottom.value) scrollToBottom();
    // Older items were added above: keep the visible ones in place.
    else if (before.current.first !== first) {
      box.scrollTop = before.current.top + box.scrollHeight - before.current.height;
    }
    before.current = { first, height: box.scrollHeight, top: box.scrollTop };
  }, [last, first]);
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const watcher = new ResizeObserver(() => {
      if (atBottom.value) scrollToBottom();
    });
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  return {
    list,
    atBottom: atBottom.value,
    scrollToBottom,
    /** Keeps the current position when items are added. */
    holdPosition() {
      atBottom.value = false;
    },
    onScroll() {
      const box = list.current;
      if (!box) return;
      before.current = { ...before.current, height: box.scrollHeight, top: box.scrollTop };
      atBottom.value = box.scrollHeight - box.scrollTop - box.clientHeight < nearBottomPx;
    },
  };
}
