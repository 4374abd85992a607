/** Times as Excel and measuring devices write them. A time without a zone is in the zone of this browser. */

/** The order of day and month in dates such as 03/04/2026. */
export type DateOrder = "dmy" | "mdy";

const dayMonthYear = /^(\d{1,2})([-/.])\s*(\d{1,2})\2\s*(\d{4}|\d{2})(?!\d)\.?/;
const yearMonthDay = /^(\d{4})[-/.]\s*(\d{1,2})[-/.]\s*(\d{1,2})(?!\d)\.?/;
/** 20-Nov-26, 20 November 2026. */
const dayNameYear = /^(\d{1,2})[-\s.]+([a-z]{3})[a-z]*[-\s.,]+(\d{4}|\d{2})(?!\d)/i;
const timeOfDay =
  /^(?:(오전|오후|am|pm)\s*)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(z|[-+]\d{2}:?\d{2})?$/i;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Excel's dates as numbers: days since 1899-12-30. These bounds are the years 1954 to 2119. */
const serial = /^[2-7]\d{4}([.,]\d+)?$/;

/** The order of day and month in a column; `undefined` if its dates leave both possible. */
export function dateOrderOf(cells: readonly string[]): DateOrder | "either" | undefined {
  let found: "either" | undefined;
  for (const cell of cells) {
    const [, first, mark, second] = dayMonthYear.exec(cell.trim()) ?? [];
    if (mark === undefined || mark === ".") continue;
    if (Number(first) > 12) return "dmy";
    if (Number(second) > 12) return "mdy";
    found = "either";
  }
  return found;
}

/** Parses a date, with or without a time of day, to milliseconds since 1970; `undefined` if it is none. */
export function parseTime(cell: string, order: DateOrder): number | undefined {
  const text = cell.trim();
  if (serial.test(text)) return fromSerial(Number(text.replace(",", ".")));
  const written = text.replace(/(\d)\s*[년월]/g, "$1-").replace(/(\d)\s*일/, "$1");
  const date = parseDate(written, order);
  if (!date) return undefined;
  const rest = written.slice(date.length).replace(/^[T,\s]+/i, "");
  return rest === "" ? atTime(date, [0, 0, 0, 0], undefined) : withTimeOfDay(date, rest);
}

/** Whether the cell is a time of day without a date. */
export const isTimeOfDay = (cell: string): boolean => timeOfDay.test(cell.trim());

interface CalendarDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** How many characters it has in the cell. */
  readonly length: number;
}

function parseDate(text: string, order: DateOrder): CalendarDate | undefined {
  const [iso, isoYear, isoMonth, isoDay] = yearMonthDay.exec(text) ?? [];
  if (iso !== undefined) return dateOf({ match: iso, year: isoYear, month: isoMonth, day: isoDay });
  const [named, namedDay, name = "", namedYear] = dayNameYear.exec(text) ?? [];
  const namedMonth = months.indexOf(name.toLowerCase()) + 1;
  if (named !== undefined) return dateOf({ match: named, year: namedYear, month: namedMonth, day: namedDay });
  const [match, first, mark, second, year] = dayMonthYear.exec(text) ?? [];
  if (match === undefined) return undefined;
  const [day, month] = order === "dmy" || mark === "." ? [first, second] : [second, first];
  return dateOf({ match, year, month, day });
}

type Digits = string | number | undefined;

interface DateParts {
  readonly match: string;
  readonly year: Digits;
  readonly month: Digits;
  readonly day: Digits;
}

/** `undefined` if the calendar has no such day. Years with two digits are from 1970 to 2069. */
function dateOf(parts: DateParts): CalendarDate | undefined {
  const [short, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  const year = String(parts.year).length > 2 ? short : short + (short < 70 ? 2000 : 1900);
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? { year, month, day, length: parts.match.length } : undefined;
}

function withTimeOfDay(date: CalendarDate, text: string): number | undefined {
  const [, before, hours, minutes, seconds = "0", fraction = "0", after, zone] = timeOfDay.exec(text) ?? [];
  const half = { 오전: 0, am: 0, 오후: 12, pm: 12 }[(before ?? after ?? "").toLowerCase()];
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + half;
  const isValid =
    hour < 24 && Number(minutes) < 60 && Number(seconds) < 60 && (half === undefined || Number(hours) < 13);
  if (!isValid) return undefined;
  return atTime(date, [hour, Number(minutes), Number(seconds), Math.floor(Number(`0.${fraction}`) * 1000)], zone);
}

function atTime(
  { year, month, day }: CalendarDate,
  time: [hours: number, minutes: number, seconds: number, ms: number],
  zone: string | undefined,
): number {
  if (zone === undefined) return new Date(year, month - 1, day, ...time).getTime();
  const [, sign, hours = 0, minutes = 0] = /([-+])(\d{2}):?(\d{2})/.exec(zone) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return Date.UTC(year, month - 1, day, ...time) - offset * 60_000;
}

/** Rounds to seconds: the fraction of a day has rounding errors. */
function fromSerial(days: number): number {
  const whole = Math.floor(days);
  return new Date(1899, 11, 30 + whole, 0, 0, Math.round((days - whole) * 86_400)).getTime();
}
