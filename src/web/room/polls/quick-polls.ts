/** The polls that one press opens. */
import type { InputOf } from "../../../features/index.ts";
import { texts } from "./texts.ts";

type PollInput = InputOf<"poll.create">;

/** Returns them with their labels; an empty `question` becomes a common one. */
export function quickPolls(question: string): [label: string, poll: PollInput][] {
  const words = texts.value;
  const asked = (common: string) => ({ question: question.trim() || common, results: "closed" as const, open: true });
  const options = (...all: string[]) => ({ kind: "choice" as const, options: all.map((text) => ({ text })) });
  return [
    [words.abcd, { ...options("A", "B", "C", "D"), ...asked(words.abcdQuestion) }],
    [words.yesNo, { ...options(words.yes, words.no), ...asked(words.yesNoQuestion) }],
    [
      words.understood,
      {
        kind: "scale",
        scale: { min: 1, max: 5, min_label: words.notAtAll, max_label: words.completely },
        ...asked(words.understoodQuestion),
      },
    ],
    [words.cloud, { kind: "words", ...asked(words.cloudQuestion), results: "live" }],
    [words.number, { kind: "number", ...asked(words.numberQuestion) }],
  ];
}
