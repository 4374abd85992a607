/**
 * 2,000 rooms with a student each, who all send commands: on one server with SQLite, on one node on PostgreSQL, and on two.
 * Everything runs on the same machine, so that the CPU for each command counts, not how many there are a second.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import { type PostgresServer, startPostgres } from "../../test/support/postgres.ts";
import { openClients } from "./drive.ts";
import { figure, median, type Row } from "./rounds.ts";
import { command, each, fill, roomCount, type School } from "./school.ts";
import { type Child, cpuOf, openChild, quiet } from "./servers.ts";

const script = (name: string) => join(import.meta.dir, name);
const root = join(import.meta.dir, "../..");

interface Cluster extends School {
  readonly nodes: readonly Child[];
}

interface Taken {
  readonly seconds: number;
  /** CPU time of all nodes, and of PostgreSQL, in seconds. */
  readonly nodes: number;
  readonly postgres: number;
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
  const schools: Cluster[] = [
    { name: "one server with SQLite", nodes: [await open()] },
    { name: "one node on PostgreSQL", nodes: [await open(one)] },
    { name: "two nodes on PostgreSQL", nodes: [await open(two), await open(two)] },
  ];
  for (const school of schools) await fill(school, clients);
  await quiet();

  const all = new Map<Cluster, Taken[]>(schools.map((school) => [school, []]));
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
  const of = (school: Cluster, figureOf: (taken: Taken) => number) =>
    figure(median((all.get(school) ?? []).map(figureOf)));
  const commands = roomCount * each;
  return schools.flatMap((school): Row[] => [
    {
      measured: `commands from ${roomCount.toLocaleString("en")} rooms, ${school.name}, a second`,
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
