/** No file over 300 lines and no function over 80 lines, except those listed here with a reason. */
import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";
import { functionsIn, linesIn, type Sized } from "./support/code-size.ts";

const maxFileLines = 300;
const maxFunctionLines = 80;

/** Files that may be longer, each with its reason. */
const longFiles: Record<string, string> = {};

const closure = "A closure over the state of one thing: its length is the sum of its methods.";
const unsplit = "Still to be split.";

/** Functions that may be longer, each with its reason. */
const longFunctions: Record<string, string> = {
  "src/client/board.ts openBoard": closure,
  "src/client/link.ts openLink": closure,
  "src/client/outbox.ts createOutbox": closure,
  "src/cluster/cluster.ts openCluster": closure,
  "src/cluster/commits.ts openCommits": closure,
  "src/cluster/homes.ts openHomes": closure,
  "src/domain/guitar/practice-summary.ts summarise": unsplit,
  "src/lan/mdns.ts openMdns": closure,
  "src/live/commit-queue.ts openCommitQueue": closure,
  "src/live/kernel.ts openKernel": closure,
  "src/live/live.ts openLive": closure,
  "src/live/presence.ts createPresence": closure,
  "src/live/rooms.ts createRooms": closure,
  "src/live/screens.ts createScreens": closure,
  "src/live/sessions.ts createSessions": closure,
  "src/live/socket.ts openSockets": closure,
  "src/quality/importing.ts createImporting": closure,
  "src/quality/quality.ts openQuality": closure,
  "src/quality/simulating.ts createSimulating": closure,
  "src/quality/viewers.ts createViewers": closure,
  "src/sdk/room.ts openRoom": closure,
  "src/store/accounts.ts openAccounts": closure,
  "src/store/alerts.ts openAlerts": closure,
  "src/store/corrections.ts openCorrections": closure,
  "src/store/lessons.ts openLessons": closure,
  "src/store/log.ts openLog": closure,
  "src/store/measurements.ts openMeasurements": closure,
  "src/store/permissions.ts openPermissions": closure,
  "src/store/products.ts openProducts": closure,
};

const root = join(import.meta.dir, "..");
const files = await Promise.all(
  Array.from(new Glob("{src,scripts}/**/*.{ts,tsx}").scanSync(root), async (path) => ({
    path: path.replaceAll("\\", "/"),
    text: await Bun.file(join(root, path)).text(),
  })),
);

/** What is too long and not listed, and what is listed and no longer too long. */
function misfits(all: readonly Sized[], max: number, listed: Record<string, string>) {
  const tooLong = all.filter(({ lines }) => lines > max);
  return {
    tooLong: tooLong.filter(({ name }) => !(name in listed)),
    listedInVain: Object.keys(listed).filter((name) => !tooLong.some((one) => one.name === name)),
  };
}

test(`no file has more than ${maxFileLines} lines`, () => {
  const all = files.map(({ path, text }) => ({ name: path, lines: linesIn(text.trimEnd()) }));
  expect(misfits(all, maxFileLines, longFiles)).toEqual({ tooLong: [], listedInVain: [] });
});

test(`no function has more than ${maxFunctionLines} lines`, () => {
  const all = files.flatMap(({ path, text }) => functionsIn(path, text));
  expect(all.length).toBeGreaterThan(1000);
  expect(misfits(all, maxFunctionLines, longFunctions)).toEqual({ tooLong: [], listedInVain: [] });
});

test("functions of every form are found, with their names and lines", () => {
  const text = [
    "export default function named() {",
    "  return 1;",
    "}",
    "const arrow = () =>",
    "  2;",
    "const object = { method() {}, property: async () => {}, async *generator() {} };",
    "class Class { method() {} constructor() {} }",
    "call(function () {",
    "});",
    "const element = <p onClick={() => {}}>text</p>;",
  ].join("\n");
  const found = functionsIn("file.tsx", text).map(({ name, lines }) => `${name.replace("file.tsx ", "")}: ${lines}`);
  expect(found).toEqual([
    "named: 3",
    "arrow: 2",
    "method: 1",
    "property: 1",
    "generator: 1",
    "method: 1",
    "constructor: 1",
    "(line 8): 2",
    "(line 10): 1",
  ]);
});
