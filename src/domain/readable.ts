/** How long students can read a session that has ended. Without schemas, so that pages can import it without zod. */
import type { CoreSession } from "./session.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Returns until when students can read a session, in milliseconds since 1970; Infinity if it has not ended. */
export function readableUntil({
  ended_at,
  settings,
}: {
  readonly ended_at: CoreSession["ended_at"];
  readonly settings: Pick<CoreSession["settings"], "keep_days">;
}): number {
  if (ended_at === null || settings.keep_days === null) return Number.POSITIVE_INFINITY;
  return Date.parse(ended_at) + settings.keep_days * dayMs;
}
