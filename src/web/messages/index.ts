/** The language of the pages: the browser's, until someone chooses the other. */
import { computed, effect, signal } from "@preact/signals";
import { recall, remember } from "../memory.ts";
import { en } from "./en.ts";
import { ko, type Messages } from "./ko.ts";

const languages = { ko, en } satisfies Record<string, Messages>;
export type Language = keyof typeof languages;

const isLanguage = (word: string | undefined): word is Language => word !== undefined && word in languages;
const preferred = (): Language => {
  const chosen = recall("language");
  if (isLanguage(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? "en";
};

export const language = signal<Language>(preferred());
/** The texts in the language of the moment. */
export const text = computed<Messages>(() => languages[language.value]);

/** How dates are written: as this browser's owner writes them, where that is the page's language. */
export const locale = (): string => navigator.languages.find((tag) => tag.startsWith(language.value)) ?? language.value;

/** Changes to the other language, and remembers it. */
export function switchLanguage(): void {
  language.value = language.value === "ko" ? "en" : "ko";
  remember("language", language.value);
}

effect(() => {
  document.documentElement.lang = language.value;
});
