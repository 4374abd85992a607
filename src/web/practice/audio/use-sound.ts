/** The sound of a page while it is mounted. */
import { useEffect, useMemo } from "preact/hooks";
import { openSound, type Sound } from "./sound.ts";

/** The id for the large screens. Browsers have stored settings under this word, so it does not change. */
export const screenSoundId = "stage";

/** Opens the sound of a page. This browser stores on/off and the volume under `id`. */
export function useSound(id: string): Sound {
  const sound = useMemo(() => openSound(id), [id]);
  useEffect(() => sound.close, [sound]);
  return sound;
}
