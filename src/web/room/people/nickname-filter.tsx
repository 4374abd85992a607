/** The nickname filter: its two lists, one word a line. What is typed survives a reload. */
import type { Room } from "../../../client/fold/index.ts";
import { api } from "../../api.ts";
import type { LiveRoom } from "../../live.ts";
import { WordListEditor } from "../word-lists.tsx";
import { texts } from "./texts.ts";

export function NicknameFilter({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  return (
    <WordListEditor
      title={words.filter}
      hint={words.filterHint}
      action={words.saveFilter}
      draft={`nickname-filter.${room.session.id}`}
      read={() => api.nicknameFilter(room.session.id)}
      save={(lists) => live.send("nicknames.filter", lists)}
      sending={live.state.value.outbox.findLast(({ name }) => name === "nicknames.filter")}
    />
  );
}
