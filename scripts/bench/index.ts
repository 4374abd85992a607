/**
 * `bun run bench`: measures Lectern and two controls, which send the same bytes: a bare `Bun.serve`, and one that saves
 * before it publishes. Arguments select parts: `bun run bench commands joins`. `--against <folder>` measures another
 * checkout in the same turns. How to read the figures: docs/BENCHMARKS.md.
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { openStore } from "../../src/store/open.ts";
import { temporaryFolder } from "../../test/support/class.ts";
import { board } from "./board.ts";
import { commands } from "./commands.ts";
import { deliveries } from "./deliveries.ts";
import { firstLoad } from "./first-load.ts";
import { history } from "./history.ts";
import { joins } from "./joins.ts";
import { latency } from "./latency.ts";
import { nodes } from "./nodes.ts";
import { open } from "./opening.ts";
import { peers } from "./peers.ts";
import { picture } from "./picture.ts";
import { practice } from "./practice.ts";
import { rooms } from "./rooms.ts";
import { figure, median, print, type Row } from "./rounds.ts";
import { start } from "./starting.ts";
import { upgrade } from "./upgrading.ts";

// Many short rounds, so that other load affects all servers alike.
const rounds = Number(process.env.BENCH_ROUNDS ?? 15);

/** One commit of one event: the minimum latency of a single event. */
function commits(): Row[] {
  using folder = temporaryFolder();
  using store = openStore(folder.path);
  const id = Bun.randomUUIDv7();
  store.sessions.add({ id, code: "BENCH", instructor_id: store.users.ownerAccount().id, created_at: 0 });
  const times = Array.from({ length: 1000 }, (_, n) => {
    const start = performance.now();
    const data = { message: "x".repeat(200) };
    store.log.batch(() => store.log.append(id, { seq: n + 1, at: 0, type: "x", actor: null, data, card: false }));
    return performance.now() - start;
  });
  return [{ measured: "one commit of one event, ms", cells: { lectern: figure(median(times)) } }];
}

const parts: Record<string, (rounds: number, against: string | undefined) => Row[] | Promise<Row[]>> = {
  commits,
  commands,
  joins,
  deliveries,
  latency,
  picture,
  practice,
  board,
  history,
  start,
  open,
  upgrade,
  rooms,
  nodes,
  phone: firstLoad,
  peers,
};

/** Runs only if it is named: it installs packages. */
const named = "peers";

const { positionals: requested, values } = parseArgs({
  allowPositionals: true,
  options: { against: { type: "string" } },
});
const unknown = requested.find((name) => !(name in parts));
if (unknown) {
  console.error(`Unknown part ${unknown}. The parts are ${Object.keys(parts).join(", ")}.`);
  process.exit(1);
}
const rows: Row[] = [];
for (const [name, measure] of Object.entries(parts)) {
  if (requested.length > 0 ? !requested.includes(name) : name === named) continue;
  // Some parts take minutes, and the figures are printed at the end.
  console.error(`measuring ${name} …`);
  rows.push(...(await measure(rounds, values.against)));
}

const [{ model = "unknown" } = {}, ...others] = cpus();
console.log(`\nBun ${Bun.version}, ${process.platform} ${process.arch}, ${others.length + 1} cores (${model.trim()})`);
console.log(`Server and clients are separate processes on this machine; medians of ${rounds} rounds.\n`);
print(rows);
