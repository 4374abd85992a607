/** `lectern user add|list|remove`: accounts with a name and a password. */
import { readData } from "../config.ts";
import { fit } from "../domain/faults.ts";
import { Nickname } from "../domain/text.ts";
import { openStore } from "../store/open.ts";
import { command, dataFlag, flagsOf, jsonFlag, Refusal } from "./command.ts";
import { newPassword } from "./password.ts";
import { needData } from "./running.ts";
import { table } from "./table.ts";

const add = command({
  meta: { name: "add", description: "Add an account; asks for its password" },
  args: {
    name: { type: "positional", description: "The name to sign in with", required: true },
    role: { type: "enum", options: ["teacher", "student"], description: "What the account is", required: true },
    "password-stdin": { type: "boolean", description: "Read the password from standard input" },
    ...dataFlag,
    ...jsonFlag,
  },
  async run(context) {
    const { args } = context;
    const data = readData(flagsOf(context), process.env);
    const name = fit(Nickname, args.name);
    const role = args.role === "teacher" ? "teacher" : "student";
    const password = await newPassword(role, args["password-stdin"] === true);
    using store = openStore(data);
    const user = await store.users.add({ name, role, password });
    console.log(args.json ? JSON.stringify(user) : `${user.name} (${user.role}) can sign in now.`);
  },
});

const list = command({
  meta: { name: "list", description: "List the accounts" },
  args: { ...dataFlag, ...jsonFlag },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    needData(data);
    using store = openStore(data);
    const users = store.users.list();
    if (context.args.json) console.log(JSON.stringify(users, null, 2));
    else if (users.length === 0) console.log("There are no accounts yet: lectern user add NAME --role teacher");
    else
      console.log(
        table(
          ["Id", "Name", "Role"],
          users.map(({ id, name, role }) => [id, name, role]),
        ),
      );
  },
});

const remove = command({
  meta: { name: "remove", description: "Remove an account" },
  args: {
    who: { type: "positional", description: "Its name or id", required: true },
    ...dataFlag,
    ...jsonFlag,
  },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    needData(data);
    using store = openStore(data);
    const { who } = context.args;
    const named = store.users.find(who);
    if (!named && !/^\d+$/.test(who)) throw new Refusal(`There is no account named ${JSON.stringify(who)}.`);
    const user = store.users.remove(named?.id ?? Number(who));
    console.log(context.args.json ? JSON.stringify(user) : `${user.name} (${user.role}) is gone.`);
  },
});

export const user = command({
  meta: { name: "user", description: "Accounts with a name and a password" },
  subCommands: { add, list, remove },
});
