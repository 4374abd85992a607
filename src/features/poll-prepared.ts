/** The polls that a class gets from its lesson: prepared at a step, and asked when the teacher wants. */

import type { z } from "zod";
import { Fault } from "../domain/faults.ts";
import type { PreparedLesson } from "../domain/lesson.ts";
import { maxPolls } from "../domain/quiz/limits.ts";
import { toPoll } from "./poll-input.ts";
import type { Poll, Solution } from "./poll-schemas.ts";
import { faults, type State } from "./polls-state.ts";

type Created = z.infer<typeof Poll> & Solution;

interface Changes {
  /** Polls that the class does not have yet. */
  readonly added: (Created & { readonly prepared: true })[];
  /** The ids of polls that the lesson no longer has, and that were never opened. */
  readonly removed: number[];
}

/** Identifies a poll by what a lesson says of it. A field that polls get later must not make stored ones differ. */
const textOf = (poll: z.infer<typeof Poll>, { correct, answer }: Solution): string =>
  JSON.stringify([
    [poll.subtask_id, poll.kind, poll.question, poll.max_choices, poll.results, poll.named],
    [poll.seconds, poll.points, poll.speed_bonus, poll.approve_first],
    poll.options.map(({ option_id, text }) => [option_id, text]),
    poll.scale && [poll.scale.min, poll.scale.max, poll.scale.min_label, poll.scale.max_label],
    correct,
    answer && [answer.value, answer.tolerance],
  ]);

/**
 * Returns what changes if the class gets this lesson. A poll that is there already stays, so that one that was asked is
 * not offered again. Throws `too_many_polls`.
 */
export function preparedChanges(state: State, lesson: PreparedLesson | null): Changes {
  /** The class's prepared polls by their text; equal ones are separate polls. */
  const known = new Map<string, number[]>();
  for (const { poll, solution, prepared } of state.polls.values()) {
    if (!prepared) continue;
    const text = textOf(poll, solution);
    known.set(text, [...(known.get(text) ?? []), poll.poll_id]);
  }
  const added: Changes["added"] = [];
  for (const { id, polls = [] } of lesson?.subtasks ?? []) {
    for (const input of polls) {
      const { poll, solution } = toPoll(state.next + added.length, { ...input, subtask_id: id });
      if (known.get(textOf(poll, solution))?.shift() === undefined)
        added.push({ ...poll, ...solution, prepared: true });
    }
  }
  const removed = [...known.values()].flat().filter((id) => state.polls.get(id)?.status === "draft");
  if (state.polls.size - removed.length + added.length > maxPolls) throw new Fault(faults.too_many_polls);
  return { added, removed };
}
