/** The button that turns the sound of the countdown on and off; where a browser requires a press for sound, it asks for it. */
import { soundAllowed, soundOn, switchSound } from "../ui/chime.ts";
import { texts } from "./texts.ts";

export function SoundButton({ class: look }: { class: string }) {
  const words = texts.value;
  return (
    <button type="button" class={look} aria-pressed={soundOn.value} onClick={switchSound}>
      {!soundOn.value ? words.off : soundAllowed.value ? words.on : words.allow}
    </button>
  );
}
