/** Makes the polls of an import. */
import type { PreparedPollInput } from "../../../domain/quiz/prepared-poll.ts";
import type { LiveRoom } from "../../live.ts";
import type { Imported, ImportProgress } from "../../quiz/quiz-files.ts";

/** Makes polls for later, one after the other, until one is refused or the dialog is closed. */
export async function createAll(
  live: Pick<LiveRoom, "send">,
  polls: readonly PreparedPollInput[],
  { signal, onAdded }: ImportProgress,
): Promise<Imported> {
  for (const [added, poll] of polls.entries()) {
    if (signal.aborted) return { added };
    try {
      await live.send("poll.create", { ...poll, open: false });
      onAdded(added + 1);
    } catch (problem) {
      return { added, problem };
    }
  }
  return { added: polls.length };
}
