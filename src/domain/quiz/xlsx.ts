/**
 * The first sheet of an Excel workbook (.xlsx, ECMA-376) as rows, and rows as a workbook. Only what a list of questions
 * needs: texts, numbers and booleans; formulas with their last value; percentages and dates as texts. Reads what Excel, LibreOffice, Google
 * Sheets and the usual libraries write.
 */
import { fromZip, zipOf } from "../zip.ts";
import type { Cell, Rows } from "./spreadsheet.ts";
import { type FormatNumber, formatsOf } from "./xlsx-formats.ts";
import { attributeOf, escapeXml, tagsOf, textOfXml } from "./xml.ts";

/** What a workbook may contain; anything above is refused before it is unpacked. Templates contain some pictures. */
const limits = { maxFiles: 300, maxBytes: 24 * 1024 * 1024 };
/** How many rows and columns of a sheet are read. */
const maxRows = 2000;
const maxColumns = 60;

/** Why a file is not a workbook that can be read. */
export class WorkbookError extends Error {
  constructor(readonly reason: "too_large" | "not_workbook" | "too_many_rows") {
    super(reason);
    this.name = "WorkbookError";
  }
}

type Files = ReadonlyMap<string, string>;

/** Reads the first sheet of a workbook. Throws `WorkbookError`. */
export function rowsOfXlsx(bytes: Uint8Array): Rows {
  const files = unpack(bytes);
  const [workbook = "xl/workbook.xml"] = relationsOf(files, "").values().filter(isOf("officeDocument")).map(targetOf);
  const relations = relationsOf(files, workbook);
  const sheet = tagsOf(files.get(workbook) ?? "").find(
    ({ name, attributes }) => name === "sheet" && !/hidden/i.test(attributeOf(attributes, "state") ?? ""),
  );
  const relation = relations.get(attributeOf(sheet?.attributes ?? "", "id") ?? "");
  const xml = relation && files.get(relation.target);
  if (xml === undefined) throw new WorkbookError("not_workbook");
  const [strings = ""] = relations.values().filter(isOf("sharedStrings")).map(targetOf);
  const [styles = ""] = relations.values().filter(isOf("styles")).map(targetOf);
  const is1904 = /<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)/.test(files.get(workbook) ?? "");
  return readSheet(xml, {
    strings: sharedStringsOf(files.get(strings) ?? ""),
    format: formatsOf(files.get(styles) ?? "", is1904),
  });
}

function unpack(bytes: Uint8Array): Files {
  try {
    const parts = Array.from(fromZip(bytes, limits)).filter(([path]) => /\.(?:xml|rels)$/.test(path));
    return new Map(parts.map(([path, content]) => [path, new TextDecoder().decode(content)]));
  } catch (cause) {
    const isTooLarge = cause instanceof Error && cause.message === "The archive is too large.";
    throw new WorkbookError(isTooLarge ? "too_large" : "not_workbook");
  }
}

interface Relation {
  /** The last part of its type, such as `worksheet`. */
  readonly type: string;
  /** The path of the part that it leads to. */
  readonly target: string;
}

const isOf = (type: string) => (relation: Relation) => relation.type === type;
const targetOf = ({ target }: Relation) => target;

/** The parts that a part refers to, by id. */
function relationsOf(files: Files, path: string): Map<string, Relation> {
  const slash = path.lastIndexOf("/") + 1;
  const [folder, file] = [path.slice(0, slash), path.slice(slash)];
  const relations = new Map<string, Relation>();
  for (const { name, attributes } of tagsOf(files.get(`${folder}_rels/${file}.rels`) ?? "")) {
    const [id, target, type] = ["Id", "Target", "Type"].map((key) => attributeOf(attributes, key) ?? "");
    if (name !== "Relationship" || !id || !target) continue;
    const whole = target.startsWith("/") ? target.slice(1) : new URL(target, `file:///${folder}`).pathname.slice(1);
    relations.set(id, { type: type?.split("/").at(-1) ?? "", target: whole });
  }
  return relations;
}

/** The texts that cells refer to by their number. */
function sharedStringsOf(xml: string): string[] {
  const strings: string[] = [];
  let text = "";
  let phonetic = false;
  for (const { name, kind, after } of tagsOf(xml)) {
    if (name === "rPh") phonetic = kind === "open";
    else if (name === "t" && kind === "open" && !phonetic) text += textOfXml(after);
    else if (name === "si") {
      if (kind !== "open") strings.push(text);
      text = "";
    }
  }
  return strings;
}

/** The column of a reference such as `B9`, counted from 0. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "";
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** What the cells of a sheet refer to. */
interface Shared {
  readonly strings: readonly string[];
  readonly format: FormatNumber;
}

function readSheet(xml: string, shared: Shared): Rows {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let cell = { type: "", style: 0, column: 0 };
  let text = "";
  let phonetic = false;
  const finish = () => {
    if (cell.column >= maxColumns || text === "") return;
    if (rows.at(-1) !== row) throw new WorkbookError("too_many_rows");
    row[cell.column] = cellOf(cell, text, shared);
  };
  for (const { name, kind, attributes, after } of tagsOf(xml)) {
    if (name === "row" && kind !== "close") {
      const number = Number(attributeOf(attributes, "r") ?? rows.length + 1);
      if (!(number > rows.length)) throw new WorkbookError("not_workbook");
      row = [];
      cell = { type: "", style: 0, column: -1 };
      // Rows far below the others may have a format, and no text.
      if (number > maxRows) continue;
      while (rows.length < number - 1) rows.push([]);
      rows.push(row);
    } else if (name === "c" && kind !== "close") {
      const reference = attributeOf(attributes, "r");
      const column = reference === undefined ? cell.column + 1 : columnOf(reference);
      cell = { type: attributeOf(attributes, "t") ?? "n", style: Number(attributeOf(attributes, "s") ?? 0), column };
      text = "";
    } else if (name === "c") finish();
    else if (name === "rPh") phonetic = kind === "open";
    else if ((name === "v" || name === "t") && kind === "open" && !phonetic) text += textOfXml(after);
  }
  // Cells that a row leaves out are holes until here.
  return rows.map((cells) => Array.from(cells, (value) => value ?? null));
}

function cellOf({ type, style }: { type: string; style: number }, text: string, { strings, format }: Shared): Cell {
  if (type === "s") return strings[Number(text)] ?? null;
  if (type === "b") return text === "1";
  if (type === "e") return null;
  if (type !== "n") return text;
  const value = Number(text);
  return Number.isFinite(value) ? format(value, style) : text;
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const office = "http://schemas.openxmlformats.org";
const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${office}/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (...all: string[]) =>
  `${head}<Relationships xmlns="${office}/package/2006/relationships">${all.join("")}</Relationships>`;
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Writes rows as a workbook of one sheet. `at` is the date of its parts. */
export function xlsxOfRows(rows: Rows, at: Date): Uint8Array {
  const main = `${office}/spreadsheetml/2006/main`;
  const parts: [string, string][] = [
    [
      "[Content_Types].xml",
      `${head}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${spreadsheet}.worksheet+xml"/></Types>`,
    ],
    ["_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml"))],
    [
      "xl/workbook.xml",
      `${head}<workbook xmlns="${main}" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    ["xl/_rels/workbook.xml.rels", relations(relation(1, "worksheet", "worksheets/sheet1.xml"))],
    [
      "xl/worksheets/sheet1.xml",
      `${head}<worksheet xmlns="${main}"><sheetData>${rows.map(toRow).join("")}</sheetData></worksheet>`,
    ],
  ];
  return zipOf(
    parts.map(([path, content]) => [path, [content]] as const),
    at,
  );
}

const letterOf = (column: number): string => String.fromCharCode(65 + column);

const toRow = (row: readonly Cell[], n: number): string =>
  `<row r="${n + 1}">${row.map((cell, column) => toXmlCell(cell, `${letterOf(column)}${n + 1}`)).join("")}</row>`;

function toXmlCell(cell: Cell, reference: string): string {
  if (cell == null || cell === "") return "";
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  return `<c r="${reference}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(String(cell))}</t></is></c>`;
}
