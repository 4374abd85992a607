/** Recognizes a header, and columns by their names in English, Korean and German. */
import type { KnownTag } from "../../../domain/spc/tag-names.ts";
import { parseDecimal } from "./decimals.ts";
import { parseTime } from "./times.ts";

/** Known names as `normalized` returns them. `instant` is a date with a time. */
export const columnNames = {
  value: [
    ...["measurementvalue", "value", "measurement", "measuredvalue", "reading", "result"],
    ...["측정값", "측정치", "값", "데이터"],
    ...["wert", "messwert", "istwert"],
    ...["count", "defects", "defectives", "nonconforming", "불량수", "부적합품수", "결점수"],
  ],
  instant: [
    ...["measuredat", "datetime", "timestamp", "dateandtime"],
    ...["일시", "측정일시"],
    ...["zeitpunkt", "datumuhrzeit"],
  ],
  date: ["date", "day", "measuredon", "날짜", "측정일", "일자", "datum", "tag"],
  time: ["time", "measuredtime", "시각", "시간", "측정시각", "측정시간", "uhrzeit", "zeit"],
  size: ["samplesize", "size", "inspected", "표본크기", "검사수", "검사개수", "stichprobenumfang"],
  subgroup: ["subgroupnumber", "subgroup", "subgroupno", "group", "부분군", "부분군번호", "untergruppe"],
  sample: ["samplenumber", "sample", "sampleno", "시료", "시료번호", "표본번호"],
} as const;

/** Known names of columns with tags. */
export const tagColumnNames: Readonly<Record<KnownTag, readonly string[]>> = {
  operator: [
    ...["operator", "operatorname", "inspector", "worker", "measuredby"],
    ...["작업자", "검사자", "측정자", "담당자"],
    ...["bediener", "werker", "prüfer"],
  ],
  shift: ["shift", "workshift", "근무조", "교대", "교대조", "schicht"],
  machine: [
    "machine",
    "machineno",
    "machineid",
    "equipment",
    "설비",
    "설비번호",
    "기계",
    "장비",
    "호기",
    "maschine",
    "anlage",
  ],
  lot: ["lot", "lotno", "lotnumber", "batch", "batchno", "batchnumber", "로트", "로트번호", "배치", "charge", "los"],
};

const knownNames: readonly string[] = [...Object.values(columnNames), ...Object.values(tagColumnNames)].flat();

/** A column's name without case, separators and a unit in brackets: `Measured value [mm]` → `measuredvalue`. */
export const normalized = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[([].*?[)\]]/g, "")
    .replace(/[\s_\-./:]+/g, "");

/** Whether the cell is a number with either decimal mark. */
export const isNumber = (cell: string): boolean =>
  parseDecimal(cell, ".") !== undefined || parseDecimal(cell, ",") !== undefined;

/** Whether the cell is a date, with day and month in either order. Excel's dates as numbers count as numbers. */
export const isTime = (cell: string): boolean =>
  !isNumber(cell) && (parseTime(cell, "dmy") !== undefined || parseTime(cell, "mdy") !== undefined);

/** Whether a first row is a header: it has a known name, or neither a number nor a time. */
export function isHeader(cells: readonly string[]): boolean {
  if (cells.some((cell) => knownNames.includes(normalized(cell)))) return true;
  return cells.every((cell) => !isNumber(cell) && !isTime(cell));
}
