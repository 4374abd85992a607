/** Integer ids in paths. */
import { type CoreFaultCode, Fault } from "../domain/faults.ts";

/** The id that stands in a path; what is no id names nothing, and is refused as what is not there. */
export function idIn(text: string | undefined, missing: CoreFaultCode): number {
  if (!/^[1-9]\d{0,14}$/.test(text ?? "")) throw new Fault(missing);
  return Number(text);
}
