/** One clock for all pages: the server's time, updated once a second while the page is visible. */
import { signal } from "@preact/signals";
import { common } from "./ui/texts.ts";

/** Milliseconds since 1970 by the server's clock. */
export const now = signal(Date.now());
let ahead = 0;

/** Sets how far the server's clock is ahead of this device's, in milliseconds. */
export function setAhead(ms: number): void {
  ahead = ms;
  now.value = Date.now() + ahead;
}

setInterval(() => {
  if (!document.hidden) now.value = Date.now() + ahead;
}, 1000);
document.addEventListener("visibilitychange", () => {
  now.value = Date.now() + ahead;
});

/** How long ago a time of this device's clock was, in milliseconds; its clock and the server's may differ. */
export const passedSince = (deviceTime: number): number => now.value - ahead - deviceTime;

/** A duration in words. Below one minute: seconds if `fine`, otherwise an empty string. */
export function span(ms: number, fine = false): string {
  const words = common.value;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return fine ? words.time.seconds(seconds) : "";
  if (minutes < 60) return words.time.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? words.time.hours(hours, minutes % 60) : words.time.days(Math.floor(hours / 24));
}
