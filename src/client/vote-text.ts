/** A vote as text. */
import type { ItemOf } from "../features/index.ts";

type Poll = ItemOf<"polls.list">;

/** Returns a person's vote as text; `undefined` if there is none. */
export function answerOf({ vote, options }: Pick<Poll, "vote" | "options">): string | undefined {
  if (!vote) return undefined;
  const nameOf = (id: number) => options.find(({ option_id }) => option_id === id)?.text ?? "";
  if (vote.ranking) return vote.ranking.map((id, n) => `${n + 1}. ${nameOf(id)}`).join(", ");
  if (vote.choices) return vote.choices.map(nameOf).join(", ");
  return vote.words?.join(", ") ?? String(vote.value ?? "");
}
