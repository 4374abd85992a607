/** The text of a refusal. Most texts are loaded with the first one that needs them: few phones ever show one. */
import { signal } from "@preact/signals";
import type { RefusalCode } from "../../client/refusal.ts";
import { defineTexts } from "../language.ts";
import { firstFaults } from "./first-faults.ts";

const first = defineTexts(firstFaults);
const all = signal<typeof import("./texts.ts").faults | undefined>(undefined);
const isUnreachable = signal(false);

/** Loads the texts of all codes, once. Rejects if the server cannot be reached. */
export async function loadFaultTexts(): Promise<void> {
  all.value ??= (await import("./texts.ts")).faults;
}

/**
 * Why something was refused: empty for the moment in which the texts are loaded. A code that this page does not know comes
 * from a newer server, or from none of ours.
 */
export function textOf(code: RefusalCode): string {
  const known: Readonly<Partial<Record<RefusalCode, string>>> = first.value;
  const text = all.value?.value[code] ?? known[code];
  if (text !== undefined) return text;
  if (all.value || isUnreachable.value) return first.value.unknown;
  loadFaultTexts().catch(() => {
    isUnreachable.value = true;
  });
  return "";
}
