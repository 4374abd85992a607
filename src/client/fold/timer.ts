/** The countdown of the class. */
import type { ViewOf } from "../../features/index.ts";
import { defineSlice } from "./slice.ts";

export type Timer = ViewOf<"timer.current">;

export const timer = defineSlice<Timer>({
  start: () => ({ ends_at: null, seconds: 0, label: null }),
  folds: { "timer.changed": (_, timer) => timer },
  views: ["timer.current"],
  fromViews: (views) => views["timer.current"]?.data,
  read: (api, session) => api.timer(session),
});

/** For how long "time is up" is shown, in milliseconds. */
const timeUpMs = 60_000;

/**
 * Returns the milliseconds that are left at `now` (ms since 1970, by the server's clock): 0 if the time has been up for less
 * than a minute, and undefined if there is no countdown, or it ended before that.
 */
export function timeLeft({ ends_at }: Timer, now: number): number | undefined {
  if (ends_at === null) return undefined;
  const left = Date.parse(ends_at) - now;
  return left > -timeUpMs ? Math.max(0, left) : undefined;
}
