/**
 * Moderation of the words in polls: the teacher shows, hides and merges words, and edits the lists of hidden words. Every
 * command can be undone by another one, and is in the log.
 */
import { z } from "zod";
import { Fault } from "../domain/faults.ts";
import { QueryId } from "../domain/paging.ts";
import { instructors } from "../domain/roles.ts";
import { nameKey, Text } from "../domain/text.ts";
import { defineFeature } from "./feature.ts";
import { type Closed, HiddenWords, Merged, Moderated, Ref, type Revealed, WordItem } from "./poll-schemas.ts";
import { closing, resultsOf } from "./poll-votes.ts";
import { merge, wordsOf } from "./poll-words.ts";
import { polls } from "./polls.ts";
import { currentOf } from "./polls-reads.ts";
import { faults, find, type StoredPoll } from "./polls-state.ts";
import { session } from "./session.ts";

export const pollModeration = defineFeature({
  name: "poll_moderation",
  partOf: polls,
  on: [session, polls],
  initial: () => ({}),
  commands: {
    "poll.moderate": {
      by: ["INSTRUCTOR"],
      http: "PUT /polls/:poll_id/words",
      input: Ref.extend({ word: Text(40), status: Moderated.shape.status }),
      result: Ref,
      about: "Show or hide a word of a poll, or undo that with `null`.",
    },
    "poll.merge": {
      by: ["INSTRUCTOR"],
      http: "PUT /polls/:poll_id/merged-words",
      input: Ref.extend({ word: Text(40), into: Text(40).nullable() }),
      result: Ref,
      about: "Count a word as another spelling of a second one, or undo that with `null`.",
    },
    "poll.hide_words": {
      by: ["INSTRUCTOR"],
      http: "PUT /polls/hidden-words",
      input: HiddenWords,
      result: HiddenWords,
      about: "Set the words that the results of this session's polls do not show, by language.",
    },
  },
  events: {
    "poll.moderated": { to: instructors, data: Moderated, about: "The teacher showed or hid a word." },
    "poll.merged": { to: instructors, data: Merged, about: "The teacher merged two words, or separated them." },
    "poll.words_hidden": {
      to: instructors,
      data: HiddenWords,
      about: "The teacher changed the lists of hidden words.",
    },
  },
  views: {
    words: {
      by: instructors.roles,
      http: "GET /polls/words",
      query: z.object({ poll_id: QueryId }),
      result: z.array(WordItem),
      read: ({ room: { polls: state }, query: { poll_id } }) => wordsOf(find(state, poll_id)).slice(0, maxWords),
      about:
        "List the words of a poll with what students see of them, those that wait for approval first. At most 500.",
    },
    hiddenWords: {
      by: instructors.roles,
      http: "GET /polls/hidden-words",
      query: z.object({}),
      result: HiddenWords,
      read: ({ room: { polls: state } }) => ({
        ko: [...state.hiddenWords.lists.ko],
        en: [...state.hiddenWords.lists.en],
      }),
      about: "The words that the results of polls do not show, by language.",
    },
  },
  decide: {
    "poll.moderate"({ room: { polls: state }, input: { poll_id, word, status }, emit }) {
      const stored = find(state, poll_id);
      const key = keyOf(stored, word);
      emit("poll.moderated", { poll_id, word, status });
      const decisions = new Map(stored.decisions);
      decide(decisions, key, status);
      republish({ ...stored, decisions }, emit);
      return { poll_id };
    },
    "poll.merge"({ room: { polls: state }, input: { poll_id, word, into }, emit }) {
      const stored = find(state, poll_id);
      const key = keyOf(stored, word);
      const target = into === null ? undefined : keyOf(stored, into);
      emit("poll.merged", { poll_id, word, into });
      const merged = new Map(stored.merged);
      merge(merged, key, target);
      republish({ ...stored, merged }, emit);
      return { poll_id };
    },
    "poll.hide_words"({ room: { polls: state }, input: lists, emit }) {
      emit("poll.words_hidden", lists);
      const current = currentOf(state);
      if (current?.poll.kind === "words") republish({ ...current, hiddenWords: { lists } }, emit);
      return lists;
    },
  },
  evolve: {
    "poll.moderated"({ room: { polls: state } }, { poll_id, word, status }) {
      decide(find(state, poll_id).decisions, nameKey(word), status);
      state.counted = poll_id;
    },
    "poll.merged"({ room: { polls: state } }, { poll_id, word, into }) {
      merge(find(state, poll_id).merged, nameKey(word), into === null ? undefined : nameKey(into));
      state.counted = poll_id;
    },
    "poll.words_hidden"({ room: { polls: state } }, lists) {
      state.hiddenWords.lists = lists;
      state.counted = currentOf(state)?.poll.poll_id;
    },
  },
});

/** How many words the teacher's list has at most. */
const maxWords = 500;

/** Returns the key of a word that somebody wrote. Throws `word_not_found`. */
function keyOf({ spellings }: StoredPoll, word: string): string {
  const key = nameKey(word);
  if (!spellings.has(key)) throw new Fault(faults.word_not_found);
  return key;
}

function decide(decisions: StoredPoll["decisions"], key: string, status: "shown" | "hidden" | null): void {
  if (status === null) decisions.delete(key);
  else decisions.set(key, status);
}

/** Publishes the results again if students see them and receive no samples of them. */
function republish(stored: StoredPoll, emit: Emit): void {
  const { poll, status, solution } = stored;
  if (status === "closed" && poll.results !== "hidden") emit("poll.closed", closing(stored));
  if (status === "revealed") emit("poll.revealed", { poll_id: poll.poll_id, results: resultsOf(stored), ...solution });
}

interface Emit {
  (type: "poll.closed", data: z.input<typeof Closed>): void;
  (type: "poll.revealed", data: z.input<typeof Revealed>): void;
}
