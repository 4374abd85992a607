/** Texts of importing a CSV file. */
import { count, defineTexts, number, withHint } from "../../language.ts";

export const texts = defineTexts({
  toChart: { ko: "관리도 보기", en: "See the chart" },
  onlyTeacher: {
    ko: withHint("선생님만 CSV를 올릴 수 있어요", "관리도는 볼 수 있어요."),
    en: withHint("Only the teacher can import", "You can look at the chart."),
  },
  importHint: {
    ko: "첫 줄은 열 이름이에요. measurement_value만 있으면 되고, 나머지는 없어도 돼요. 열은 쉼표, 쌍반점, 탭으로 나눠 주세요.",
    en: "The first line names the columns. Only measurement_value is required. Separate columns with commas, semicolons or tabs.",
  },
  chooseFile: { ko: "파일 고르기", en: "Choose a file" },
  dropHere: { ko: "또는 CSV 파일을 여기에 놓아 주세요.", en: "or drop a CSV file here." },
  pasteRows: { ko: "또는 여기에 붙여 넣어 주세요", en: "Or paste rows here" },
  preview: { ko: (rows: string) => `미리보기 · ${rows}줄`, en: (rows) => `Preview · ${rows} rows` },
  previewTitle: { ko: "미리보기", en: "Preview" },
  andMore: { ko: (rows: string) => `… 그리고 ${rows}줄 더`, en: (rows) => `… and ${rows} more` },
  upload: { ko: "올리기", en: "Import" },
  imported: {
    ko: (count: number) => `값 ${number(count)}개를 넣었어요`,
    en: (values) => `${count(values, "value")} imported`,
  },
  backwards: {
    ko: (rows: string) => `앞 줄보다 이른 시각인 줄이 ${rows}개 있어요. 값은 줄 순서대로 관리도에 그려요.`,
    en: (rows) =>
      `${rows} of the rows are earlier than the row before them. Values are charted in the order of the rows.`,
  },
  lateRows: {
    ko: "이 제품의 가장 최근 값보다 오래된 값이 있어요. 그 값은 최근 값 뒤에 그려요.",
    en: "Some values are older than the newest one of this product. They are charted after it.",
  },
  sortByTime: { ko: "measured_at 순서로 정렬", en: "Sort by measured_at" },
  nothingWritten: {
    ko: "맞지 않는 줄이 있어서 아무것도 넣지 않았어요. 고친 뒤 다시 올려 주세요.",
    en: "Some lines have errors, so nothing was imported. Correct them and import again.",
  },
  missing: { ko: (column: string) => `${column} 값이 비어 있어요.`, en: (column) => `${column} is missing.` },
  badLine: { ko: (line: number) => `${line}번째 줄`, en: (line) => `Line ${line}` },
});
