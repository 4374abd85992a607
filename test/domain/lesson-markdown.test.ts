/** A lesson as a Markdown file, and back. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { lessonFromText, lessonToMarkdown } from "../../src/domain/lesson-file/markdown.ts";
import { toCanonical } from "../../src/domain/quiz/poll-text.ts";
import { LessonInput } from "../../src/domain/session.ts";

const step = (title: string, more: object = {}) => ({
  title,
  target_action: null,
  guide_text: null,
  voice_guide_text: null,
  ...more,
});
/** What the server makes of an input, without the guide texts that it derives from contents. */
const read = (text: string) => {
  const { title, subtasks } = LessonInput.parse(lessonFromText(text, "file"));
  return {
    title,
    subtasks: subtasks.map(({ content, guide_text, polls, ...rest }) => ({
      ...rest,
      ...(content ? { content, guide_text: null } : { guide_text }),
      ...(polls && { polls: polls.map(toCanonical) }),
    })),
  };
};

test("a lesson is written as a person would write it", () => {
  const subtasks = [
    step("Open the editor", { target_action: "CLICK", voice_guide_text: "Open it.\nNow.", guide_text: "Then wait." }),
    step("Type this", { content: "```python\n## not a step\nprint(1)\n```\n\n- [ ] it runs" }),
    step("Compare", { content: "## A heading\n\nof the text" }),
    step("Old text", { guide_text: "**as typed**" }),
    step("Nothing"),
  ];
  const text = `# Python

## Open the editor
Target action: CLICK
Voice text: Open it.&#10;Now.

Then wait.

## Type this

\`\`\`python
## not a step
print(1)
\`\`\`

- [ ] it runs

## Compare

 ## A heading

of the text

## Old text
Text: plain

**as typed**

## Nothing
`;
  expect(lessonToMarkdown({ title: "Python", subtasks })).toBe(text);
  expect(read(text)).toEqual({ title: "Python", subtasks });
  expect(read(text.replaceAll("\n", "\r\n"))).toEqual({ title: "Python", subtasks });
});

test("Markdown from elsewhere: text above the first step is a step, fences in lists count, the file names the lesson", () => {
  const text = "\uFEFFIntro **text**\n\n## One\n1. Do\n   ```\n   ## no\n   ```\n## Two\n#### Small\nText: mine\n";
  expect(read(text)).toEqual({
    title: "file",
    subtasks: [
      step("file", { content: "Intro **text**" }),
      step("One", { content: "1. Do\n   ```\n   ## no\n   ```" }),
      step("Two", { content: "#### Small\nText: mine" }),
    ],
  });
  expect(read("# List\n1. One\n   guide\n- [ ] Two")).toEqual({
    title: "List",
    subtasks: [step("One", { guide_text: "guide" }), step("Two")],
  });
});

/** Lines that are hard: headings, fences, labels, blanks, entities. */
const hardLine = fc.constantFrom(
  ...[
    "",
    " ",
    "# a",
    "## b",
    " ## c",
    "   ## d",
    "    ## e",
    "##",
    "###### f",
    "```",
    "```py",
    "~~~~",
    "> ```",
    "- ```",
    "~~~",
  ],
  ...[
    "Text: plain",
    "Text: quoted Markdown",
    "Voice text: x",
    "Target action: y",
    "&#10;",
    "&#38;",
    "&amp;",
    "\\",
    "---",
    "**b**",
  ],
  ...["\ttab", "1. ~~~", "a ``` b", "![x](/uploads/y.png)", "~~~~~~~~", "`", "plain words", "가나다", "🙂"],
);
const text = fc
  .array(fc.oneof(hardLine, fc.string({ maxLength: 12 })), { maxLength: 8 })
  .map((lines) => lines.join("\n"));
const shortText = fc.oneof(
  text.filter((value) => value.length < 100),
  fc.string({ maxLength: 30 }),
);

/** Lines that are hard in a poll: those that look like its options, its answer, its labels or its end. */
const pollLine = fc.oneof(
  hardLine,
  fc.constantFrom("* a", "- b", "= 7", "= 7 +- 1", "Points: 5", "Rules: named", "{", '{"kind":"words"}', "~~~poll"),
);
const pollText = fc.array(pollLine, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n").slice(0, 100));
const option = fc.record({ text: fc.oneof(pollText, fc.constant("Seoul")), correct: fc.boolean() });
const ruled = { named: fc.boolean(), approve_first: fc.boolean(), seconds: fc.option(fc.constantFrom(5, 30)) };
const results = fc.constantFrom("live", "closed", "hidden");
const poll = fc.oneof(
  fc.record({
    kind: fc.constantFrom("choice", "rank"),
    question: pollText,
    options: fc.array(option, { minLength: 2, maxLength: 4 }),
    max_choices: fc.option(fc.constantFrom(1, 2), { nil: undefined }),
    results,
    ...ruled,
  }),
  fc.record({
    kind: fc.constant("choice"),
    question: pollText,
    options: fc.constant([{ text: "Busan" }, { text: "Seoul", correct: true }]),
    points: fc.constant(100),
    speed_bonus: fc.boolean(),
    results,
  }),
  fc.record({
    kind: fc.constant("number"),
    question: pollText,
    answer: fc.option(
      fc.record({ value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0) }),
      { nil: undefined },
    ),
    results,
  }),
  fc.record({
    kind: fc.constant("scale"),
    question: pollText,
    scale: fc.record({ min: fc.constant(-1), max: fc.constant(5), min_label: fc.option(pollText, { nil: undefined }) }),
    results,
  }),
  fc.record({ kind: fc.constant("words"), question: pollText, results, ...ruled }),
);

test("polls are written below the text of their step, and a block that is not a poll stays text", () => {
  const usual = { results: "closed" as const, named: false, speed_bonus: false, approve_first: false };
  const polls = [
    {
      ...usual,
      kind: "choice" as const,
      question: "The capital of Korea?",
      options: [{ text: "Seoul", correct: true }, { text: "Busan" }],
      seconds: 30,
      points: 100,
      speed_bonus: true,
    },
    { ...usual, kind: "scale" as const, question: "How fast?", scale: { min: 1, max: 5, max_label: "too fast" } },
    { ...usual, kind: "number" as const, question: "Pi?", answer: { value: 3.14, tolerance: 0.01 } },
    { ...usual, kind: "words" as const, question: "Like this:\n- a\n- b", results: "live" as const },
  ];
  const written = `# Korea

## Cities

Look at the map.

~~~poll
The capital of Korea?
* Seoul
- Busan
Time: 30 s
Points: 100
Rules: speed bonus
~~~

~~~poll
How fast?
Kind: scale
Scale: 1 to 5
Last label: too fast
~~~

~~~poll
Pi?
= 3.14 +- 0.01
~~~

~~~poll
${JSON.stringify(toCanonical(polls[3] as never))}
~~~
`;
  const text = lessonToMarkdown({
    title: "Korea",
    subtasks: [step("Cities", { guide_text: "Look at the map.", polls })],
  });
  expect(text).toBe(written);
  expect(read(text).subtasks).toEqual([
    step("Cities", { guide_text: "Look at the map.", polls: polls.map((poll) => toCanonical(poll)) }) as never,
  ]);
  expect(read("## One\n```poll\nOne option?\n- a\n```").subtasks).toEqual([
    step("One", { content: "```poll\nOne option?\n- a\n```" }),
  ]);
});

test("any lesson that the server stores is the same after export and import", () => {
  const lesson = fc.record({
    title: shortText,
    subtasks: fc.array(
      fc.record({
        title: shortText,
        target_action: fc.option(shortText),
        voice_guide_text: fc.option(text),
        content: fc.option(text),
        guide_text: fc.option(text),
        polls: fc.option(fc.array(poll, { maxLength: 2 }), { nil: undefined }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });
  fc.assert(
    fc.property(lesson, (input) => {
      const parsed = LessonInput.safeParse(input);
      fc.pre(parsed.success);
      const { title, subtasks } = parsed.data;
      const stored = {
        title,
        subtasks: subtasks.map(({ content, polls = [], ...step }) => ({
          ...step,
          ...(content && { content, guide_text: null }),
          ...(polls.length > 0 && { polls: polls.map(toCanonical) }),
        })),
      };
      expect(read(lessonToMarkdown(stored))).toEqual(stored);
    }),
    { numRuns: 1500 },
  );
});
