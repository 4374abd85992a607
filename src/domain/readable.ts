/** How long students can read a session that has ended. Without schemas, so that pages can import it without zod. */

/** The default of `keep_days`, also of sessions that were stored before version 0.4.0 and have none. */
export const defaultKeepDays = 30;
const dayMs = 24 * 60 * 60 * 1000;

/** Returns until when students can read a session, in milliseconds since 1970; Infinity if it has not ended. */
export function readableUntil({
  ended_at,
  settings,
}: {
  readonly ended_at: string | null;
  readonly settings: { readonly keep_days?: number | null };
}): number {
  const { keep_days = defaultKeepDays } = settings;
  if (ended_at === null || keep_days === null) return Number.POSITIVE_INFINITY;
  return Date.parse(ended_at) + keep_days * dayMs;
}
