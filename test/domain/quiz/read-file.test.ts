/** Files of questions: workbooks as other programs write them, texts of every form, and what is refused. */
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { toPreparedPoll, toQuizQuestion } from "../../../src/domain/quiz/convert.ts";
import { PreparedPoll } from "../../../src/domain/quiz/prepared-poll.ts";
import type { QuizQuestion } from "../../../src/domain/quiz/quiz.ts";
import {
  formats,
  formOf,
  isWorkbook,
  type QuizFormat,
  readQuizText,
  readWorkbook,
} from "../../../src/domain/quiz/read-file.ts";
import { rowsOfXlsx, WorkbookError, xlsxOfRows } from "../../../src/domain/quiz/xlsx.ts";
import { zipOf } from "../../../src/domain/zip.ts";

const at = new Date(2026, 10, 22);
const options = (...texts: string[]) =>
  texts.map((text) => ({ text: text.replace("*", ""), correct: text.startsWith("*") }));
const choice = (question: string, seconds: number | null, ...texts: string[]): QuizQuestion => ({
  kind: "choice",
  question,
  options: options(...texts),
  answer: null,
  seconds,
});
const river = choice("가장 긴 강은?", 20, "*나일강", "한강");
const primes = choice('Primes "2" & 3?', 90, "*2", "*3", "4", "6");

describe("a workbook", () => {
  test.each(["openpyxl", "sheetjs", "exceljs", "write-excel-file"])("as %s writes it", async (name) => {
    const bytes = await Bun.file(join(import.meta.dir, `workbooks/${name}.xlsx`)).bytes();
    expect(isWorkbook(bytes)).toBe(true);
    expect(readWorkbook(bytes)).toEqual({
      title: "Seas & <rivers>",
      questions: [river, primes],
      problems: [{ line: 12, problem: "unknown_right_option" }],
      notes: [],
      skipped: 0,
    });
  });

  const reason = (bytes: Uint8Array) => {
    try {
      readWorkbook(bytes);
      return "read";
    } catch (thrown) {
      return thrown instanceof WorkbookError ? thrown.reason : String(thrown);
    }
  };
  const table: [string, () => Uint8Array, string][] = [
    ["not if it unpacks to 25 MiB", () => zipOf([["xl/workbook.xml", ["a".repeat(25 * 2 ** 20)]]], at), "too_large"],
    [
      "not with 301 parts",
      () =>
        zipOf(
          Array.from({ length: 301 }, (_, n) => [`${n}.xml`, [""]]),
          at,
        ),
      "too_large",
    ],
    ["not a text named as one", () => new TextEncoder().encode("PK, no archive"), "not_workbook"],
    ["not an archive of something else", () => zipOf([["a.txt", ["a"]]], at), "not_workbook"],
    [
      "not with 2,001 rows",
      () =>
        xlsxOfRows(
          Array.from({ length: 2001 }, () => [null, "a"]),
          at,
        ),
      "too_many_rows",
    ],
    [
      "with 2,000",
      () =>
        xlsxOfRows(
          Array.from({ length: 2000 }, () => [null, "a"]),
          at,
        ),
      "read",
    ],
  ];
  test.each(table)("%s", (_, bytes, expected) => expect(reason(bytes())).toBe(expected));

  test("entities are text, and a document type expands nothing", () => {
    const sheet = `<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet><sheetData><row><c t="str"><v>&a; &#x41;&#66; &lt;b&gt; _x0041_</v></c></row></sheetData></worksheet>`;
    const ids = 'Id="r" Type="/officeDocument" Target="xl/workbook.xml"';
    const bytes = zipOf(
      [
        ["_rels/.rels", [`<Relationships><Relationship ${ids}/></Relationships>`]],
        ["xl/workbook.xml", ['<workbook><sheets><sheet name="a" r:id="r"/></sheets></workbook>']],
        [
          "xl/_rels/workbook.xml.rels",
          ['<Relationships><Relationship Id="r" Type="/worksheet" Target="a.xml"/></Relationships>'],
        ],
        ["xl/a.xml", [sheet]],
      ],
      at,
    );
    expect(rowsOfXlsx(bytes)).toEqual([["&a; AB <b> A"]]);
  });
});

const styles = `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[Red]0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd&quot;일&quot;"/><numFmt numFmtId="166" formatCode="&quot;days&quot;\\ 0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${[0, 9, 14, 164, 165, 166, 20].map((id) => `<xf numFmtId="${id}"><alignment/></xf>`).join("")}</cellXfs></styleSheet>`;
const formatted: [number, string, string | number][] = [
  [0, "0.5", 0.5],
  [1, "0.5", "50%"],
  [1, "0.07", "7%"],
  [2, "46024", "2026-01-02"],
  [3, "0.125", "12.5%"],
  [4, "46024.5", "2026-01-02 12:00"],
  [5, "3", 3],
  [6, "0.75", "18:00"],
  [9, "1", 1],
];
test.each(formatted)("a cell of style %p with %p is read as %p", (style, value, expected) => {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="/${type}" Target="${target}"/>`;
  const relations = [relation("r", "worksheet", "a.xml"), relation("s", "styles", "s.xml")];
  const bytes = zipOf(
    [
      ["_rels/.rels", [relation("r", "officeDocument", "xl/workbook.xml")]],
      ["xl/workbook.xml", ['<workbook><sheets><sheet name="a" r:id="r"/></sheets></workbook>']],
      ["xl/_rels/workbook.xml.rels", relations],
      ["xl/s.xml", [styles]],
      ["xl/a.xml", [`<worksheet><sheetData><row><c s="${style}"><v>${value}</v></c></row></sheetData></worksheet>`]],
    ],
    at,
  );
  expect(rowsOfXlsx(bytes)).toEqual([[expected]]);
});

test("each format reads back what it can hold", () => {
  const questions: QuizQuestion[] = [
    river,
    primes,
    choice("-1 + 1?\nOr = 2?", null, "*=0", "-2", "+3", "a, b; c"),
    choice("Roots of x²?\n- or none, +1", 30, "*2, -2", "'+', '-'", "a;=b", "'5"),
    choice("Five?", 30, "*1", "2", "3", "4", "5"),
    { kind: "number", question: "Pi?", options: [], answer: { value: 3.14, tolerance: 0.01 }, seconds: null },
    { kind: "words", question: "A word?", options: [], answer: null, seconds: null },
  ];
  const read = (format: QuizFormat): QuizQuestion[] => {
    const written = formats[format].write("Title", questions, at);
    const quiz = typeof written === "string" ? readQuizText(written) : readWorkbook(written);
    expect([format, quiz.problems, quiz.title === null || quiz.title === "Title"]).toEqual([format, [], true]);
    return quiz.questions as QuizQuestion[];
  };
  const timeless = questions.map((question) => ({ ...question, seconds: null }));
  expect(read("plain")).toEqual(questions);
  expect(read("gift")).toEqual(timeless);
  const four = questions.filter((question) => formats.kahoot.fits(question));
  const timed = four.map((question) => ({ ...question, seconds: question.seconds ?? 20 }));
  expect(four.length).toBe(4);
  for (const format of ["kahoot", "kahoot_csv", "classquiz", "classquiz_csv"] as const) {
    expect([format, read(format)]).toEqual([format, timed]);
  }
});

describe("a text", () => {
  const table: [string, string, string][] = [
    ["plain", "Capital?\n* Seoul\n- Busan", "plain"],
    ["plain with braces", "What is {x | x > 1}?\n* a set\n- a list", "plain"],
    ["GIFT", "Capital? {=Seoul ~Busan}", "gift"],
    ["GIFT with true or false", "The sun rises in the west.{F}", "gift"],
    ["GIFT with a number", "When? {#1822:5}", "gift"],
    ["CSV", "Question,Answer 1,Answer 2,Time limit,Correct answer(s)\nCapital?,Seoul,Busan,20,1", "csv"],
    ["CSV with semicolons", "Question;Answer 1;Answer 2;Time (5, 10, 20);Correct\nCapital?;Seoul;Busan;20;1", "csv"],
  ];
  test.each(table)("%s", (_, text, form) => {
    expect([formOf(text), readQuizText(text).questions.length]).toEqual([form as never, 1]);
  });

  test("says how many questions of more than 100 were not read, and where others were left out", () => {
    const quiz = readQuizText(`${"Q?\n* a\n- b\n\n".repeat(103)}`);
    expect([quiz.questions.length, quiz.skipped]).toEqual([100, 3]);
    expect(readQuizText("A?\n* a\n\nB?\n* a\n- b").problems).toEqual([{ line: 1, problem: "too_few_options" }]);
  });

  const notes: [string, string[]][] = [
    ["2+2? {=four =4}", ["right_answers"]],
    ["2+2? {=4 # good ~5}", ["feedback"]],
    ["2+2? {=4 ~%50%4.1 ~5}", ["partial_credit"]],
    ["Primes? {~%50%2 ~%50%3 ~%-100%4}", []],
    ["Pi? {#3.14:0.01}", []],
    ["Describe it. {}", []],
  ];
  test.each(notes)("says what a poll does not have of %s", (source, expected) => {
    expect(readQuizText(source).notes.map(({ note }) => note as string)).toEqual(expected);
  });
});

test("a question is a poll that the server takes, and comes back as the same question", () => {
  const number: QuizQuestion = { ...river, kind: "number", options: [], answer: { value: 56, tolerance: 0 } };
  const words: QuizQuestion = { ...river, kind: "words", options: [] };
  for (const question of [river, primes, number, words, choice("No right one?", 10, "a", "b")]) {
    const poll = PreparedPoll.parse(toPreparedPoll(question, 100));
    const hasRight = question.answer !== null || question.options.some(({ correct }) => correct);
    expect(poll.points ?? null).toBe(hasRight ? 100 : null);
    expect(toQuizQuestion(poll)).toEqual(question);
  }
  expect(toQuizQuestion({ kind: "scale", question: "?", scale: { min: 1, max: 5 }, results: "live" })).toBeUndefined();
});
