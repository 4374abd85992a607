/** Closes a `<details>` menu on Escape or on a press outside it. */
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

export function useCloseMenu(menu: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const closeIfOutside = (event: Event) => {
      const escaped = event instanceof KeyboardEvent && event.key === "Escape";
      const outside =
        event.type === "pointerdown" && event.target instanceof Node && !menu.current?.contains(event.target);
      if (escaped || outside) menu.current?.removeAttribute("open");
    };
    addEventListener("pointerdown", closeIfOutside);
    addEventListener("keydown", closeIfOutside);
    return () => {
      removeEventListener("pointerdown", closeIfOutside);
      removeEventListener("keydown", closeIfOutside);
    };
  }, []);
}
