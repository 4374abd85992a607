/** Texts of a step's content. */
import { defineTexts } from "../language.ts";

export const texts = defineTexts({
  code: { ko: "코드", en: "Code" },
  copy: { ko: "복사", en: "Copy" },
  copied: { ko: "복사했어요", en: "Copied" },
  notCopied: { ko: "복사하지 못했어요. 코드를 직접 골라 주세요.", en: "Not copied. Select the code yourself." },
  picture: { ko: "사진", en: "Picture" },
  pictureMissing: { ko: "사진을 불러오지 못했어요", en: "The picture could not be loaded" },
});
