/** Formats instants for the board: the time only if it is today, otherwise the day and the time. */
import { locale } from "../language.ts";

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** Formats an ISO 8601 instant in the page's language. */
export function formatTime(at: string, now = new Date()): string {
  const then = new Date(at);
  const format: Intl.DateTimeFormatOptions = sameDay(then, now)
    ? { timeStyle: "medium" }
    : { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale(), format).format(then);
}
