/** A keyboard as a pad: 1 to 9 play the chords of the set, the space bar strums the last once more. */
import { useEffect, useRef } from "preact/hooks";

const typing = "input, textarea, select, [contenteditable]";

/** Not while somebody types, has a window open, or has come to a button by the keyboard. */
export function useKeys(
  chords: readonly string[],
  onPlay: (name: string) => void,
  again: () => string | undefined,
): void {
  const latest = useRef({ chords, onPlay, again });
  latest.current = { chords, onPlay, again };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { key, target, repeat, ctrlKey, altKey, metaKey } = event;
      if (repeat || ctrlKey || altKey || metaKey || document.querySelector("dialog[open]")) return;
      if (target instanceof Element && target.closest(typing)) return;
      const { chords, onPlay, again } = latest.current;
      const onButton = target instanceof Element && target.closest("button, a, summary")?.matches(":focus-visible");
      if (key === " " && onButton) return;
      const name = key === " " ? again() : /^[1-9]$/.test(key) ? chords[Number(key) - 1] : undefined;
      if (key === " ") event.preventDefault();
      if (name !== undefined) onPlay(name);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
