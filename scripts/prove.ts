/**
 * `bun run prove [row …]`: runs the tests of the rows of docs/PROOFS.md, each row in its own process, and prints a table
 * of the measured figures. Exits with 1 if a row fails, has no test or has no time left.
 */
import { readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import {
  buildProgram,
  buildWeb,
  bun,
  fail,
  findChromium,
  findFirefox,
  findPostgres,
  findQemu,
  findWebKit,
  findWine,
  installPackages,
  installTestTools,
  root,
} from "./prepare.ts";
import { readProofs, testsOfRows } from "./proofs.ts";

/** Timeouts for all rows together and for one row, in milliseconds. */
const limits = { all: 60 * 60_000, one: 8 * 60_000 };

interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: string;
  readonly pass: boolean;
}
interface Result {
  readonly id: string;
  readonly passed: boolean;
  /** Not run: what the row needs is missing. */
  readonly skipped?: boolean;
  readonly seconds: number;
  readonly note: string;
  readonly figures: readonly Figure[];
  /** How late timers fired during the row, in ms (p99). Measured times include this lateness. */
  readonly lateness: number;
}

/**
 * The maximum number of runs of a row that takes less than a minute, if only its times exceed their limits: another
 * program may have used the CPU.
 */
const maxAttempts = 3;

await installPackages();
await buildWeb();
await installTestTools({ browsers: true, machines: true });
await buildProgram();

const requested = process.argv.slice(2).map((id) => id.toUpperCase());
const proofs = await readProofs();
const unknown = requested.filter((id) => !proofs.some((proof) => proof.id === id));
if (unknown.length > 0) fail(`docs/PROOFS.md has no row ${unknown.join(", ")}.`);
const rows = proofs.filter(({ id }) => requested.length === 0 || requested.includes(id));
const tests = await testsOfRows();
const chromium = findChromium();
/** The rows of several nodes. */
const several = proofs.map(({ id }) => id).filter((id) => id.startsWith("H"));
/** The missing requirement of a row, if any. */
const missing: Readonly<Record<string, string | false>> = {
  F6: !findWine() && "Wine (wine64, gcc-mingw-w64-x86-64) is not installed",
  F7: !findQemu() && "qemu-user-static or the libraries for ARM are not installed",
  F8: (process.platform !== "linux" || process.getuid?.() !== 0) && "making a root of its own needs root on Linux",
  ...Object.fromEntries(several.map((id) => [id, !findPostgres() && "PostgreSQL is not installed"])),
  I1: !findFirefox() && "Firefox is not installed",
  I2: !findWebKit() && "WebKitWebDriver, MiniBrowser or Xvfb is not installed",
  I3: !chromium && "Chromium is not installed",
};
const startedAt = performance.now();

/** Runs the tests of one row. */
async function prove(id: string): Promise<Result> {
  const started = performance.now();
  const left = Math.min(limits.one, limits.all - (started - startedAt));
  const files = Array.from(tests.get(id) ?? []);
  const late = watchLateness();
  const done = (passed: boolean, note = "", figures: Figure[] = []): Result => ({
    lateness: late(),
    id,
    passed,
    note,
    figures,
    seconds: (performance.now() - started) / 1000,
  });
  if (files.length === 0) return done(false, "no test");
  const why = missing[id];
  if (why) return { ...done(true, `skipped: ${why}`), skipped: true };
  if (left <= 0) return done(false, "not run: no time left");
  const report = join(tmpdir(), `lectern-prove-${process.pid}-${id}.jsonl`);
  rmSync(report, { force: true });
  const child = Bun.spawn(
    [bun, "test", ...files.map((file) => `./test/${file}`), "-t", `(^| )${id} `, "--timeout", `${limits.one}`],
    {
      cwd: root,
      env: { ...process.env, LECTERN_PROVE: report, ...(chromium && { LECTERN_CHROMIUM: chromium }) },
      stdio: ["ignore", "inherit", "pipe"],
      timeout: Math.ceil(left),
      killSignal: "SIGKILL",
    },
  );
  let output = "";
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    output += text;
    process.stderr.write(text);
  }
  const code = await child.exited;
  const text = await Bun.file(report)
    .text()
    .catch(() => "");
  rmSync(report, { force: true });
  const figures = text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Figure]));
  const count = (what: string) => Number(new RegExp(`^ *(\\d+) ${what}$`, "m").exec(output)?.[1] ?? 0);
  const [passed, failed, skipped] = ["pass", "fail", "skip"].map(count) as [number, number, number];
  if (child.signalCode === "SIGKILL") return done(false, `not finished after ${Math.round(left / 1000)} s`, figures);
  if (passed === 0 && failed === 0) return done(false, "every test was skipped", figures);
  const note = `${passed} passed${failed ? `, ${failed} failed` : ""}${skipped ? `, ${skipped} skipped` : ""}`;
  return done(code === 0 && figures.every(({ pass }) => pass), note, figures);
}

/** Measures how late timers fire. The returned function stops measuring and returns the p99 in ms. */
function watchLateness(): () => number {
  const late: number[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    late.push(Math.max(0, now - last - 5));
    last = now;
  }, 5);
  return () => {
    clearInterval(timer);
    return late.sort((a, b) => a - b)[Math.floor(late.length * 0.99)] ?? 0;
  };
}

/** Runs the tests of a row; retries if only its figures exceed their limits. */
async function proveWithRetry(id: string): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const result = await prove(id);
    const isSlow =
      result.seconds < 60 &&
      !result.passed &&
      result.figures.some(({ pass }) => !pass) &&
      !/failed|not /.test(result.note);
    if (!isSlow || attempt === maxAttempts)
      return attempt === 1 ? result : { ...result, note: `${result.note}, try ${attempt}` };
  }
}

/** Prints a row of the table, with its figures. */
function printRow({ id, stimulus }: (typeof rows)[number], result: Result | undefined): void {
  if (!result) return console.log(`${id.padEnd(3)} not yet   ${stimulus}`);
  const { passed, skipped, seconds, note, figures, lateness } = result;
  const time = `${seconds.toFixed(0)} s`.padStart(6);
  const late = `timers ${lateness.toFixed(0)} ms late`;
  console.log(`${id.padEnd(3)} ${skipped ? "skip" : passed ? "pass" : "FAIL"} ${time}  ${stimulus} (${note}; ${late})`);
  for (const { what, value, unit, limit, pass } of figures) {
    const text = `${what}: ${value.toLocaleString("en")} ${unit}${limit && ` (${limit})`}`;
    console.log(`${"".padEnd(16)}${pass ? "" : "FAIL "}${text}`);
  }
}

const results: Result[] = [];
for (const row of rows) {
  if (row.planned) continue;
  const result = await proveWithRetry(row.id);
  results.push(result);
  // Printed immediately, too, so that an interrupted run has shown its rows.
  printRow(row, result);
}

const [{ model = "unknown" } = {}, ...others] = cpus();
const load = Number(readFileSync("/proc/loadavg", "utf8").split(" ")[0]);
console.log(
  `\nBun ${Bun.version}, ${process.platform} ${process.arch}, ${others.length + 1} cores (${model.trim()}), load ${load}\n`,
);
for (const row of rows)
  printRow(
    row,
    results.find(({ id }) => id === row.id),
  );
const failed = results.filter(({ passed }) => !passed);
const skipped = results.filter(({ skipped }) => skipped);
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
console.log(
  `\n${results.length - failed.length - skipped.length} of ${results.length} rows pass, in ${minutes} minutes.`,
);
if (skipped.length > 0) console.log(`Skipped: ${skipped.map(({ id }) => id).join(", ")}`);
if (failed.length > 0) console.log(`These do not: ${failed.map(({ id }) => id).join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);
