/** The words of a poll for the teacher: show, hide and merge them, each with one press, and undo that. */
import { useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";
import type { Poll } from "../../../client/fold/polls.ts";
import type { LiveEvent } from "../../../client/frames.ts";
import type { ViewOf } from "../../../features/index.ts";
import { api } from "../../api.ts";
import { type LiveRoom, useEvents } from "../../live.ts";
import { useThrottled } from "../../ui/throttled.ts";
import { texts } from "./texts.ts";

type Word = ViewOf<"poll_moderation.words">[number];

/** The shortest time between two reads of the words, in ms. */
const readEveryMs = 500;
/** How many words are listed: those that wait come first, then the most frequent. */
const maxShown = 60;

export function WordModeration({ live, session, poll }: { live: LiveRoom; session: string; poll: Poll }) {
  const words = texts.value;
  const list = useSignal<readonly Word[]>([]);
  /** Counts the events that change the words. */
  const changes = useSignal(0);
  useEvents(
    live,
    useCallback((event: LiveEvent) => {
      if (/^poll\.(counted|moderated|merged|words_hidden)$/.test(event.type)) changes.value++;
    }, []),
  );
  // Without an answer, the known words stay; the next change reads them again.
  useThrottled(
    () => api.pollWords(session, poll.poll_id),
    (answer) => {
      list.value = answer;
    },
    { everyMs: readEveryMs, subject: poll.poll_id, changes: [poll.counted?.votes, changes.value] },
  );
  const targets = list.value.filter(({ merged_into }) => merged_into === null).map(({ word }) => word);
  if (list.value.length === 0) return null;
  return (
    <section class="flex flex-col gap-2" aria-label={words.moderation}>
      <h4 class="label-text">{words.moderation}</h4>
      <ul class="flex flex-col divide-y divide-base-300">
        {list.value.slice(0, maxShown).map((item) => (
          <WordRow key={item.word} live={live} poll_id={poll.poll_id} item={item} targets={targets} />
        ))}
      </ul>
    </section>
  );
}

interface WordRowProps {
  live: LiveRoom;
  poll_id: number;
  item: Word;
  /** The words into which it can be merged. */
  targets: readonly string[];
}

function WordRow({ live, poll_id, item: { word, count, status, merged_into }, targets }: WordRowProps) {
  const words = texts.value;
  const about = <span class="sr-only">. {word}</span>;
  const moderate = (to: "shown" | "hidden") => live.ask("poll.moderate", { poll_id, word, status: to });
  const merge = (into: string | null) => live.ask("poll.merge", { poll_id, word, into });
  return (
    <li class="flex flex-wrap items-center gap-x-3 py-1">
      <span class={`min-w-24 flex-1 font-semibold ${status === "shown" && merged_into === null ? "" : "text-quiet"}`}>
        {word} <span class="font-normal text-quiet tabular-nums">{count}</span>
      </span>
      {merged_into !== null ? (
        <>
          <span class="text-base text-quiet">{words.mergedInto(merged_into)}</span>
          <button type="button" class="btn btn-ghost px-3" onClick={() => merge(null)}>
            {words.separate}
            {about}
          </button>
        </>
      ) : (
        <>
          {status !== "shown" && <span class="mark bg-base-200 text-quiet">{words.wordStatus[status]}</span>}
          {status !== "shown" && (
            <button type="button" class="btn" onClick={() => moderate("shown")}>
              {words.show}
              {about}
            </button>
          )}
          {status !== "hidden" && (
            <button type="button" class="btn btn-ghost px-3" onClick={() => moderate("hidden")}>
              {words.hide}
              {about}
            </button>
          )}
          {targets.length > 1 && (
            <select
              class="select w-36"
              aria-label={words.mergeWord(word)}
              value=""
              onChange={({ currentTarget }) => {
                if (currentTarget.value !== "") merge(currentTarget.value);
              }}
            >
              <option value="">{words.merge}</option>
              {targets
                .filter((other) => other !== word)
                .map((other) => (
                  <option key={other} value={other}>
                    {other}
                  </option>
                ))}
            </select>
          )}
        </>
      )}
    </li>
  );
}
