/** What each key does to the number that is being typed. */

/** A key of the pad. */
export type Key = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "." | "sign" | "back";

/** As many letters as are read without doubt, and as fit. */
const longest = 12;

/** The number as it stands after a key, as text: it may still be incomplete, like `12.` or `-`. */
export function afterKey(typed: string, key: Key): string {
  if (key === "back") return typed.slice(0, -1) === "-" ? "" : typed.slice(0, -1);
  if (key === "sign") return typed.startsWith("-") ? typed.slice(1) : `-${typed}`;
  if (typed.length >= longest) return typed;
  const digits = typed.replace("-", "");
  if (key === ".") return typed.includes(".") ? typed : digits === "" ? `${typed}0.` : `${typed}.`;
  if (digits === "0") return `${typed.slice(0, -1)}${key}`;
  return typed + key;
}
