/**
 * The quality board: a device measures one product a thousand times a second while people watch it. Everyone must receive
 * every measurement. The lateness of an alert is measured from the server's time in it, which is before its commit.
 */
import { join } from "node:path";
import { temporaryFolder } from "../../test/support/class.ts";
import type { ViewerReport, Watch } from "./board-viewers.ts";
import type { Row } from "./rounds.ts";
import { openChild, post, teacherOf } from "./servers.ts";

const viewers = Number(process.env.BENCH_VIEWERS ?? 200);
/** Measurements per second, duration, and how often a value is outside the specification. */
const rate = 1000;
const seconds = 10;
const outlierInterval = 50;
/** A credential has at most so many sockets. */
const viewersPerToken = 8;
const script = (name: string) => join(import.meta.dir, name);

/** The lateness of alerts over all viewers, in ms from the server's time to the viewer's. */
interface Late {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

/** Benchmarks the control and Lectern, one after the other; throws if a measurement is not stored. */
export async function board(): Promise<Row[]> {
  using folder = temporaryFolder();
  await using lectern = await openChild(script("lectern.ts"), folder.path);
  await using bare = await openChild(script("bare-board.ts"));
  const token = await teacherOf(lectern.url);
  const product = { code: "BENCH", name: "Bench", lsl: 9.5, usl: 10.5, rules: [2] };
  await post(lectern.url, "/api/spc/products", product, token);
  // Wide limits, so that only the specification causes alerts.
  const base = Array.from({ length: 30 }, (_, n) => ({ product: 1, measurement_value: n % 2 === 0 ? 9.8 : 10.2 }));
  await post(lectern.url, "/api/spc/measurements", base, token);
  await post(lectern.url, "/api/spc/products/1/limits", {}, token);
  const tokens = [token];
  while (tokens.length * viewersPerToken < viewers) tokens.push(await teacherOf(lectern.url));
  const control = await run(bare.url, tokens);
  const ours = await run(lectern.url, tokens);
  const kept = await (
    await fetch(`${lectern.url}/api/spc/products/1`, { headers: { Authorization: `Bearer ${token}` } })
  ).json();
  const due = base.length + rate * seconds;
  if (kept.measurements !== due) throw new Error(`${due} were measured and ${kept.measurements} are kept`);
  return (["p50", "p99", "worst"] as const).map((which) => ({
    measured: `${rate} measurements a second, ${viewers} watch each: an alert's way to them, ${which}, ms`,
    cells: { lectern: ours[which].toFixed(1), bare: control[which].toFixed(1) },
  }));
}

async function run(url: string, tokens: readonly string[]): Promise<Late> {
  const [token = ""] = tokens;
  const measurements = rate * seconds;
  const received = Promise.withResolvers<number[]>();
  const ready = Promise.withResolvers<void>();
  const child = Bun.spawn([process.execPath, script("board-viewers.ts")], {
    stdio: ["ignore", "inherit", "inherit"],
    ipc: (report: ViewerReport) => (report === "ready" ? ready.resolve() : received.resolve(report.late)),
  });
  const door = `${url.replace("http", "ws")}/ws/spc/product/1`;
  child.send({ url: door, tokens, viewers, measurements, alerts: measurements / outlierInterval } satisfies Watch);
  await ready.promise;
  await measure(url, token, measurements);
  const late = (await received.promise).sort((a, b) => a - b);
  child.kill();
  await child.exited;
  const at = (share: number) => late[Math.min(late.length - 1, Math.floor(late.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}

/** The device: sends measurements at its rate without waiting for answers. */
async function measure(url: string, token: string, measurements: number): Promise<void> {
  const start = performance.now();
  const answers: Promise<unknown>[] = [];
  for (let n = 0; n < measurements; ) {
    const due = Math.min(measurements, Math.floor(((performance.now() - start) * rate) / 1000));
    for (; n < due; n++) {
      const measurement_value = n % outlierInterval === outlierInterval - 1 ? 10.6 : n % 2 === 0 ? 9.9 : 10.1;
      answers.push(post(url, "/api/spc/measurements", { product: 1, measurement_value }, token));
    }
    await Bun.sleep(1);
  }
  await Promise.all(answers);
}
