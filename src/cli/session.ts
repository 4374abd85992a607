/** `lectern session`: the classes that are kept, and what happened in one. */
import { readData } from "../config.ts";
import type { SessionRecord } from "../domain/session.ts";
import { tablesOf, toCsv, withHead } from "../http/report.ts";
import { newRoom, recordOf, reloadRoom, stateOfCard } from "../live/room.ts";
import { openStore, type Store } from "../store/open.ts";
import { command, dataFlag, flagsOf, jsonFlag, Refusal } from "./command.ts";
import { needData } from "./running.ts";
import { table } from "./table.ts";

const list = command({
  meta: { name: "list", description: "List the sessions, newest first" },
  args: {
    limit: { type: "string", valueHint: "number", description: "At most this many (default: 50)", default: "50" },
    ...dataFlag,
    ...jsonFlag,
  },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    const limit = Number(context.args.limit);
    if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
      const got = JSON.stringify(context.args.limit);
      throw new Refusal(`--limit got ${got}; it takes a whole number from 1 to 1000.`, 2);
    }
    needData(data);
    using store = openStore(data);
    const sessions = cards(store, limit);
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

const report = command({
  meta: { name: "report", description: "Print the report of a session" },
  args: {
    code: { type: "positional", required: true, valueHint: "CODE", description: "The session's code or id" },
    csv: { type: "boolean", description: "Print CSV for a spreadsheet (default: JSON)" },
    ...dataFlag,
  },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    needData(data);
    using store = openStore(data);
    const row = store.sessions.find(String(context.args.code));
    if (!row) throw new Refusal(`There is no session ${context.args.code}: see lectern session list.`);
    const room = newRoom(row.id, Date.now());
    reloadRoom(room, store.log);
    const { title, code, status, instructor, started_at, ended_at } = recordOf(room);
    const card = { title, code, status, instructor: instructor.name, started_at, ended_at };
    const tables = withHead(card, tablesOf(room, Date.now()));
    if (context.args.csv) process.stdout.write(Array.from(toCsv(tables)).join(""));
    else console.log(JSON.stringify(Object.fromEntries(tables), null, 2));
  },
});

export const session = command({
  meta: { name: "session", description: "The classes that are kept" },
  subCommands: { list, report },
});
