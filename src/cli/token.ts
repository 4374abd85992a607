/** `lectern token create|list|revoke`: keys by which devices write measurements to the quality board. */
import { readData } from "../config.ts";
import { fit } from "../domain/faults.ts";
import { Nickname } from "../domain/text.ts";
import { lifetime } from "../store/accounts.ts";
import { openStore, type Store } from "../store/open.ts";
import { command, dataFlag, flagsOf, jsonFlag, Refusal } from "./command.ts";
import { needData } from "./running.ts";
import { table } from "./table.ts";

const create = command({
  meta: { name: "create", description: "Make a key for a device; it is shown this once" },
  args: {
    name: { type: "positional", description: "What the device is called", required: true },
    product: { type: "string", valueHint: "code", description: "The only product it may write to (default: any)" },
    ...dataFlag,
    ...jsonFlag,
  },
  run(context) {
    const { args } = context;
    const data = readData(flagsOf(context), process.env);
    const name = fit(Nickname, args.name);
    using store = openStore(data);
    const product = args.product === undefined ? undefined : productCalled(store, args.product);
    const { device, token } = store.devices.add(name, product?.id ?? null);
    if (args.json) return console.log(JSON.stringify({ ...device, token }));
    console.log(token);
    const until = new Date(Date.now() + lifetime).toISOString().slice(0, 10);
    const what = product ? `measurements of ${product.code}` : "to the quality board";
    console.error(`${device.name} writes ${what} with "Authorization: Bearer <this token>" until ${until}.`);
  },
});

const list = command({
  meta: { name: "list", description: "List the devices that have a key" },
  args: { ...dataFlag, ...jsonFlag },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    needData(data);
    using store = openStore(data);
    const devices = store.devices.list().reverse();
    if (context.args.json) return console.log(JSON.stringify(devices, null, 2));
    if (devices.length === 0) return console.log("No device has a key yet: lectern token create NAME");
    const codes = new Map(store.products.list().map(({ id, code }) => [id, code]));
    const rows = devices.map(({ id, name, product_id, created_at, last_used_at }) => [
      id,
      name,
      product_id === null ? "any" : (codes.get(product_id) ?? product_id),
      created_at.slice(0, 10),
      last_used_at?.slice(0, 16).replace("T", " ") ?? "never",
    ]);
    console.log(table(["Id", "Name", "Product", "Made", "Last used"], rows));
  },
});

const revoke = command({
  meta: { name: "revoke", description: "End a device's key" },
  args: {
    who: { type: "positional", description: "The device's name or id", required: true },
    ...dataFlag,
    ...jsonFlag,
  },
  run(context) {
    const data = readData(flagsOf(context), process.env);
    needData(data);
    const { who, json } = context.args;
    using store = openStore(data);
    const found = store.devices.list().filter(({ id, name }) => String(id) === who || name === who);
    const [device, another] = found;
    if (!device) throw new Refusal(`There is no device ${JSON.stringify(who)}: see lectern token list.`);
    if (another) throw new Refusal(`${found.length} devices are called ${JSON.stringify(who)}: say which by its id.`);
    store.devices.remove(device.id);
    console.log(json ? JSON.stringify(device) : `${device.name}'s key is good no more.`);
  },
});

/** The product of this code or id. */
function productCalled(store: Store, called: string): { id: number; code: string } {
  const products = store.products.list();
  const found = products.find(({ id, code }) => code.toLowerCase() === called.toLowerCase() || String(id) === called);
  if (!found) throw new Refusal(`There is no product ${JSON.stringify(called)} on the quality board.`);
  return found;
}

export const token = command({
  meta: { name: "token", description: "Keys by which devices write measurements" },
  subCommands: { create, list, revoke },
});
