/** Whether a device is the pad or the large screen: as it looks, until somebody says otherwise. */
import { signal } from "@preact/signals";
import { recall, remember } from "../memory.ts";
import { texts } from "./texts.ts";

/** The pad is for fingers, the screen for eyes. */
export type View = "pad" | "screen";

const small = matchMedia("(max-width: 40rem), (pointer: coarse)");
const isView = (word: string | undefined): word is View => word === "pad" || word === "screen";
/** What was said last on this page, and of which class. */
const chosen = signal<{ readonly code: string; readonly view: View } | undefined>(undefined);

/** Which of the two this device is in a class. */
export function viewOf(code: string): View {
  if (chosen.value?.code === code) return chosen.value.view;
  const known = recall(`practice.view.${code}`);
  if (isView(known)) return known;
  return small.matches ? "pad" : "screen";
}

/** Says which, and remembers it. */
export function choose(code: string, view: View): void {
  chosen.value = { code, view };
  remember(`practice.view.${code}`, view);
}

/** Changes to the other. */
export function ViewButton({ code }: { code: string }) {
  const words = texts.value;
  const other = viewOf(code) === "pad" ? "screen" : "pad";
  return (
    <button type="button" class="btn btn-ghost font-medium text-quiet" onClick={() => choose(code, other)}>
      {other === "pad" ? words.asPlayer : words.asStage}
    </button>
  );
}
