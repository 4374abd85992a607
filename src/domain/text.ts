/** Normalizes text that people type: trims, repairs and limits it. It is not escaped here, but rendered as text. */
import { z } from "zod";

// C0/C1 controls except tab and newline; lone surrogates are repaired by toWellFormed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controlCharacters = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
/** Invisible code points: zero-width, bidi controls, Hangul fillers, tags, variation selectors, blank Braille. */
const blank = String.raw`[\p{Default_Ignorable_Code_Point}\u2800\u2028\u2029\uFFF9-\uFFFB]`;
const part = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?`;
/** Invisible code points that change the rendering: in emoji sequences, in Arabic script, after an Indic virama. */
const meaningful = [
  String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`,
  String.raw`${part}(?:\u200D${part})*`,
  String.raw`[0-9#*]\uFE0F\u20E3`,
  String.raw`(?<=\p{sc=Arab})\u200C(?=\p{sc=Arab})`,
  String.raw`(?<=[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA])[\u200C\u200D]`,
].join("|");
const invisible = new RegExp(`(${meaningful})|${blank}`, "gu");
const blankCharacters = new RegExp(blank, "gu");
const visibleCharacter = new RegExp(`(?!${blank})\\S`, "u");
/** Combining marks beyond the first four on one letter, which no script needs. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/** Trims a text and removes control characters; returns "" if nothing visible is left. */
function clean(text: string): string {
  const cleaned = text.toWellFormed().replace(controlCharacters, "").trim();
  return visibleCharacter.test(cleaned) ? cleaned : "";
}
const withoutInvisible = (text: string) => text.replace(invisible, "$1");

/** Returns the key for comparing names: equal for names that differ only in case, width or invisible code points. */
export function nameKey(name: string): string {
  const normalized = name.replace(blankCharacters, "").normalize("NFKC");
  // Upper case first, which unifies ß with ss and both small sigmas. Skips the dotless ı, which would become an i.
  return normalized.replace(/[^ı]+/g, (letters) => letters.toUpperCase().toLowerCase()).normalize("NFKC");
}

/** Text of 1 to `max` characters after trimming and removing control characters. */
export const Text = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(clean)
    .pipe(z.string().min(1).max(max));

/** Text that may be empty or absent; empty text becomes `null`. */
export const OptionalText = (max: number) =>
  z
    .string()
    .max(max * 4)
    .nullish()
    .transform((text) => clean(text ?? "") || null)
    .pipe(z.string().max(max).nullable());

/** Returns a text on one line without invisible code points, for displaying questions. */
export const cleanText = (text: string): string => clean(withoutInvisible(text)).replace(/\s+/g, " ");

/** The address of a picture: an upload, or any http address. */
export const CaptureUrl = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/[^\s]+|\/uploads\/[\w-]+\.\w+)$/, "A capture must be an http address.");

/** A new password. The minimum is short, so that young pupils can use a PIN. */
export const Password = z.string().min(4, "A password must have at least 4 characters.").max(200);

/** Checks the longer minimum for teachers' passwords. */
export const checkPassword = z.refine<{ role: string; password: string }>(
  ({ role, password }) => role !== "teacher" || password.length >= 8,
  { path: ["password"], message: "A teacher's password must have at least 8 characters." },
);

/** A person's name: 1 to 40 characters after trimming, one line, NFC, without invisible code points. */
export const Nickname = z
  .string()
  .max(400)
  .transform((name) => cleanText(name).normalize("NFC").replace(stackedMarks, "$1"))
  .refine((name) => name !== "" && [...name].length <= 40, "A nickname has 1 to 40 characters.");
