/** Instants and spans as the report writes them. */
import { locale } from "../language.ts";
import { span } from "../now.ts";
import { texts } from "./texts.ts";

const written = (at: string, how: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), how).format(Date.parse(at));

export const clock = (at: string): string => written(at, { timeStyle: "short" });
export const day = (at: string): string => written(at, { dateStyle: "full" });
/** How long from one instant to the other, in words. */
export const between = (from: string, to: string): string =>
  span(Date.parse(to) - Date.parse(from)) || texts.value.underMinute;
