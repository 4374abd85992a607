/** A student's copy as one Markdown file. */
import type { StudentCopy } from "../../client/student-copy.ts";
import { texts } from "./texts.ts";

/** Writes plain text so that Markdown shows it as it is. */
const plain = (text: string): string => text.replace(/([\\`*_[\]<>#|~])/g, "\\$1").replaceAll("\n", "  \n");
const quoted = (text: string): string =>
  plain(text)
    .split("\n")
    .map((line) => `> ${line}`)
    .join("\n");

/** `day`: when the class took place, in the page's language. `origin`: the server's, for the addresses of pictures. */
export function toMarkdown(copy: StudentCopy, { day, origin }: { day: string; origin: string }): string {
  const words = texts.value;
  const { session, steps, questions, help, polls, important } = copy;
  const parts = [
    `# ${plain(session.title)}`,
    `${day} · ${plain(words.from(session.instructor.name))}`,
    copy.name === undefined ? words.mine : words.of(plain(copy.name)),
    ...steps.flatMap(({ step, report }) => [
      `## ${step.order_index}. ${plain(step.title)}`,
      step.content ?? plain(step.guide_text ?? ""),
      report ? `*${words.status[toStatus(report.status)]}*` : "",
      report?.note ? quoted(report.note) : "",
    ]),
    ...section(
      words.important,
      important.map(({ note, capture_url }) =>
        [plain(note ?? ""), capture_url ? `![${words.picture}](${new URL(capture_url, origin)})` : ""]
          .filter(Boolean)
          .join("\n\n"),
      ),
    ),
    ...section(
      words.questions,
      questions.map(({ text, answer }) => `**${plain(text)}**\n\n${answer ? quoted(answer) : words.noAnswer}`),
    ),
    ...section(
      words.polls,
      polls.map(({ question, answer }) => `**${plain(question)}**\n\n${plain(answer)}`),
    ),
    ...section(
      words.help,
      help.map(({ message }) => `- ${plain(message) || words.called}`),
    ),
  ];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}

const section = (title: string, items: readonly string[]) => (items.length > 0 ? [`## ${title}`, ...items] : []);

/** How the page names the status of a step. */
export const toStatus = (status: string) => (status === "completed" || status === "failed" ? status : "open");
