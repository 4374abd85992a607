/**
 * One contract for everything that is read: if a field is renamed in a schema of the server, the type checker reports an
 * error in the client or the pages, which read it, and in the server, which writes it. All fields are renamed in one copy
 * of the sources, so that the type checker runs once.
 */
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

setDefaultTimeout(180_000);

const root = join(import.meta.dir, "../..");

/** What is read, its schema and the schema's file, and the field that is renamed in it. */
const fields: readonly (readonly [what: string, file: string, schema: string, field: string])[] = [
  ["the view help.list", "features/help.ts", "HelpItem", "position"],
  ["the view questions.list", "features/questions-state.ts", "Question", "like_count"],
  ["the view feedback.summary", "features/feedback.ts", "Summary", "course"],
  ["the view steps.progress", "features/steps.ts", "Progress", "subtask_id"],
  ["the view steps.controls", "features/step-controls.ts", "StepControl", "action"],
  ["the view practice.summary", "features/practice.ts", "Summary", "history"],
  ["the view practice.players", "features/practice.ts", "PlayerItem", "changed_at"],
  ["the view chat.list", "features/chat.ts", "Sent", "content"],
  ["the report's help", "features/help.ts", "HelpRow", "step"],
  ["the report's attendance", "features/attendance.ts", "AttendanceRow", "first_seen_at"],
  ["the report's questions", "features/questions.ts", "QuestionRow", "asked_at"],
  ["the report's practices", "features/practice.ts", "PracticeRow", "minutes"],
  ["the report", "http/report.ts", "Head", "made_at"],
  ["who is signed in", "http/auth.ts", "OneUser", "user"],
  ["the join page", "http/joining.ts", "JoinPage", "title"],
  ["a new seat", "http/joining.ts", "Joined", "participant"],
  ["a phone's ticket", "http/pairing.ts", "Pairing", "expires_at"],
  ["a phone that was paired", "http/pairing.ts", "Paired", "session_code"],
  ["a session", "features/whole-session.ts", "Session", "join_url"],
  ["a product", "domain/spc/product.ts", "Product", "open_alerts"],
  ["a chart", "domain/spc/chart.ts", "ChartPoint", "violations"],
  ["a measurement", "domain/spc/chart.ts", "Measurement", "is_within_spec"],
  ["a capability", "http/charts.ts", "CapabilityNow", "histogram"],
  ["an alert", "domain/spc/alert.ts", "Alert", "product_name"],
  ["statistics of alerts", "domain/spc/alert.ts", "Statistics", "by_day"],
  ["a device", "domain/spc/alert.ts", "Device", "last_used_at"],
  ["a new device", "http/devices.ts", "NewDevice", "url"],
  ["permissions", "domain/spc/sharing.ts", "ProductSharing", "classes"],
  ["the board's welcome", "dialects/native-board.ts", "BoardWelcome", "server_time"],
  ["a rejected command", "dialects/native.ts", "Rejection", "message"],
  ["a rejected request", "features/problem.ts", "Problem", "detail"],
  ["an event of the board", "domain/spc/events.ts", "boardEvents", "change"],
];

let folder: string;
let errors: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lectern-contract-"));
  await cp(join(root, "src"), join(folder, "src"), { recursive: true });
  await cp(join(root, "package.json"), join(folder, "package.json"));
  for (const name of ["docs", "node_modules"]) await symlink(join(root, name), join(folder, name));
  const config = await Bun.file(join(root, "tsconfig.json")).json();
  await Bun.write(join(folder, "tsconfig.json"), JSON.stringify({ ...config, include: ["src"] }));
  for (const [, file, schema, field] of fields) {
    const path = join(folder, "src", file);
    const text = await Bun.file(path).text();
    const renamed = text.replace(new RegExp(`(\\bconst ${schema} = .*?\\b${field})(: )`, "s"), "$1_renamed$2");
    if (renamed === text) throw new Error(`src/${file} has no schema ${schema} with a field ${field}.`);
    await Bun.write(path, renamed);
  }
  const flags = ["--noEmit", "--pretty", "false", "--checkers", "1"];
  const tsc = Bun.spawn([join(root, "node_modules/.bin/tsc"), ...flags], { cwd: folder });
  // An error continues in indented lines.
  errors = (await new Response(tsc.stdout).text()).split(/\n(?! )/);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The files in which an error names the field. */
const filesThatMiss = (field: string): string[] =>
  errors.filter((text) => new RegExp(`'${field}(_renamed)?'`).test(text)).map((text) => text.replace(/\(.*/s, ""));

test.each(fields)("%s: a renamed field does not compile where it is written and where it is read", (...row) => {
  const files = filesThatMiss(row[3]);
  expect({
    written: files.some((file) => !/^src\/(web|client)\//.test(file)),
    read: files.some((file) => /^src\/(web|client)\//.test(file)),
  }).toEqual({ written: true, read: true });
});
