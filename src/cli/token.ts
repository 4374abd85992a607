/** `lectern token create|list|revoke`: manages the keys with which devices write measurements. */
import { readData } from "../config.ts";
import { parseInput } from "../domain/faults.ts";
import { Nickname } from "../domain/text.ts";
import { credentialLifetimeMs } from "../store/accounts.ts";
import { openStore, type Store } from "../store/open.ts";
import { command, dataOption, examples, jsonOption, Refusal } from "./command.ts";
import { requireData } from "./running.ts";
import { table } from "./table.ts";

const create = command("create", "Create a device's key; it is shown only once")
  .argument("<name>", "The device's name")
  .option("--product <code>", "The only product that the device may write to (default: any)")
  .addOption(dataOption)
  .addOption(jsonOption)
  .addHelpText("after", examples("lectern token create Gauge-1 --product BOLT-M10"))
  .action((called, { product: productCode, json, ...flags }) => {
    const data = readData(flags, process.env);
    const name = parseInput(Nickname, called);
    using store = openStore(data);
    const product = productCode === undefined ? undefined : findProduct(store, productCode);
    const { device, token } = store.devices.add(name, product?.id ?? null);
    if (json) return console.log(JSON.stringify({ ...device, token }));
    console.log(token);
    const until = new Date(Date.now() + credentialLifetimeMs).toISOString().slice(0, 10);
    const what = product ? `measurements of ${product.code}` : "to the quality board";
    console.error(`${device.name} writes ${what} with "Authorization: Bearer <this token>" until ${until}.`);
  });

const list = command("list", "List the devices that have a key")
  .addOption(dataOption)
  .addOption(jsonOption)
  .action(({ json, ...flags }) => {
    const data = readData(flags, process.env);
    requireData(data);
    using store = openStore(data);
    const devices = store.devices.list().reverse();
    if (json) return console.log(JSON.stringify(devices, null, 2));
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
  });

const revoke = command("revoke", "Revoke a device's key")
  .argument("<device>", "The device's name or id")
  .addOption(dataOption)
  .addOption(jsonOption)
  .action((who, { json, ...flags }) => {
    const data = readData(flags, process.env);
    requireData(data);
    using store = openStore(data);
    const found = store.devices.list().filter(({ id, name }) => String(id) === who || name === who);
    const [device, another] = found;
    if (!device) throw new Refusal(`There is no device ${JSON.stringify(who)}: see lectern token list.`);
    if (another) throw new Refusal(`${found.length} devices are called ${JSON.stringify(who)}: use its id.`);
    store.devices.remove(device.id);
    console.log(json ? JSON.stringify(device) : `${device.name}'s key is revoked.`);
  });

/** The product with this code or id. */
function findProduct(store: Store, called: string): { id: number; code: string } {
  const products = store.products.list();
  const found = products.find(({ id, code }) => code.toLowerCase() === called.toLowerCase() || String(id) === called);
  if (!found) throw new Refusal(`There is no product ${JSON.stringify(called)} on the quality board.`);
  return found;
}

export const token = command("token", "Manage the keys with which devices write measurements")
  .addCommand(create)
  .addCommand(list)
  .addCommand(revoke);
