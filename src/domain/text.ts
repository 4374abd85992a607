/** What people type, made fit to keep: trimmed, well-formed, bounded; never escaped, for it is shown as text. */
import { z } from "zod";

// C0/C1 controls except tab and newline; lone surrogates are repaired by toWellFormed.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g;
// Bidi overrides and isolates, zero-width and other invisible marks: a name must look like what it is.
const invisible = /[\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/g;
// Joiners are invisible too, but for those that make one emoji of several, or spell Arabic script.
const joiners =
  /(?<!\p{Extended_Pictographic}[\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D|\u200D(?!\p{Extended_Pictographic})|(?<!\p{sc=Arab})\u200C|\u200C(?!\p{sc=Arab})/gu;
/** More combining marks than this on one letter is drawing, not writing. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

const clean = (text: string) => text.toWellFormed().replace(controls, "").trim();
const visible = (text: string) => text.replace(invisible, "").replace(joiners, "");

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
export const cleanText = (text: string): string => clean(visible(text)).replace(/\s+/g, " ");

/** Where a picture is: one of our own uploads, or anywhere on the web. */
export const CaptureUrl = z
  .string()
  .max(2000)
  .regex(/^(https?:\/\/[^\s]+|\/uploads\/[\w-]+\.\w+)$/, "A capture is an http address.");

/** A password as it is chosen: short enough at the least for a young pupil's PIN. */
export const Password = z.string().min(4, "A password has 4 characters or more.").max(200);

/** A person's name: 1 to 40 characters after trimming, one line, with no marks that hide or turn letters. */
export const Nickname = z
  .string()
  .max(400)
  .transform((name) => clean(visible(name)).replace(stackedMarks, "$1").replace(/\s+/g, " "))
  .refine((name) => name !== "" && [...name].length <= 40, "A nickname has 1 to 40 characters.");
