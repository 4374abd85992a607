/** What people type, made fit to keep: trimmed, well-formed, bounded; never escaped, for it is shown as text. */
import { z } from "zod";

// C0/C1 controls except tab and newline; lone surrogates are repaired by toWellFormed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
/** Code points that draw nothing: zero-width, bidi controls, Hangul fillers, tags, variation selectors, blank Braille. */
const blank = String.raw`[\p{Default_Ignorable_Code_Point}\u2800\u2028\u2029\uFFF9-\uFFFB]`;
const part = String.raw`\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?`;
/** Invisible code points that change what is drawn: in emoji sequences, in Arabic script, after an Indic virama. */
const meant = [
  String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`,
  String.raw`${part}(?:\u200D${part})*`,
  String.raw`[0-9#*]\uFE0F\u20E3`,
  String.raw`(?<=\p{sc=Arab})\u200C(?=\p{sc=Arab})`,
  String.raw`(?<=[\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D4D\u0DCA])[\u200C\u200D]`,
].join("|");
const invisible = new RegExp(`(${meant})|${blank}`, "gu");
const blanks = new RegExp(blank, "gu");
const visible = new RegExp(`(?!${blank})\\S`, "u");
/** More combining marks than this on one letter is drawing, not writing. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/** Trimmed, without controls; a text in which nothing is visible is empty. */
function clean(text: string): string {
  const cleaned = text.toWellFormed().replace(controls, "").trim();
  return visible.test(cleaned) ? cleaned : "";
}
const withoutInvisible = (text: string) => text.replace(invisible, "$1");

/** A name as it is compared: equal for names that differ only in case, width or invisible code points. */
export function nameKey(name: string): string {
  const plain = name.replace(blanks, "").normalize("NFKC");
  // To upper case first, which unites ß with ss and both small sigmas; the dotless ı would become an i by it.
  return plain.replace(/[^ı]+/g, (letters) => letters.toUpperCase().toLowerCase()).normalize("NFKC");
}

/** Text of 1 to `max` characters once control characters and outer white space are gone. */
export const Text = (max: number) =>
  z
    .string()
    .max(max * 4)
    .transform(clean)
    .pipe(z.string().min(1).max(max));

/** Text that may be empty or absent; empty reads as `null`. */
export const OptionalText = (max: number) =>
  z
    .string()
    .max(max * 4)
    .nullish()
    .transform((text) => clean(text ?? "") || null)
    .pipe(z.string().max(max).nullable());

/** A text on one line, without the marks that turn or hide letters: how a question is shown. */
export const cleanText = (text: string): string => clean(withoutInvisible(text)).replace(/\s+/g, " ");

/** Where a picture is: one of our own uploads, or anywhere on the web. */
export const CaptureUrl = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/[^\s]+|\/uploads\/[\w-]+\.\w+)$/, "A capture is an http address.");

/** A password as it is chosen: a young pupil's may be a PIN. */
export const Password = z.string().min(4, "A password has 4 characters or more.").max(200);

/** Checks that a teacher's password is long enough for what it protects. */
export const checkPassword = z.refine<{ role: string; password: string }>(
  ({ role, password }) => role !== "teacher" || password.length >= 8,
  { path: ["password"], message: "A teacher's password has 8 characters or more." },
);

/** A person's name: 1 to 40 characters after trimming, one line, NFC, without invisible code points. */
export const Nickname = z
  .string()
  .max(400)
  .transform((name) => cleanText(name).normalize("NFC").replace(stackedMarks, "$1"))
  .refine((name) => name !== "" && [...name].length <= 40, "A nickname has 1 to 40 characters.");
