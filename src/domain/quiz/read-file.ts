/** Reads questions from a file or a pasted text, and writes them as a file. */
import { csvOfRows, rowsOfCsv } from "./csv.ts";
import { fromGift, toGift } from "./gift.ts";
import { fromPlainText, toPlainText } from "./plain-text.ts";
import type { QuizQuestion, ReadQuiz } from "./quiz.ts";
import { fitsSpreadsheet, fromRows, toClassQuiz, toKahoot } from "./spreadsheet.ts";
import { rowsOfXlsx, xlsxOfRows } from "./xlsx.ts";

/** The largest file, in bytes. */
export const maxQuizFileBytes = 4 * 1024 * 1024;

/** The forms of a text. */
export type TextForm = "plain" | "gift" | "csv";
const readers: Record<TextForm, (text: string) => ReadQuiz> = {
  plain: fromPlainText,
  gift: fromGift,
  csv: (text) => fromRows(rowsOfCsv(text)),
};

/** Returns the form that a text seems to have. */
export function formOf(text: string): TextForm {
  // Answers in braces, with a mark of GIFT.
  if (/(?:^|[^\\])\{\s*(?:(?:T|F|TRUE|FALSE)\s*(?:#[^}]*)?\}|[=~#]|\})/i.test(text)) return "gift";
  if (/(?:^|[,;\t"])answer ?\d/im.test(text)) return "csv";
  return "plain";
}

/** Reads a pasted text, or the text of a file. */
export const readQuizText = (text: string, form: TextForm = formOf(text)): ReadQuiz => readers[form](text);

/** Whether a file is a workbook: a zip archive. */
export const isWorkbook = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

/** Reads a workbook. Throws `WorkbookError`. */
export const readWorkbook = (bytes: Uint8Array): ReadQuiz => fromRows(rowsOfXlsx(bytes));

interface Format {
  /** The ending of its files. */
  readonly ending: string;
  /** Whether it can hold a question. */
  readonly fits: (question: QuizQuestion) => boolean;
  readonly write: (title: string, questions: readonly QuizQuestion[], at: Date) => string | Uint8Array;
}
const all = () => true;

/** The formats of files that can be written. */
export const formats = {
  plain: { ending: ".txt", fits: all, write: toPlainText },
  gift: { ending: ".gift", fits: all, write: toGift },
  kahoot: {
    ending: ".xlsx",
    fits: fitsSpreadsheet,
    write: (title, questions, at) => xlsxOfRows(toKahoot(title, questions), at),
  },
  kahoot_csv: {
    ending: ".csv",
    fits: fitsSpreadsheet,
    write: (title, questions) => csvOfRows(toKahoot(title, questions)),
  },
  classquiz: {
    ending: ".xlsx",
    fits: fitsSpreadsheet,
    write: (title, questions, at) => xlsxOfRows(toClassQuiz(title, questions), at),
  },
  classquiz_csv: {
    ending: ".csv",
    fits: fitsSpreadsheet,
    write: (title, questions) => csvOfRows(toClassQuiz(title, questions)),
  },
} satisfies Record<string, Format>;
export type QuizFormat = keyof typeof formats;
