/**
 * Other servers under the same load, in the same rounds: `ws` and Socket.IO on Node, which save nothing. They are no
 * dependencies of Lectern: this part installs them into a temporary folder.
 */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import { type Entrant, framesOf, openContest, type Peer } from "./contestants.ts";
import { figure, inTurns, type Row, rowsOf } from "./rounds.ts";
import { quiet } from "./servers.ts";

/** The packages, at the versions that were current when the figures in docs/BENCHMARKS.md were taken. */
const packages = { ws: "8.23.0", "socket.io": "4.8.4" } as const;

const crowds = [
  { listeners: 100, windows: { 1: 100, 8: 400 } },
  { listeners: 1000, windows: { 1: 30, 8: 120 } },
];
const students = 200;
const each = 40;

export async function peers(rounds: number, against: string | undefined): Promise<Row[]> {
  const node = Bun.which("node");
  // Bun has a `ws` of its own, so that it would not be measured.
  if (!node) return [{ measured: "peers: not measured, there is no Node", cells: {} }];
  using folder = temporaryFolder();
  const installed = await install(folder.path);
  if (!installed) return [{ measured: "peers: not measured, the packages could not be installed", cells: {} }];
  const version = Bun.spawnSync([node, "--version"]).stdout.toString().trim();
  console.error(`  peers: ${installed.join(", ")}, Node ${version}`);
  const all: Peer[] = [
    { name: "ws", path: "/", command: (frames) => [node, join(folder.path, "ws.mjs"), frames] },
    {
      name: "socket.io",
      path: "/socket.io/?EIO=4&transport=websocket",
      speaks: "socket.io",
      command: (frames) => [node, join(folder.path, "socket.io.mjs"), frames],
    },
  ];
  return [...(await deliveriesOf(all, rounds, against)), ...(await answersOf(all, rounds, against))];
}

/** Installs the packages, and copies the servers beside them. Returns their names with the versions. */
async function install(folder: string): Promise<string[] | undefined> {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: packages }));
  const child = Bun.spawn([process.execPath, "install", "--no-save"], {
    cwd: folder,
    stdout: "ignore",
    stderr: "ignore",
  });
  if ((await child.exited) !== 0) return undefined;
  for (const name of Object.keys(packages))
    cpSync(join(import.meta.dir, `peers/${name}.mjs`), join(folder, `${name}.mjs`));
  return Object.keys(packages).map((name) => {
    const { version } = JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"));
    return `${name} ${version}`;
  });
}

/** The teacher changes the step, and everybody receives it. */
async function deliveriesOf(all: readonly Peer[], rounds: number, against: string | undefined): Promise<Row[]> {
  const rows: Row[] = [];
  const commandOf = (lesson: { subtasks: readonly { id: number }[] }) => ({
    type: "step.start",
    data: { subtask_id: lesson.subtasks[0]?.id },
  });
  for (const { listeners, windows } of crowds) {
    await using contest = await openContest({
      students: listeners - 1,
      against,
      controls: ["durable", "bare"],
      peers: all,
      frames: (of) =>
        framesOf(of, { by: "teacher", command: commandOf(of.made.lesson), event: "step.changed", to: "everyone" }),
    });
    const { clients, names, entrant } = contest;
    for (const name of names) await clients.connect({ name, ...addressOf(entrant(name)) });
    await quiet();
    const trigger = commandOf(contest.class.lesson);
    for (const [window, events] of Object.entries(windows)) {
      const order = { events, window: Number(window), trigger, begins: '{"type":"step.changed"' };
      const taken = await inTurns(names, rounds, (name) =>
        contest.take(name, () => clients.publish({ name, ...order })),
      );
      rows.push(
        ...rowsOf(`deliveries to ${figure(listeners)}, ${window} in flight`, events * listeners, taken, "bare"),
      );
    }
  }
  return rows;
}

/** Students send their progress: Lectern and the durable control save it before they answer, the others do not. */
async function answersOf(all: readonly Peer[], rounds: number, against: string | undefined): Promise<Row[]> {
  const commandOf = (lesson: { subtasks: readonly { id: number }[] }) => ({
    type: "progress.update",
    data: { subtask_id: lesson.subtasks[0]?.id, status: "in_progress" },
  });
  await using contest = await openContest({
    students,
    against,
    controls: ["durable"],
    peers: all,
    frames: (of) =>
      framesOf(of, { by: "student", command: commandOf(of.made.lesson), event: "progress.updated", to: "sender" }),
  });
  const { clients, names, entrant } = contest;
  for (const name of names) await clients.connect({ name, ...addressOf(entrant(name)) });
  await quiet();
  const command = commandOf(contest.class.lesson);
  const rows: Row[] = [];
  for (const window of [1, 8]) {
    const taken = await inTurns(names, rounds, (name) =>
      contest.take(name, () => clients.ask({ name, each, window, command })),
    );
    const measured = `commands answered (ws and socket.io: not saved), ${students} students, ${window} in flight each`;
    rows.push(...rowsOf(measured, each * students, taken, "durable"));
  }
  return rows;
}

/** Where clients connect, and as whom. */
const addressOf = ({ url, tokens, speaks }: Entrant) => ({ url, tokens, speaks });
