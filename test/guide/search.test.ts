import { expect, test } from "bun:test";
import type { Page } from "../../src/guide/render.ts";
import { marksIn, search } from "../../src/guide/search.ts";

const pages: Page[] = [
  {
    title: "Polls",
    path: "/polls",
    html: "",
    sections: [
      { id: "", heading: "Polls", depth: 1, paragraphs: ["Ask the class. One press opens a poll."] },
      { id: "wifi", heading: "Without Wi-Fi", depth: 2, paragraphs: ["A vote waits on the phone."] },
      { id: "quiz", heading: "Quizzes", depth: 2, paragraphs: ["A quiz has points. The timer stops it."] },
    ],
  },
  {
    title: "타이머와 투표",
    path: "/timer",
    html: "",
    sections: [
      { id: "", heading: "타이머와 투표", depth: 1, paragraphs: ["수업에서 써요."] },
      { id: "timer", heading: "타이머", depth: 2, paragraphs: ["타이머를 켜요. 휴대폰에 남은 시간이 나와요."] },
      { id: "vote", heading: "투표하기", depth: 2, paragraphs: ["투표가 열리면 고를 수 있어요. 그다음은 결과예요."] },
    ],
  },
];
const found = (query: string) => search(pages, query).map(({ page, section }) => `${page.path}#${section.id}`);

test.each([
  ["poll", ["/polls#"]],
  ["POLLS", ["/polls#"]],
  ["opened", ["/polls#"]],
  ["wifi", ["/polls#wifi"]],
  ["Wi-Fi", ["/polls#wifi"]],
  // A question: words such as "what" and "the" need not be in the answer.
  ["What does the vote do without Wi-Fi?", ["/polls#wifi"]],
  ["왜 투표를 고를 수 있어요?", ["/timer#vote"]],
  // The beginning of a word only.
  ["oll", []],
  ["quiz points", ["/polls#quiz"]],
  // No section has both: those with one of them.
  ["quiz 투표", ["/timer#vote", "/polls#quiz", "/timer#"]],
  // Particles after a noun.
  ["투표를", ["/timer#vote", "/timer#"]],
  ["타이머가", ["/timer#timer", "/timer#"]],
  ["휴대폰으로", ["/timer#timer"]],
  ["시간", ["/timer#timer"]],
  ["", []],
  ["?!", []],
])("%p finds %p", (query, expected) => {
  expect(found(query)).toEqual(expected);
});

test("if no section has all words, rare words count more than frequent ones", () => {
  expect(found("the class timer wifi")[0]).toBe("/polls#wifi");
});

test("a result has the sentence with the most words", () => {
  expect(search(pages, "quiz timer")[0]?.sentence).toBe("A quiz has points.");
  expect(search(pages, "시간")[0]?.sentence).toBe("휴대폰에 남은 시간이 나와요.");
});

test("marks are at the words that were searched", () => {
  expect(marksIn("The timer and timers", "timers")).toEqual([
    { text: "The ", found: false },
    { text: "timer", found: true },
    { text: " and ", found: false },
    { text: "timer", found: true },
    { text: "s", found: false },
  ]);
  expect(marksIn("투표가 열려요", "투표를").find((part) => part.found)?.text).toBe("투표");
  expect(marksIn("text", "")).toEqual([{ text: "text", found: false }]);
});
