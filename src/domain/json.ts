/** Parses untrusted JSON. */
import { Fault } from "./faults.ts";

/** Parses a JSON object; throws `malformed`, with the message `notObject` if `text` is JSON but not an object. */
export function toJsonObject(text: string, notObject: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault("malformed", "This is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Fault("malformed", notObject);
  return value as Record<string, unknown>;
}
