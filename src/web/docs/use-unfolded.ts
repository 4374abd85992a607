/** Keeps which entries are unfolded; unfolds and scrolls to the entry that the address's fragment names. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { decoded } from "../router.ts";

export interface Unfolded {
  readonly has: (id: string) => boolean;
  readonly set: (id: string, open: boolean) => void;
}

/** `ready`: whether the entries are rendered. `onTarget` is called before the page scrolls to an entry. */
export function useUnfolded(ready: boolean, onTarget: () => void): Unfolded {
  const open = useSignal<ReadonlySet<string>>(new Set());
  const set = (id: string, unfold: boolean) => {
    if (open.peek().has(id) === unfold) return;
    const next = new Set(open.peek());
    if (unfold) next.add(id);
    else next.delete(id);
    open.value = next;
  };
  useEffect(() => {
    if (!ready) return;
    const showTarget = () => {
      const id = decoded(location.hash.slice(1));
      if (!id) return;
      onTarget();
      set(id, true);
      requestAnimationFrame(() => document.getElementById(id)?.scrollIntoView());
    };
    showTarget();
    addEventListener("hashchange", showTarget);
    return () => removeEventListener("hashchange", showTarget);
  }, [ready]);
  return { has: (id) => open.value.has(id), set };
}
