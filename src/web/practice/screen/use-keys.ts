/** Plays by keyboard: 1 to 9 play the chords of the set, the space bar strums the last chord again. */
import { useEffect, useRef } from "preact/hooks";

const typing = "input, textarea, select, [contenteditable]";

/** Ignores keys while typing or in a dialog, and the space bar on a focused button. `lastChord` is what sounds now. */
export function useKeys(
  chords: readonly string[],
  onPlay: (name: string) => void,
  lastChord: () => string | undefined,
): void {
  const latest = useRef({ chords, onPlay, lastChord });
  latest.current = { chords, onPlay, lastChord };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { key, target, repeat, ctrlKey, altKey, metaKey } = event;
      if (repeat || ctrlKey || altKey || metaKey || document.querySelector("dialog[open]")) return;
      if (target instanceof Element && target.closest(typing)) return;
      const { chords, onPlay, lastChord } = latest.current;
      const onButton = target instanceof Element && target.closest("button, a, summary")?.matches(":focus-visible");
      if (key === " " && onButton) return;
      const name = key === " " ? lastChord() : /^[1-9]$/.test(key) ? chords[Number(key) - 1] : undefined;
      if (key === " ") event.preventDefault();
      if (name !== undefined) onPlay(name);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}
