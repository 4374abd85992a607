/** Applies key presses to the number being typed. */

/** A key of the key pad; `sign` toggles the minus sign, `back` deletes a character. */
export type Key = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "." | "sign" | "back";

/** How many characters fit the display. */
const maxLength = 12;

/** The typed text after a key press; it may be incomplete, like `12.` or `-`. */
export function afterKey(typed: string, key: Key): string {
  if (key === "back") return typed.slice(0, -1) === "-" ? "" : typed.slice(0, -1);
  if (key === "sign") return typed.startsWith("-") ? typed.slice(1) : `-${typed}`;
  if (typed.length >= maxLength) return typed;
  const digits = typed.replace("-", "");
  if (key === ".") return typed.includes(".") ? typed : digits === "" ? `${typed}0.` : `${typed}.`;
  if (digits === "0") return `${typed.slice(0, -1)}${key}`;
  return typed + key;
}
