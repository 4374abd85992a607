/** The formats of a workbook's cells that change what a number means: percentages, dates and times. */
import { attributeOf, tagsOf } from "./xml.ts";

type Format = "percent" | "date" | undefined;

/** Returns the text that a number has in a cell of this style. */
export type FormatNumber = (value: number, style: number) => string | number;

/** The formats that every workbook has, by their number (ECMA-376 part 1, 18.8.30). */
function builtIn(id: number): Format {
  if (id === 9 || id === 10) return "percent";
  const isDate = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return isDate ? "date" : undefined;
}

/** The format of a code such as `0.0%` or `yyyy\-mm\-dd`. Texts, colours and conditions in it mean nothing here. */
function ofCode(code: string): Format {
  const plain = code.replace(/"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General/gi, "");
  if (plain.includes("%")) return "percent";
  return /[ymdhs]/i.test(plain) ? "date" : undefined;
}

/** Without the noise of binary numbers: 0.07 * 100 is not 7. */
const percentOf = (value: number): string => `${Number((value * 100).toPrecision(12))}%`;

/** Day 0 of a workbook, in days before 1970; of one that was made on an old Mac, four years later. */
const epochs = { 1900: 25_569, 1904: 24_107 };

function dateOf(value: number, epoch: number): string | number {
  const date = new Date(Math.round((value - epoch) * 86_400) * 1000);
  if (value < 0 || Number.isNaN(date.getTime())) return value;
  const [day = "", time = ""] = date.toISOString().slice(0, 16).split("T");
  if (value < 1) return time;
  return Number.isInteger(value) ? day : `${day} ${time}`;
}

/** Reads the formats of a workbook from its styles; `is1904`: whether its days are counted from 1904. */
export function formatsOf(styles: string, is1904: boolean): FormatNumber {
  const own = new Map<number, Format>();
  const formats: Format[] = [];
  let isCellStyle = false;
  for (const { name, kind, attributes } of tagsOf(styles)) {
    const id = Number(attributeOf(attributes, "numFmtId") ?? 0);
    if (name === "numFmt") own.set(id, ofCode(attributeOf(attributes, "formatCode") ?? ""));
    else if (name === "cellXfs") isCellStyle = kind === "open";
    else if (name === "xf" && kind !== "close" && isCellStyle) formats.push(own.has(id) ? own.get(id) : builtIn(id));
  }
  const epoch = epochs[is1904 ? 1904 : 1900];
  return (value, style) => {
    const format = formats[style];
    if (format === "percent") return percentOf(value);
    return format === "date" ? dateOf(value, epoch) : value;
  };
}
