/** Texts of files of questions. */
import { count, defineTexts, number } from "../../language.ts";

export const texts = defineTexts({
  importTitle: { ko: "문제 가져오기", en: "Import questions" },
  importHint: {
    ko: "글(맞는 보기는 *, 틀린 보기는 -), Moodle GIFT, Kahoot이나 ClassQuiz의 엑셀·CSV 파일을 읽을 수 있어요.",
    en: "Plain text (* before a right option, - before a wrong one), Moodle GIFT, or the Excel or CSV file of Kahoot or ClassQuiz.",
  },
  chooseFile: { ko: "파일 고르기", en: "Choose a file" },
  dropHere: { ko: "여기에 끌어다 놓아도 돼요. 4MB까지예요.", en: "Or drop it here. At most 4 MB." },
  paste: { ko: "또는 여기에 붙여 넣기", en: "Or paste the questions" },
  example: {
    ko: "대한민국의 수도는? (20초)\n* 서울\n- 부산\n\n7 x 8?\n= 56",
    en: "What is the capital of Korea? (20 s)\n* Seoul\n- Busan\n\n7 x 8?\n= 56",
  },
  form: { ko: "형식", en: "Format" },
  forms: {
    plain: { ko: "글", en: "Plain text" },
    gift: { ko: "Moodle GIFT", en: "Moodle GIFT" },
    csv: { ko: "CSV", en: "CSV" },
  },
  unreadable: {
    too_large: {
      ko: "파일이 너무 커요. 4MB까지, 압축을 풀면 24MB까지예요.",
      en: "The file is too large: at most 4 MB, and 24 MB unpacked.",
    },
    not_workbook: {
      ko: "엑셀 파일(.xlsx)이 아니거나 손상됐어요. 엑셀에서 다시 저장해 보세요.",
      en: "This is not an Excel workbook (.xlsx), or it is damaged. Save it again in Excel.",
    },
    unreadable: {
      ko: "파일을 열 수 없어요. 파일이 그 자리에 있는지 확인하고 다시 골라 주세요.",
      en: "The file cannot be opened. Check that it is still there, and choose it again.",
    },
    too_many_rows: { ko: "행이 2,000개보다 많아요.", en: "The sheet has more than 2,000 rows." },
  },
  found: { ko: (n: number) => `문제 ${number(n)}개를 찾았어요`, en: (n) => `${count(n, "question")} found` },
  nothing: {
    ko: "문제를 찾지 못했어요. 형식을 확인해 주세요.",
    en: "No questions were found. Check the format.",
  },
  take: { ko: (question: string) => `‘${question}’ 가져오기`, en: (question) => `Import “${question}”` },
  right: { ko: "정답", en: "right" },
  number: {
    ko: (value: number, tolerance: number) => `정답 ${value}${tolerance ? ` ± ${tolerance}` : ""}`,
    en: (value, tolerance) => `Right: ${value}${tolerance ? ` ± ${tolerance}` : ""}`,
  },
  words: { ko: "낱말로 답해요", en: "Answered with words" },
  noRight: { ko: "정답이 없어서 점수 없는 투표가 돼요", en: "No right answer: becomes a poll without points" },
  seconds: { ko: (n: number) => `${number(n)}초`, en: (n) => `${number(n)} s` },
  left: { ko: "가져오지 못하는 것", en: "Not imported" },
  at: { ko: (line: number) => `${number(line)}번째 줄`, en: (line) => `Line ${number(line)}` },
  problems: {
    no_question: { ko: "질문이 없어요.", en: "The question is missing." },
    too_few_options: {
      ko: "보기가 하나뿐이에요. 둘 이상이어야 해요.",
      en: "It has only one option. It needs at least two.",
    },
    too_many_options: { ko: "보기가 12개보다 많아요.", en: "It has more than 12 options." },
    too_long: {
      ko: "너무 길어요. 질문은 500자, 보기는 200자까지예요.",
      en: "It is too long: a question has at most 500 characters, an option 200.",
    },
    unknown_right_option: {
      ko: "정답으로 적힌 번호의 보기가 비어 있어요.",
      en: "The right answer is an option that is empty.",
    },
    not_a_number: { ko: "정답이 숫자가 아니에요.", en: "Its right answer is not a number." },
    unknown_kind: {
      ko: "투표로 만들 수 없는 문제예요(짝 맞추기, 설명 글 등).",
      en: "A poll cannot have this kind of question, such as matching.",
    },
    incomplete: { ko: "답의 끝(})이 없어요.", en: "The end of its answers, }, is missing." },
  },
  notes: {
    right_answers: {
      ko: "낱말로 답하는 투표가 되고, 정답은 빠져요.",
      en: "Becomes a poll that is answered with words; its right answers are left out.",
    },
    feedback: { ko: "보기의 설명은 빠져요.", en: "The feedback on its answers is left out." },
    partial_credit: { ko: "부분 점수는 빠져요.", en: "Partial credit is left out." },
  },
  notRead: {
    ko: (n: number) => `한 번에 100문제까지 읽어요. 나머지 ${number(n)}문제는 읽지 않았어요.`,
    en: (n) => `A file is read up to 100 questions. ${count(n, "question was", "questions were")} not read.`,
  },
  full: {
    ko: (n: number) => `${number(n)}개까지 더 넣을 수 있어요. 나머지는 고르지 않았어요.`,
    en: (n) => `There is room for ${number(n)} more. The others are not selected.`,
  },
  quiz: { ko: "퀴즈로 가져오기", en: "As a quiz" },
  quizHint: { ko: "정답이 있는 문제에 점수를 줘요", en: "Questions with a right answer get points" },
  points: { ko: "점수", en: "Points" },
  add: { ko: (n: number) => `${number(n)}개 가져오기`, en: (n) => `Import ${count(n, "question")}` },
  importing: {
    ko: (n: number, of: number) => `${number(of)}개 중 ${number(n)}개를 가져왔어요`,
    en: (n, of) => `${number(n)} of ${number(of)} imported`,
  },
  importedSome: {
    ko: (n: number) => `${number(n)}개를 가져왔고, 나머지는 가져오지 못했어요.`,
    en: (n) => `${count(n, "question was", "questions were")} imported, the others were not.`,
  },
  exportTitle: { ko: "문제 내보내기", en: "Export the questions" },
  formats: {
    plain: { ko: "글 (.txt)", en: "Plain text (.txt)" },
    gift: { ko: "Moodle GIFT (.gift)", en: "Moodle GIFT (.gift)" },
    kahoot: { ko: "Kahoot 엑셀 (.xlsx)", en: "Kahoot, for Excel (.xlsx)" },
    kahoot_csv: { ko: "Kahoot CSV (.csv)", en: "Kahoot, as CSV (.csv)" },
    classquiz: { ko: "ClassQuiz 엑셀 (.xlsx)", en: "ClassQuiz, for Excel (.xlsx)" },
    classquiz_csv: { ko: "ClassQuiz CSV (.csv)", en: "ClassQuiz, as CSV (.csv)" },
  },
  notHeld: {
    ko: (n: number) => `이 형식에 담을 수 없는 ${number(n)}개는 빠져요:`,
    en: (n) => `${count(n, "poll does", "polls do")} not fit this format and ${n === 1 ? "is" : "are"} left out:`,
  },
  changed: {
    plain: { ko: "점수와 결과를 보는 때는 빠져요.", en: "Points and when results are seen are left out." },
    gift: { ko: "시간, 점수, 결과를 보는 때는 빠져요.", en: "Times, points and when results are seen are left out." },
    kahoot: {
      ko: "시간은 가장 가까운 5, 10, 20, 30, 60, 90, 120, 240초가 되고, 점수는 빠져요.",
      en: "Times become the nearest of 5, 10, 20, 30, 60, 90, 120 and 240 s; points are left out.",
    },
    classquiz: {
      ko: "시간은 120초까지고, 없으면 20초가 돼요. 점수는 빠져요.",
      en: "Times are at most 120 s, 20 s if there is none; points are left out.",
    },
  },
  download: { ko: "내려받기", en: "Download" },
});
