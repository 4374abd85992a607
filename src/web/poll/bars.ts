/** The bars of a poll's results: their labels, and how long they are. */
import type { Poll } from "../../client/fold/polls.ts";
import { isRightVote } from "../../domain/quiz/points.ts";

/** What results are shown of. The projector has no vote of its own. */
export type Counted = Pick<Poll, "kind" | "options" | "scale" | "counted" | "correct" | "answer"> & {
  readonly vote?: Poll["vote"];
};

export interface Bar {
  readonly key: string;
  /** `undefined` for the values that have no bar of their own. */
  readonly label: string | undefined;
  readonly count: number;
  /** Of all votes; of a ranking, of the most points that an option can have. 0 to 1. */
  readonly share: number;
  /** Whether it is a right answer; null if that is not known, or there is none. */
  readonly right: boolean | null;
  readonly mine: boolean;
}

/** How many values a `number` poll shows. */
const maxValues = 10;

export function barsOf({ kind, options, scale, counted, correct, answer, vote }: Counted): Bar[] {
  const counts = new Map(counted?.counts.map(({ of, count }) => [of, count]));
  const votes = counted?.votes ?? 0;
  const full = kind === "rank" ? votes * (options.length - 1) : votes;
  const solution = { correct: correct ?? [], answer };
  const bar = (of: number, label: string, mine: boolean): Bar => {
    const count = counts.get(of) ?? 0;
    const asVote = options.length > 0 ? { choices: [of], value: null } : { choices: null, value: of };
    const right =
      correct === null
        ? null
        : options.length > 0 && correct.length > 0
          ? correct.includes(of)
          : isRightVote(solution, asVote);
    return { key: String(of), label, count, share: full > 0 ? count / full : 0, right, mine };
  };
  if (kind === "choice" || kind === "rank") {
    return options.map(({ option_id, text }) => bar(option_id, text, vote?.choices?.includes(option_id) ?? false));
  }
  if (kind === "scale" && scale) {
    const { min, max, min_label, max_label } = scale;
    const label = (n: number) =>
      [n, n === min ? min_label : n === max ? max_label : null].filter((part) => part !== null).join(" · ");
    return Array.from({ length: max - min + 1 }, (_, n) => bar(min + n, label(min + n), vote?.value === min + n));
  }
  const values = [...counts.keys()].map(Number).toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const shown = values.slice(0, maxValues).toSorted((a, b) => a - b);
  const rest = votes - shown.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
  return [
    ...shown.map((value) => bar(value, String(value), vote?.value === value)),
    ...(rest > 0
      ? [{ key: "rest", label: undefined, count: rest, share: rest / votes, right: null, mine: false }]
      : []),
  ];
}

/** The words of a cloud, each with its size from 0 (least frequent) to 1. The order does not follow the frequency. */
export function cloudOf({ counted }: Pick<Poll, "counted">): { word: string; count: number; size: number }[] {
  const counts = counted?.counts ?? [];
  const most = Math.max(1, ...counts.map(({ count }) => count));
  return counts
    .map(({ of, count }) => ({ word: String(of), count, size: most > 1 ? (count - 1) / (most - 1) : 0 }))
    .toSorted((a, b) => a.word.localeCompare(b.word));
}
