/** Formats instants (ISO 8601) and spans for the report. */
import { locale } from "../language.ts";
import { span } from "../now.ts";
import { texts } from "./texts.ts";

const format = (at: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), options).format(Date.parse(at));

export const formatTime = (at: string): string => format(at, { timeStyle: "short" });
export const formatDay = (at: string): string => format(at, { dateStyle: "full" });
/** Formats the time from one instant to another. */
export const formatSpan = (from: string, to: string): string => formatMs(Date.parse(to) - Date.parse(from));
/** Formats a duration in milliseconds. */
export const formatMs = (ms: number): string => span(ms) || texts.value.underMinute;
