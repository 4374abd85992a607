/** The sound of a page for as long as it is shown. */
import { useEffect, useMemo } from "preact/hooks";
import { openSound, type Sound } from "./sound.ts";

/** `id` is under what this browser remembers whether it was on, and how loud. */
export function useSound(id: string): Sound {
  const sound = useMemo(() => openSound(id), [id]);
  useEffect(() => sound.close, [sound]);
  return sound;
}
