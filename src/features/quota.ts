/**
 * Rolling quotas per person: how often within the last hour, by the log's own times. Counted per minute, so that a person
 * takes at most 60 numbers however much they do, and a replay decides the same.
 */
import { type CoreFaultCode, type DeclaredFault, Fault } from "../domain/faults.ts";

/** Counts by person and minute (since 1970). */
export type Usage = Map<string, Map<number, number>>;

const minute = 60_000;
/** Minutes that count: this one and the 59 before. */
const window = 60;

/** Counts one more at `at` (ms since 1970): part of folding an event. */
export function count(usage: Usage, who: string, at: number): void {
  const now = Math.floor(at / minute);
  const minutes = usage.get(who) ?? new Map<number, number>();
  for (const past of minutes.keys()) if (past <= now - window) minutes.delete(past);
  usage.set(who, minutes.set(now, (minutes.get(now) ?? 0) + 1));
}

/**
 * Creates a quota of `max` times per hour. The function throws `fault` if the person has used it up at `at` (ms since
 * 1970): part of deciding a command.
 */
export function hourlyQuota(
  max: number,
  fault: CoreFaultCode | DeclaredFault = "too_often",
): (usage: Usage, who: string, at: number) => void {
  return (usage, who, at) => {
    const now = Math.floor(at / minute);
    let used = 0;
    let oldest = now;
    for (const [past, times] of usage.get(who) ?? []) {
      if (past <= now - window) continue;
      used += times;
      oldest = Math.min(oldest, past);
    }
    if (used < max) return;
    throw Fault.temporary(fault, (oldest + window) * minute - at);
  };
}
