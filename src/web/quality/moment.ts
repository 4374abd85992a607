/** Instants as the board writes them: the time today, the day too before that. */
import { locale } from "../language.ts";

const sameDay = (a: Date, b: Date) => a.toDateString() === b.toDateString();

/** When it was, as short as it is clear. */
export function moment(at: string, now = new Date()): string {
  const then = new Date(at);
  const how: Intl.DateTimeFormatOptions = sameDay(then, now)
    ? { timeStyle: "medium" }
    : { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale(), how).format(then);
}
