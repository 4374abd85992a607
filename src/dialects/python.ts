/** How Python writes a value: the chat room's document prints its server's code, whose error texts contain such. */

/** `str(value)` of a value that came as JSON. */
export function strOf(value: unknown): string {
  if (value === undefined || value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `type(value).__name__` of a value that came as JSON. */
export function typeOf(value: unknown): string {
  if (value === undefined || value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return { string: "str", boolean: "bool" }[typeof value as string] ?? "dict";
}
