/** What was chosen, dropped or pasted: a text whose form can be corrected, a workbook, or why it cannot be read. */
import type { ReadQuiz } from "../../../domain/quiz/quiz.ts";
import {
  formOf,
  isWorkbook,
  maxQuizFileBytes,
  readQuizText,
  readWorkbook,
  type TextForm,
} from "../../../domain/quiz/read-file.ts";
import { WorkbookError } from "../../../domain/quiz/xlsx.ts";
import { textOf } from "../../quality/import/csv.ts";

export interface ReadInput {
  readonly quiz: ReadQuiz;
  /** `undefined` for a workbook. */
  readonly form: TextForm | undefined;
  readonly text: string;
}
export type InputProblem = WorkbookError["reason"] | "unreadable";

export const readText = (text: string, form: TextForm = formOf(text)): ReadInput => ({
  quiz: readQuizText(text, form),
  form,
  text,
});

/** Reads a file. Returns why that is not possible. */
export async function readFile(file: Blob): Promise<ReadInput | InputProblem> {
  if (file.size > maxQuizFileBytes) return "too_large";
  const bytes = await file.arrayBuffer().then(
    (content) => new Uint8Array(content),
    // It was changed or moved since it was chosen, or its folder is not available.
    () => undefined,
  );
  if (bytes === undefined) return "unreadable";
  if (!isWorkbook(bytes)) return readText(await textOf(file));
  try {
    return { quiz: readWorkbook(bytes), form: undefined, text: "" };
  } catch (thrown) {
    return thrown instanceof WorkbookError ? thrown.reason : "not_workbook";
  }
}
