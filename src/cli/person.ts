/** `lectern user export|erase`: one person's data, as a zip archive, or removed. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { accountsPlace, boardPlace } from "../domain/placement.ts";
import type { User } from "../domain/session.ts";
import { zipOf } from "../domain/zip.ts";
import { erasePerson, personInClasses } from "../live/person.ts";
import { newRoom, recordOf, reloadRoom } from "../live/room.ts";
import type { Store } from "../store/open.ts";
import { recordCommand } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { type CommandData, openCommandData } from "./command-data.ts";

const classOption = [
  "--class <code>",
  "The class in which <who> is a nickname: for people without an account",
] as const;

export const exportPerson = command("export", "Write everything that is kept about a person into a zip archive")
  .argument("<who>", "The account's name or id; with --class, a nickname")
  .argument("<file>", "The file to write; it must not exist")
  .option(...classOption)
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern user export Kim kim.zip", "lectern user export Ann ann.zip --class MON1"))
  .action(async (who, path, { class: code, json, ...flags }) => {
    const file = resolve(path);
    if (existsSync(file)) throw new Refusal(`${file} exists: an export overwrites nothing.`);
    await using data = await openCommandData(flags);
    const { store } = data;
    const user = findPerson(store, who, code);
    const { record, pictures } = recordOfPerson(store, user);
    const files: [string, Uint8Array[]][] = [["person.json", [Buffer.from(`${JSON.stringify(record, null, 2)}\n`)]]];
    for (const name of pictures) {
      const found = await data.pictures.find(name);
      if (found !== undefined) files.push([`pictures/${name}`, [await Bun.file(found).bytes()]]);
    }
    await Bun.write(file, zipOf(files, new Date()), { mode: 0o600 }).catch(() => {
      throw new Refusal(`${file} cannot be written.`);
    });
    recordCommand(store, { action: "account.export", target: `account ${user.id}` });
    await data.saved();
    const counts = { classes: record.classes.length, pictures: files.length - 1 };
    if (json) console.log(JSON.stringify({ file, ...counts }));
    else console.log(`${file}: ${user.name}, ${counts.classes} classes, ${counts.pictures} pictures.`);
  });

export const erase = command("erase", "Erase a person: the account, their name and what they wrote; irreversible")
  .argument("<who>", "The account's name or id; with --class, a nickname")
  .option(...classOption)
  .option("--yes", "Erase; without it, only show what would be erased")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern user erase Kim", "lectern user erase Ann --class MON1 --yes"))
  .action(async (who, { class: code, yes = false, json, ...flags }) => {
    await using data = await openCommandData(flags, { alone: yes });
    const { store } = data;
    const user = findPerson(store, who, code);
    const { record, pictures } = recordOfPerson(store, user);
    const counts = { classes: record.classes.length, pictures: pictures.length };
    if (yes) {
      const places = [accountsPlace, boardPlace, ...record.classes.map(({ session }) => session)];
      for (const place of places) await data.takeOver(place);
      const { pictures: names } = erasePerson(store.persons, user);
      for (const name of names) data.pictures.remove(name);
      store.newEpoch();
      compact(data);
      recordCommand(store, { action: "account.remove", target: `account ${user.id}`, detail: "erased" });
      await data.saved();
    }
    if (json) return console.log(JSON.stringify({ id: user.id, erased: yes, ...counts }));
    const what = `${user.name} (${user.role}), in ${counts.classes} classes, with ${counts.pictures} pictures`;
    if (!yes) return console.log(`This would erase ${what}. Nothing is changed yet: add --yes.`);
    console.log(`Erased ${what}. Copies are in backups that were made before, also in the folder backups.`);
  });

/** Removes what was erased from the file. It is erased from the data even if there is no space for this. */
function compact(data: CommandData): void {
  try {
    data.compact();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    console.error(
      `Unused parts of the database still have it (${why}): free space on the disk, and run sqlite3 with VACUUM.`,
    );
  }
}

/** The account with this name or id; with the code of a class, who has this nickname in it. */
function findPerson(store: Store, who: string, code: string | undefined): User {
  if (code === undefined) {
    const found = store.users.find(who) ?? (/^\d{1,15}$/.test(who) ? store.users.byId(Number(who)) : undefined);
    if (found) return found;
    throw new Refusal(`There is no account ${JSON.stringify(who)}. For somebody without an account, name a --class.`);
  }
  const row = store.sessions.find(code);
  if (!row) throw new Refusal(`There is no session ${code}: see lectern session list.`);
  const room = newRoom(row.id, Date.now());
  reloadRoom(room, store.log);
  const person = room.state.participants.people.values().find(({ nickname }) => nickname === who);
  const user = person && store.users.byId(person.user_id);
  if (!user) throw new Refusal(`There is nobody named ${JSON.stringify(who)} in the session ${recordOf(room).code}.`);
  return user;
}

/** Everything that is kept about a person, and the names of their pictures. */
function recordOfPerson({ persons, sessions }: Store, user: User) {
  const seats = persons.seats(user.id);
  const rows = persons.rows(user.id, seats);
  const classes = Array.from(personInClasses(persons, seats), ({ events, ...seat }) => ({
    ...seat,
    code: sessions.find(seat.session)?.code ?? null,
    events: events.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
  }));
  const pictures = (rows.uploads ?? []).map(({ name }) => String(name));
  return { record: { exported_at: new Date().toISOString(), account: user, tables: rows, classes }, pictures };
}
