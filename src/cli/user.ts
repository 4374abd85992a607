/** `lectern user add|list|remove|key`: manages accounts with a name and a password. */
import { Option } from "@commander-js/extra-typings";
import { readData } from "../config.ts";
import { parseInput } from "../domain/faults.ts";
import { Nickname } from "../domain/text.ts";
import { openStore } from "../store/open.ts";
import { recordCommand } from "./audit-record.ts";
import { command, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { newPassword } from "./password.ts";
import { erase, exportPerson } from "./person.ts";
import { requireData } from "./running.ts";
import { table } from "./table.ts";

const roleOption = new Option("--role <role>", "The account's role")
  .choices(["teacher", "student"] as const)
  .makeOptionMandatory();

const add = command("add", "Add an account; asks for its password")
  .argument("<name>", "The name to sign in with")
  .addOption(roleOption)
  .option("--password-stdin", "Read the password from standard input")
  .addOption(dataOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern user add Kim --role teacher"))
  .action(async (called, { role, passwordStdin = false, json, ...flags }) => {
    const data = readData(flags, process.env);
    const name = parseInput(Nickname, called);
    const password = await newPassword(role, passwordStdin);
    using store = openStore(data);
    const user = await store.users.add({ name, role, password });
    recordCommand(store, { action: "account.add", target: `account ${user.name}`, detail: role });
    console.log(json ? JSON.stringify(user) : `${user.name} (${user.role}) can sign in now.`);
  });

const list = command("list", "List the accounts")
  .addOption(dataOption)
  .addOption(jsonOption)
  .action(({ json, ...flags }) => {
    const data = readData(flags, process.env);
    requireData(data);
    using store = openStore(data);
    const users = store.users.list();
    if (json) console.log(JSON.stringify(users, null, 2));
    else if (users.length === 0) console.log("There are no accounts yet: lectern user add NAME --role teacher");
    else
      console.log(
        table(
          ["Id", "Name", "Role"],
          users.map(({ id, name, role }) => [id, name, role]),
        ),
      );
  });

const remove = command("remove", "Remove an account")
  .argument("<account>", "Its name or id")
  .addOption(dataOption)
  .addOption(jsonOption)
  .action((who, { json, ...flags }) => {
    const data = readData(flags, process.env);
    requireData(data);
    using store = openStore(data);
    const named = store.users.find(who);
    if (!named && !/^\d+$/.test(who)) throw new Refusal(`There is no account named ${JSON.stringify(who)}.`);
    const user = store.users.remove(named?.id ?? Number(who));
    recordCommand(store, { action: "account.remove", target: `account ${user.name}`, detail: user.role });
    console.log(json ? JSON.stringify(user) : `${user.name} (${user.role}) is removed.`);
  });

const key = command("key", "Choose the account that the teacher key signs in to")
  .argument("<account>", "The name of a teacher's account")
  .addOption(dataOption)
  .addOption(jsonOption)
  .action((who, { json, ...flags }) => {
    const data = readData(flags, process.env);
    requireData(data);
    using store = openStore(data);
    const user = store.users.find(who);
    if (user?.role !== "teacher") throw new Refusal(`There is no teacher named ${JSON.stringify(who)}.`);
    store.users.setOwnerAccount(user);
    recordCommand(store, { action: "account.own_key", target: `account ${user.name}` });
    console.log(json ? JSON.stringify(user) : `The teacher key signs in as ${user.name} now.`);
  });

export const user = command("user", "Manage accounts with a name and a password")
  .addCommand(add)
  .addCommand(list)
  .addCommand(remove)
  .addCommand(exportPerson)
  .addCommand(erase)
  .addCommand(key);
