/** JSON that comes from outside. */
import { Fault } from "./faults.ts";

/** The JSON object in `text`; throws `malformed`, with `otherwise` as its message where it is JSON of another kind. */
export function toJsonObject(text: string, otherwise: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault("malformed", "This is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Fault("malformed", otherwise);
  return value as Record<string, unknown>;
}
