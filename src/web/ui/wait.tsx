/** When somebody over a limit can go on: counts down. */
import { useMemo } from "preact/hooks";
import type { Refusal, RefusalCode } from "../../client/refusal.ts";
import { now, span } from "../now.ts";
import { common } from "./texts.ts";

/** Limits that pass by waiting; for others the server's advice when to retry is a guess. */
const temporary: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  "rate_limited",
  "too_many_connections",
  "too_many_guests",
  "too_many_guesses",
  "too_many_messages",
  "too_often",
  "sign_in_busy",
  "server_full",
]);

/** Nothing if waiting does not help. `since`: when it was rejected, in ms since 1970 by the server's clock. */
export function Wait({ refusal, since }: { refusal: Refusal | undefined; since?: number }) {
  const from = useMemo(() => since ?? now.peek(), [refusal, since]);
  if (refusal?.retryAfter === undefined || !temporary.has(refusal.code)) return null;
  const left = from + refusal.retryAfter * 1000 - now.value;
  const words = common.value;
  return <> {left > 0 ? words.againIn(span(left + 999, true)) : words.againNow}</>;
}
