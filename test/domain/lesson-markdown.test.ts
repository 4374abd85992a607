/** A lesson as a Markdown file, and back. */
import { expect, test } from "bun:test";
import fc from "fast-check";
import { lessonFromText, lessonToMarkdown } from "../../src/domain/lesson-file/markdown.ts";
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
    subtasks: subtasks.map(({ content, guide_text, ...rest }) => ({
      ...rest,
      ...(content ? { content, guide_text: null } : { guide_text }),
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
        subtasks: subtasks.map(({ content, ...rest }) =>
          content ? { ...rest, content, guide_text: null } : { ...rest },
        ),
      };
      expect(read(lessonToMarkdown(stored))).toEqual(stored);
    }),
    { numRuns: 1500 },
  );
});
