/** `lectern session list`: the classes that are kept, newest first. */
import { readData } from "../config.ts";
import type { SessionRecord } from "../domain/session.ts";
import { recordOf, stateOfCard } from "../live/room.ts";
import { openStore, type Store } from "../store/open.ts";
import { command, dataFlag, flagsOf, jsonFlag } from "./command.ts";
import { needData } from "./running.ts";
import { table } from "./table.ts";

const list = command({
  meta: { name: "list", description: "List the sessions, newest first" },
  args: {
    limit: { type: "string", valueHint: "number", description: "At most this many (usually 50)" },
    ...dataFlag,
    ...jsonFlag,
  },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    needData(data);
    using store = openStore(data);
    const sessions = cards(store, Math.min(Math.max(1, Number(context.args.limit) || 50), 1000));
    if (context.args.json) console.log(JSON.stringify(sessions, null, 2));
    else if (sessions.length === 0) console.log("There are no sessions yet.");
    else {
      const rows = sessions.map(({ code, title, status, instructor, created_at }) => {
        return [code, title, status, instructor.name, created_at.slice(0, 16).replace("T", " ")];
      });
      console.log(table(["Code", "Title", "Status", "Teacher", "Made (UTC)"], rows));
    }
  },
});

/** The cards of the newest `limit` sessions, each folded from its log. */
function cards(store: Store, limit: number): SessionRecord[] {
  const rows = store.sessions.list(undefined, limit);
  const entries = store.log.cards(rows.map(({ id }) => id));
  return rows.map(({ id }) => recordOf({ state: stateOfCard(entries.get(id) ?? []) }));
}

export const session = command({
  meta: { name: "session", description: "The classes that are kept" },
  subCommands: { list },
});
