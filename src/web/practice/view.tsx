/** Whether a device is the pad or the large screen: by its size and pointer, until the person chooses. */
import { signal } from "@preact/signals";
import { recall, rememberNewest } from "../memory.ts";
import { texts } from "./texts.ts";

/** `pad` to play on, `screen` to look at. */
export type View = "pad" | "screen";

const small = matchMedia("(max-width: 40rem), (pointer: coarse)");
const isView = (value: string | undefined): value is View => value === "pad" || value === "screen";
/** The last choice on this page, with the code of its class. */
const chosenView = signal<{ readonly code: string; readonly view: View } | undefined>(undefined);

/** Returns the view of this device in a class. */
export function viewOf(code: string): View {
  if (chosenView.value?.code === code) return chosenView.value.view;
  const known = recall(`practice.view.${code}`);
  if (isView(known)) return known;
  return small.matches ? "pad" : "screen";
}

/** Chooses the view and stores the choice in this browser. */
export function chooseView(code: string, view: View): void {
  chosenView.value = { code, view };
  rememberNewest("practice.view", code, view);
}

/** A button that switches to the other view. */
export function ViewButton({ code }: { code: string }) {
  const words = texts.value;
  const other = viewOf(code) === "pad" ? "screen" : "pad";
  return (
    <button type="button" class="btn btn-ghost font-medium text-quiet" onClick={() => chooseView(code, other)}>
      {other === "pad" ? words.asPad : words.asScreen}
    </button>
  );
}
