/** The poll that matters now. */
import type { Poll } from "../../client/fold/polls.ts";

/** Returns the poll to show: the one that is open, otherwise the one that was opened last. */
export function currentPoll(polls: readonly Poll[]): Poll | undefined {
  return polls
    .filter(({ status }) => status !== "draft")
    .toSorted((a, b) => Number(b.status === "open") - Number(a.status === "open") || byTime(b, a))[0];
}

const byTime = (a: Poll, b: Poll): number =>
  (a.opened_at ?? "").localeCompare(b.opened_at ?? "") || a.poll_id - b.poll_id;
