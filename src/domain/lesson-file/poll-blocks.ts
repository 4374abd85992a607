/** The polls of a step in the file of a lesson: blocks of code of the language `poll`, after the step's text. */
import { pollFromText, pollToText } from "../quiz/poll-text.ts";
import type { PreparedPollInput } from "../quiz/prepared-poll.ts";
import { createFenceTracker } from "./fences.ts";

const pollFence = /^(?:~{3,}|`{3,})[ \t]*poll[ \t]*$/;

/** Puts a text between fences of tildes, more than the text has in a row. */
export function fenced(text: string, language = ""): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/~+/g), ([tildes]) => tildes.length));
  const mark = "~".repeat(longest + 1);
  return `${mark}${language}\n${text}\n${mark}`;
}

export const pollBlock = (poll: PreparedPollInput): string => fenced(pollToText(poll), "poll");

/** Divides the lines of a step into its text and its polls. A block that is not a poll belongs to the text. */
export function splitPolls(lines: readonly string[]): { text: readonly string[]; polls: PreparedPollInput[] } {
  const stateOf = createFenceTracker();
  const blocks: { start: number; end: number }[] = [];
  let start: number | undefined;
  for (const [n, line] of lines.entries()) {
    const state = stateOf(line);
    if (state === "open") start = pollFence.test(line) ? n : undefined;
    if (state === "close" && start !== undefined) blocks.push({ start, end: n });
  }
  const polls: PreparedPollInput[] = [];
  let end = lines.length;
  for (const block of blocks.toReversed()) {
    const poll = pollFromText(
      lines
        .slice(block.start + 1, block.end)
        .join("\n")
        .trim(),
    );
    if (!poll || lines.slice(block.end + 1, end).some((line) => line.trim() !== "")) break;
    polls.unshift(poll);
    end = block.start;
  }
  return { text: lines.slice(0, end), polls };
}
