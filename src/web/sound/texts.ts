/** Texts of the button for sound. */
import { defineTexts } from "../language.ts";

export const texts = defineTexts({
  on: { ko: "소리 켜짐", en: "Sound on" },
  off: { ko: "소리 꺼짐", en: "Sound off" },
  allow: { ko: "눌러서 소리 허용", en: "Press to allow sound" },
});
