/** Many rooms with a student each on one server, who all send commands. */
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import { openClients } from "./drive.ts";
import { type Contestant, inTurns, type Row, rowsOf } from "./rounds.ts";
import { command, each, fill, roomCount } from "./school.ts";
import { type Child, openChild, quiet } from "./servers.ts";

const script = (name: string) => join(import.meta.dir, name);

export async function rooms(rounds: number, against: string | undefined): Promise<Row[]> {
  await using stack = new AsyncDisposableStack();
  const clients = stack.use(openClients(script("clients.ts")));
  const servers = new Map<Contestant, Child>();
  async function open(name: Contestant, ...checkout: string[]): Promise<void> {
    const child = stack.use(await openChild(script("lectern.ts"), stack.use(temporaryFolder()).path, ...checkout));
    servers.set(name, child);
    await fill({ name, nodes: [child] }, clients);
  }
  await open("lectern");
  if (against !== undefined) await open("before", against);
  await quiet();
  const taken = await inTurns(Array.from(servers.keys()), rounds, async (name) => {
    const spent = () => servers.get(name)?.cpu() ?? Number.NaN;
    const before = spent();
    const { seconds } = await clients.ask({ name, each, window: 1, command });
    return { seconds, cpu: spent() - before };
  });
  return rowsOf(`commands from ${roomCount.toLocaleString("en")} rooms`, roomCount * each, taken, "durable");
}
