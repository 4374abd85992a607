/** `lectern token create|list|revoke`: manages the tokens of devices that measure, and of programs. */
import { Option } from "@commander-js/extra-typings";
import { parseInput } from "../domain/faults.ts";
import { Nickname, Text } from "../domain/text.ts";
import { credentialLifetimeMs } from "../store/accounts.ts";
import type { Store } from "../store/open.ts";
import { recordCommand } from "./audit-record.ts";
import { command, databaseOption, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { openCommandData } from "./command-data.ts";
import { table } from "./table.ts";

interface Choice {
  readonly for: "device" | "session" | "account";
  readonly product?: string | undefined;
  readonly session?: string | undefined;
  readonly account?: string | undefined;
  readonly may?: "read" | "write" | undefined;
}

const create = command("create", "Create a token; it is shown only once")
  .argument("<name>", "The name of the device or program")
  .addOption(
    new Option("--for <what>", "What it reaches: the quality board as a device, one session, or all of an account")
      .choices(["device", "session", "account"])
      .default("device" as const),
  )
  .option("--product <code>", "With --for device: the only product that it may write to (default: any)")
  .option("--session <code>", "With --for session: the session's code")
  .option("--account <name>", "With --for account: the account in whose name it acts")
  .addOption(new Option("--may <what>", "What a program may do (default: read)").choices(["read", "write"]))
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .addHelpText(
    "after",
    examples(
      "lectern token create Gauge-1 --product BOLT-M10",
      "lectern token create quiz-bot --for session --session MON1 --may write",
      "lectern token create attendance --for account --account Kim",
    ),
  )
  .action(async (called, { json, ...flags }) => {
    requireFitting(flags);
    await using data = await openCommandData(flags, { create: flags.for === "device" });
    const { store } = data;
    const { token, record, reaches, detail } =
      flags.for === "device" ? addDevice(store, called, flags) : addProgram(store, called, flags);
    const action = flags.for === "device" ? "device.create" : "token.create";
    recordCommand(store, { action, target: `${action.split(".", 1)} ${record.id}`, detail });
    await data.saved();
    if (json) return console.log(JSON.stringify({ ...record, token }));
    console.log(token);
    const until = new Date(Date.now() + credentialLifetimeMs).toISOString().slice(0, 10);
    console.error(`${called} ${reaches} with "Authorization: Bearer <this token>" until ${until}.`);
  });

/** The option that says more about what a token is for. */
const detailOf = { device: "product", session: "session", account: "account" } as const;

/** Throws if an option is missing, or belongs to another kind of token. */
function requireFitting(choice: Choice): void {
  const own = detailOf[choice.for];
  const foreign = Object.values(detailOf).find((name) => name !== own && choice[name] !== undefined);
  if (foreign !== undefined) throw new Refusal(`--${foreign} is not for --for ${choice.for}: see --help.`, 2);
  if (choice.for === "device") {
    if (choice.may !== undefined) throw new Refusal("--may is not for --for device, which writes measurements.", 2);
  } else if (choice[own] === undefined) throw new Refusal(`--for ${choice.for} needs --${own}: see --help.`, 2);
}

function addDevice(store: Store, called: string, { product: code }: Choice) {
  const product = code === undefined ? undefined : findProduct(store, code);
  const { device, token } = store.devices.add(parseInput(Nickname, called), product?.id ?? null);
  return {
    token,
    record: device,
    detail: undefined,
    reaches: `writes ${product ? `measurements of ${product.code}` : "to the quality board"}`,
  };
}

function addProgram(store: Store, called: string, { session: code = "", account = "", ...choice }: Choice) {
  const may = choice.may ?? "read";
  const session = choice.for === "session" ? store.sessions.find(code) : undefined;
  if (choice.for === "session" && !session) throw new Refusal(`There is no session ${code}: see lectern session list.`);
  const owner = session?.instructor_id ?? store.users.find(account)?.id;
  if (owner === undefined) throw new Refusal(`There is no account ${JSON.stringify(account)}: see lectern user list.`);
  const name = parseInput(Text(60), called);
  const { token, record } = store.programTokens.add(name, owner, { session: session?.id ?? null, may });
  const what = session ? `session ${session.code}` : `everything of ${record.account}`;
  const reaches = may === "read" ? `reads ${what}` : `reads and writes ${what}`;
  return { token, record, reaches, detail: `${may}, ${session?.code ?? `account ${owner}`}` };
}

const list = command("list", "List the devices and programs that have a token")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .action(async ({ json, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
    const all = holders(store);
    if (json) return console.log(JSON.stringify(all, null, 2));
    if (all.length === 0) return console.log("Nothing has a token yet: lectern token create NAME");
    const codes = new Map(store.products.list().map(({ id, code }) => [id, code]));
    const rows = all.map((holder) => {
      const { id, name, created_at, last_used_at } = holder;
      return [
        id,
        name,
        holder.for === "device"
          ? holder.product_id === null
            ? "any product"
            : `product ${codes.get(holder.product_id) ?? holder.product_id}`
          : holder.session === null
            ? `account ${holder.account}`
            : `session ${holder.session}`,
        holder.for === "device" ? "write" : holder.may,
        created_at.slice(0, 10),
        last_used_at?.slice(0, 16).replace("T", " ") ?? "never",
      ];
    });
    console.log(table(["Id", "Name", "For", "May", "Made", "Last used"], rows));
  });

/** Devices and programs, oldest first. */
const holders = ({ devices, programTokens }: Store) => [
  ...devices
    .list()
    .reverse()
    .map((device) => ({ for: "device" as const, ...device })),
  ...programTokens
    .list()
    .reverse()
    .map((program) => ({ for: "program" as const, ...program })),
];

const revoke = command("revoke", "Revoke a token")
  .argument("<holder>", "The name or id of the device or program")
  .addOption(dataOption)
  .addOption(databaseOption)
  .addOption(jsonOption)
  .action(async (who, { json, ...flags }) => {
    await using data = await openCommandData(flags);
    const { store } = data;
    const found = holders(store).filter(({ id, name }) => String(id) === who || name === who);
    const [holder, another] = found;
    if (!holder) throw new Refusal(`There is no device or program ${JSON.stringify(who)}: see lectern token list.`);
    if (another) throw new Refusal(`${found.length} are called ${JSON.stringify(who)}: use its id.`);
    if (holder.for === "device") store.devices.remove(holder.id);
    else store.programTokens.remove(holder.id);
    const action = holder.for === "device" ? "device.revoke" : "token.revoke";
    recordCommand(store, { action, target: `${action.split(".", 1)} ${holder.id}` });
    await data.saved();
    console.log(json ? JSON.stringify(holder) : `${holder.name}'s token is revoked.`);
  });

/** The product with this code or id. */
function findProduct(store: Store, called: string): { id: number; code: string } {
  const products = store.products.list();
  const found = products.find(({ id, code }) => code.toLowerCase() === called.toLowerCase() || String(id) === called);
  if (!found) throw new Refusal(`There is no product ${JSON.stringify(called)} on the quality board.`);
  return found;
}

export const token = command("token", "Manage the tokens of devices that measure, and of programs")
  .addCommand(create)
  .addCommand(list)
  .addCommand(revoke);
