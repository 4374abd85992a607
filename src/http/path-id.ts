/** Parses integer ids in paths. */
import { type CoreFaultCode, Fault } from "../domain/faults.ts";

/** Parses an id in a path. Text that is not an id is answered like an unknown id: throws `missing`. */
export function pathId(text: string | undefined, missing: CoreFaultCode): number {
  if (!/^[1-9]\d{0,14}$/.test(text ?? "")) throw new Fault(missing);
  return Number(text);
}
