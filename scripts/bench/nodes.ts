/**
 * 2,000 rooms with a student each, who all send commands: on one server with SQLite, on one node on PostgreSQL, and on two.
 * Everything runs on the same machine, so that the CPU for each command counts, not how many there are a second.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres.ts";
import { type Clients, openClients } from "./drive.ts";
import { figure, median, type Row } from "./rounds.ts";
import { type Child, cpuOf, openChild, post, quiet, teacherOf } from "./servers.ts";

const rooms = Number(process.env.BENCH_ROOMS ?? 2000);
/** Commands of each student in a round. */
const each = 10;
const script = (name: string) => join(import.meta.dir, name);
const root = join(import.meta.dir, "../..");

interface School {
  readonly name: string;
  readonly nodes: readonly Child[];
}

interface Taken {
  readonly seconds: number;
  /** CPU time of all nodes, and of PostgreSQL, in seconds. */
  readonly nodes: number;
  readonly postgres: number;
}

/** Fills a school: each room is at home at the node at which its student connects. */
async function fill({ name, nodes }: School, clients: Clients): Promise<void> {
  const teacher = await teacherOf(nodes[0]?.url ?? "");
  const url: string[] = [];
  const tokens: string[] = [];
  async function open(n: number): Promise<void> {
    const at = nodes[n % nodes.length]?.url ?? "";
    const { code } = await post(at, "/api/sessions", { title: `Room ${n}` }, teacher);
    const { token } = await post(at, `/api/sessions/${code}/join`, { nickname: "Student" });
    url[n] = `${at}/ws/live/${code}`;
    tokens[n] = token;
  }
  for (let n = 0; n < rooms; n += 50) {
    await Promise.all(Array.from({ length: Math.min(50, rooms - n) }, (_, k) => open(n + k)));
  }
  // The first client is the driver, who sends no commands.
  await clients.connect({ name, url: [url[0] ?? "", ...url], tokens: [teacher, ...tokens] });
}

/** The CPU time of PostgreSQL's processes, in seconds; NaN if the system does not report it. */
function cpuOfPostgres({ pid }: PostgresServer): number {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean);
    return [pid, ...children.map(Number)].reduce((sum, each) => sum + cpuOf(each), 0);
  } catch {
    return Number.NaN;
  }
}

export async function nodes(rounds: number): Promise<Row[]> {
  await using stack = new AsyncDisposableStack();
  const postgres = stack.use(await startPostgres({ fsync: true }));
  const clients = stack.use(openClients(script("clients.ts")));
  const open = async (...database: string[]) =>
    stack.use(await openChild(script("lectern.ts"), stack.use(temporaryFolder()).path, root, ...database));
  const [one, two] = [await postgres.newDatabase(), await postgres.newDatabase()];
  const schools: School[] = [
    { name: "one server with SQLite", nodes: [await open()] },
    { name: "one node on PostgreSQL", nodes: [await open(one)] },
    { name: "two nodes on PostgreSQL", nodes: [await open(two), await open(two)] },
  ];
  for (const school of schools) await fill(school, clients);
  await quiet();

  const command = { type: "feedback.give", data: { feedback_type: "OK" } };
  const all = new Map<School, Taken[]>(schools.map((school) => [school, []]));
  for (let round = -1; round < rounds; round++) {
    for (const school of round % 2 === 0 ? schools : schools.toReversed()) {
      const spent = () => school.nodes.reduce((sum, node) => sum + node.cpu(), 0);
      const [nodesBefore, postgresBefore] = [spent(), cpuOfPostgres(postgres)];
      const { seconds } = await clients.ask({ name: school.name, each, window: 1, command });
      // The other node applies what it was sent; that is part of the cost.
      await quiet();
      const taken = { seconds, nodes: spent() - nodesBefore, postgres: cpuOfPostgres(postgres) - postgresBefore };
      if (round >= 0) all.get(school)?.push(taken);
    }
  }
  const of = (school: School, figureOf: (taken: Taken) => number) =>
    figure(median((all.get(school) ?? []).map(figureOf)));
  const commands = rooms * each;
  return schools.flatMap((school): Row[] => [
    {
      measured: `commands from ${rooms.toLocaleString("en")} rooms, ${school.name}, a second`,
      cells: { lectern: of(school, ({ seconds }) => commands / seconds) },
    },
    {
      measured: "  CPU of all nodes for each, µs",
      cells: { lectern: of(school, ({ nodes }) => (nodes * 1e6) / commands) },
    },
    {
      measured: "  CPU of PostgreSQL for each, µs",
      cells: { lectern: of(school, ({ postgres }) => (postgres * 1e6) / commands) },
    },
  ]);
}
