/** `lectern session list|report`: lists the sessions of a data folder and prints the report of one. */
import { readRetention } from "../config.ts";
import type { SessionRecord } from "../features/whole-session.ts";
import { tablesOf, toCsv, withHead } from "../http/report.ts";
import { expiredClasses } from "../live/retention.ts";
import { newRoom, recordOf, reloadRoom, stateOfCard } from "../live/room.ts";
import type { Store } from "../store/open.ts";
import { recordCommand } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal, wholeNumber } from "./command.ts";
import { openCommandData } from "./command-data.ts";
import { table } from "./table.ts";

const list = command("list", "List the sessions, newest first")
  .option("--limit <number>", "At most this many", wholeNumber("--limit", 1, 1000), 50)
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .action(async ({ limit, json, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
    const sessions = cards(store, limit);
    if (json) console.log(JSON.stringify(sessions, null, 2));
    else if (sessions.length === 0) console.log("There are no sessions yet.");
    else {
      const rows = sessions.map(({ code, title, status, instructor, created_at }) => {
        return [code, title, status, instructor.name, created_at.slice(0, 16).replace("T", " ")];
      });
      console.log(table(["Code", "Title", "Status", "Teacher", "Made (UTC)"], rows));
    }
  });

/** The cards of the newest `limit` sessions, each folded from its log. */
function cards(store: Store, limit: number): SessionRecord[] {
  const rows = store.sessions.list(undefined, { limit });
  const entries = store.log.cards(rows.map(({ id }) => id));
  return rows.map(({ id }) => recordOf({ state: stateOfCard(entries.get(id) ?? []) }));
}

const report = command("report", "Print the report of a session")
  .argument("<code>", "The session's code or id")
  .option("--csv", "Print CSV for a spreadsheet (default: JSON)")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addHelpText("after", examples("lectern session report MON1 --csv > monday.csv"))
  .action(async (called, { csv, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
    const row = store.sessions.find(called);
    if (!row) throw new Refusal(`There is no session ${called}: see lectern session list.`);
    const room = newRoom(row.id, Date.now());
    reloadRoom(room, store.log);
    const { title, code, status, instructor, started_at, ended_at } = recordOf(room);
    const card = { title, code, status, instructor: instructor.name, started_at, ended_at };
    const tables = withHead(card, tablesOf(room, Date.now()));
    recordCommand(store, { action: "session.export", target: code, detail: "report" });
    await data.saved();
    if (csv) process.stdout.write(Array.from(toCsv(tables)).join(""));
    else console.log(JSON.stringify(Object.fromEntries(tables), null, 2));
  });

const expired = command("expired", "List the sessions that --delete-classes-after deletes, oldest first")
  .option("--delete-classes-after <days>", "Days after the end of a session (env: LECTERN_DELETE_CLASSES_AFTER)")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern session expired --delete-classes-after 180"))
  .action(async ({ deleteClassesAfter: after, json, ...flags }) => {
    const days = readRetention({ "delete-classes-after": after }, process.env);
    if (days === undefined)
      throw new Refusal("No session is ever deleted by its age: say --delete-classes-after how many days.", 2);
    await using data = await openCommandData(flags);
    const { store } = data;
    const classes = expiredClasses(store, days, Date.now());
    if (json) console.log(JSON.stringify(classes, null, 2));
    else if (classes.length === 0) console.log(`No session ended more than ${days} days ago.`);
    else {
      const rows = classes.map(({ code, title, teacher, ended_at }) => [code, title, teacher, ended_at.slice(0, 10)]);
      console.log(table(["Code", "Title", "Teacher", "Ended"], rows));
    }
  });

export const session = command("session", "List sessions and print their reports")
  .addCommand(list)
  .addCommand(report)
  .addCommand(expired);
