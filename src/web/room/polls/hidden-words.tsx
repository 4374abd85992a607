/** The lists of hidden words of the polls. */
import type { Room } from "../../../client/fold/index.ts";
import { api } from "../../api.ts";
import type { LiveRoom } from "../../live.ts";
import { WordListEditor } from "../word-lists.tsx";
import { texts } from "./texts.ts";

export function HiddenWords({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  return (
    <WordListEditor
      title={words.hiddenWords}
      hint={words.hiddenWordsHint}
      action={words.saveWords}
      draft={`hidden-words.${room.session.id}`}
      read={() => api.hiddenWords(room.session.id)}
      save={(lists) => live.send("poll.hide_words", lists)}
      sending={live.state.value.outbox.findLast(({ name }) => name === "poll.hide_words")}
    />
  );
}
