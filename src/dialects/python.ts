/** Python's text forms of values, which the error texts of the chat room's document contain. */

/** `str(value)` of a value parsed from JSON. */
export function pythonStr(value: unknown): string {
  if (value === undefined || value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `type(value).__name__` of a value parsed from JSON. */
export function pythonTypeName(value: unknown): string {
  if (value === undefined || value === null) return "NoneType";
  if (Array.isArray(value)) return "list";
  if (typeof value === "number") return Number.isInteger(value) ? "int" : "float";
  return { string: "str", boolean: "bool" }[typeof value as string] ?? "dict";
}
