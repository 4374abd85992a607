/** Counts down until a user who has exceeded a limit can try again. */
import { useMemo } from "preact/hooks";
import type { Refusal, RefusalCode } from "../../client/refusal.ts";
import { now, span } from "../now.ts";
import { common } from "./texts.ts";

/** Limits that end after a known time; for other codes the server's `Retry-After` is an estimate. */
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

/** Renders nothing if waiting does not help. `since`: the time of the rejection, in ms since 1970 by the server's clock. */
export function Wait({ refusal, since }: { refusal: Refusal | undefined; since?: number }) {
  const from = useMemo(() => since ?? now.peek(), [refusal, since]);
  if (refusal?.retryAfter === undefined || !temporary.has(refusal.code)) return null;
  const left = from + refusal.retryAfter * 1000 - now.value;
  const words = common.value;
  return <> {left > 0 ? words.againIn(span(left + 999, true)) : words.againNow}</>;
}
