/** Texts of the sound controls. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  soundOn: { ko: "소리 켜기", en: "Turn sound on" },
  soundWaits: { ko: "아무 키나 누르면 소리가 나요", en: "Press any key for sound" },
  mute: { ko: "소리 끄기", en: "Mute" },
  unmute: { ko: "소리 다시 켜기", en: "Unmute" },
  volume: { ko: "소리 크기", en: "Volume" },
});
