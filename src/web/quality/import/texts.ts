/** Texts of importing a CSV file. */
import { count, defineTexts, number, withHint } from "../../language.ts";

export const texts = defineTexts({
  toChart: { ko: "관리도 보기", en: "See the chart" },
  onlyTeacher: {
    ko: withHint("선생님만 CSV를 올릴 수 있어요", "관리도는 볼 수 있어요."),
    en: withHint("Only the teacher can import", "You can look at the chart."),
  },
  importHint: {
    ko: "엑셀에서 저장한 CSV 파일을 고르거나, 표를 복사해 붙여 넣어 주세요. 값이 있는 열만 있으면 돼요. 시각, 부분군, 시료 번호와 작업자나 로트 같은 태그는 없어도 돼요.",
    en: "Choose a CSV file from Excel, or copy and paste the cells. Only a column of values is needed; time, subgroup, sample number and tags such as operator or lot are optional.",
  },
  chooseFile: { ko: "파일 고르기", en: "Choose a file" },
  dropHere: { ko: "또는 CSV 파일을 여기에 놓아 주세요.", en: "or drop a CSV file here." },
  pasteRows: { ko: "또는 여기에 붙여 넣어 주세요", en: "Or paste rows here" },
  preview: { ko: (rows: string) => `미리보기 · ${rows}줄`, en: (rows) => `Preview · ${rows} rows` },
  previewTitle: { ko: "미리보기", en: "Preview" },
  line: { ko: "줄", en: "Line" },
  andMore: { ko: (rows: string) => `… 그리고 ${rows}줄 더`, en: (rows) => `… and ${rows} more` },
  columnNumber: { ko: (n: number) => `${n}번째 열`, en: (n) => `Column ${n}` },
  meaningOf: { ko: (column: string) => `‘${column}’ 열의 내용`, en: (column) => `Content of the column ${column}` },
  fields: {
    measurement_value: { ko: "값", en: "Value" },
    measured_at: { ko: "날짜와 시각", en: "Date and time" },
    time_of_day: { ko: "시각만", en: "Time of day" },
    subgroup_number: { ko: "부분군 번호", en: "Subgroup number" },
    sample_size: { ko: "표본 크기", en: "Sample size" },
    sample_number: { ko: "시료 번호", en: "Sample number" },
  },
  tags: { ko: "태그", en: "Tags" },
  notUsed: { ko: "쓰지 않음", en: "Not used" },
  chooseValue: { ko: "값이 있는 열을 골라 주세요.", en: "Choose the column that contains the values." },
  times: { ko: (from: string, to: string) => `시각: ${from} – ${to}`, en: (from, to) => `Times: ${from} – ${to}` },
  dateOrder: { ko: "날짜 순서", en: "Order of the dates" },
  orders: {
    dmy: { ko: "일 / 월 / 년", en: "Day / month / year" },
    mdy: { ko: "월 / 일 / 년", en: "Month / day / year" },
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
  sortByTime: { ko: "시각 순서로 정렬", en: "Sort by time" },
  badRows: {
    ko: (count: number) => `맞지 않는 줄이 ${number(count)}개 있어요`,
    en: (rows) => `${count(rows, "row")} with errors`,
  },
  badLine: { ko: (line: number) => `${number(line)}번째 줄`, en: (line) => `Line ${number(line)}` },
  errors: {
    missing: { ko: (field: string) => `${field}: 비어 있어요.`, en: (field) => `${field}: the cell is empty.` },
    number: { ko: (field: string) => `${field}: 숫자로 적어 주세요.`, en: (field) => `${field}: enter a number.` },
    whole: {
      ko: (field: string) => `${field}: 1 이상의 정수가 아니에요.`,
      en: (field) => `${field}: enter a whole number from 1.`,
    },
    range: { ko: (field: string) => `${field}: 너무 큰 수예요.`, en: (field) => `${field}: this number is too large.` },
    time: {
      ko: (field: string) => `${field}: 날짜와 시각으로 읽을 수 없어요.`,
      en: (field) => `${field}: this date or time cannot be read.`,
    },
    long: {
      ko: (field: string) => `${field}: 너무 길어요.`,
      en: (field) => `${field}: this text is too long.`,
    },
    future: {
      ko: (field: string) => `${field}: 아직 오지 않은 시각이에요.`,
      en: (field) => `${field}: this is in the future.`,
    },
  },
  upload: { ko: "올리기", en: "Import" },
  uploadGood: {
    ko: (count: number) => `맞는 ${number(count)}줄만 올리기`,
    en: (rows) => `Import the ${count(rows, "row")} without errors`,
  },
  imported: {
    ko: (count: number) => `값 ${number(count)}개를 넣었어요`,
    en: (values) => `${count(values, "value")} imported`,
  },
  leftOut: {
    ko: "맞지 않는 줄은 아래에 남겨 두었어요. 고쳐서 다시 올릴 수 있어요.",
    en: "The rows with errors are still below. You can correct and import them.",
  },
  leftCopied: { ko: "남은 줄을 복사했어요.", en: "The remaining rows are copied." },
  copyLeft: { ko: "남은 줄 복사", en: "Copy these rows" },
  downloadLeft: { ko: "CSV로 내려받기", en: "Download as CSV" },
  nothingWritten: {
    ko: "서버가 받지 않은 줄이 있어서 아무것도 넣지 않았어요. 아래에 표시했어요.",
    en: "The server rejected some rows, so nothing was imported. They are marked below.",
  },
});
