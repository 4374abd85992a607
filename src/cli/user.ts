/** `lectern user add|list|remove|key`: manages accounts with a name and a password. */
import { Option } from "@commander-js/extra-typings";
import { parseInput } from "../domain/faults.ts";
import { accountsPlace } from "../domain/placement.ts";
import { Nickname } from "../domain/text.ts";
import { recordCommand } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { openCommandData } from "./command-data.ts";
import { newPassword } from "./password.ts";
import { erase, exportPerson } from "./person.ts";
import { table } from "./table.ts";

const roleOption = new Option("--role <role>", "The account's role")
  .choices(["teacher", "student"] as const)
  .makeOptionMandatory();

const add = command("add", "Add an account; asks for its password")
  .argument("<name>", "The name to sign in with")
  .addOption(roleOption)
  .option("--password-stdin", "Read the password from standard input")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern user add Kim --role teacher"))
  .action(async (called, { role, passwordStdin = false, json, ...flags }) => {
    const name = parseInput(Nickname, called);
    const password = await newPassword(role, passwordStdin);
    await using data = await openCommandData(flags, { create: true });
    const { store } = data;
    const user = await store.users.add({ name, role, password });
    recordCommand(store, { action: "account.add", target: `account ${user.id}`, detail: role });
    await data.saved();
    console.log(json ? JSON.stringify(user) : `${user.name} (${user.role}) can sign in now.`);
  });

const list = command("list", "List the accounts")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .action(async ({ json, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
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
  .addOption(databaseOption)
  .addOption(jsonOption)
  .action(async (who, { json, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
    // The account's lessons are removed with it.
    await data.takeOver(accountsPlace);
    const named = store.users.find(who);
    if (!named && !/^\d+$/.test(who)) throw new Refusal(`There is no account named ${JSON.stringify(who)}.`);
    const user = store.users.remove(named?.id ?? Number(who));
    recordCommand(store, { action: "account.remove", target: `account ${user.id}`, detail: user.role });
    await data.saved();
    console.log(json ? JSON.stringify(user) : `${user.name} (${user.role}) is removed.`);
  });

const key = command("key", "Choose the account that the teacher key signs in to")
  .argument("<account>", "The name of a teacher's account")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .action(async (who, { json, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
    const user = store.users.find(who);
    if (user?.role !== "teacher") throw new Refusal(`There is no teacher named ${JSON.stringify(who)}.`);
    store.users.setOwnerAccount(user);
    recordCommand(store, { action: "account.own_key", target: `account ${user.id}` });
    await data.saved();
    console.log(json ? JSON.stringify(user) : `The teacher key signs in as ${user.name} now.`);
  });

export const user = command("user", "Manage accounts with a name and a password")
  .addCommand(add)
  .addCommand(list)
  .addCommand(remove)
  .addCommand(exportPerson)
  .addCommand(erase)
  .addCommand(key);
