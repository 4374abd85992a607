/** The lists of hidden words as they are typed, one word a line. Pure. */
import type { ViewOf } from "../../../features/index.ts";

export type Lists = ViewOf<"poll_moderation.hiddenWords">;

/** The longest word, and the most words of a list, that the server accepts. */
export const limits = { letters: 40, words: 200 };

export const toWords = (text: string): string[] =>
  text
    .split("\n")
    .map((word) => word.trim())
    .filter((word) => word !== "");

export const toText = ({ ko, en }: Lists) => ({ ko: ko.join("\n"), en: en.join("\n") });

/** Returns why a list cannot be saved: the beginning of a word that is too long, or how many words it has too many. */
export function problemOf(list: readonly string[]): { readonly long: string } | { readonly more: number } | undefined {
  const long = list.find((word) => word.length > limits.letters);
  if (long !== undefined) return { long: long.slice(0, limits.letters) };
  return list.length > limits.words ? { more: list.length - limits.words } : undefined;
}
