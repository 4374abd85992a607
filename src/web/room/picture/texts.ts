/** Texts of adding a picture. */
import { defineTexts } from "../../language.ts";

export const texts = defineTexts({
  pictureOf: { ko: "붙일 사진", en: "The picture" },
  pictureHint: { ko: "붙여 넣거나(Ctrl+V) 여기에 놓아 주세요.", en: "Paste it (Ctrl+V) or drop it here." },
  choose: { ko: "파일 고르기", en: "Choose a file" },
  share: { ko: "화면 찍기", en: "Capture the screen" },
  uploading: { ko: "사진을 올리는 중 …", en: "Uploading …" },
  notUploaded: { ko: "사진을 올리지 못했어요.", en: "The picture could not be uploaded." },
  again: { ko: "다시 올리기", en: "Upload again" },
  other: { ko: "다른 사진으로", en: "Another picture" },
});
