/** What of the documents is unfolded, and the address that names one: whoever opens it stands before it. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { decoded } from "../router.ts";

export interface Unfolded {
  readonly has: (id: string) => boolean;
  readonly set: (id: string, open: boolean) => void;
}

/** `ready` once the page has what the address may name; `onPlace` is told before it is gone to. */
export function useUnfolded(ready: boolean, onPlace: () => void): Unfolded {
  const open = useSignal<ReadonlySet<string>>(new Set());
  const set = (id: string, on: boolean) => {
    if (open.peek().has(id) === on) return;
    const next = new Set(open.peek());
    if (on) next.add(id);
    else next.delete(id);
    open.value = next;
  };
  useEffect(() => {
    if (!ready) return;
    const look = () => {
      const id = decoded(location.hash.slice(1));
      if (!id) return;
      onPlace();
      set(id, true);
      requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView());
    };
    look();
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, [ready]);
  return { has: (id) => open.value.has(id), set };
}
