/**
 * `lectern demo`: a class with simulated students. `lectern demo spc`: a machine that measures into the running server, to
 * show the quality board.
 */
import { setTimeout } from "node:timers/promises";
import { Option } from "@commander-js/extra-typings";
import { z } from "zod";
import { readStorage } from "../config.ts";
import { command, databaseOption, dataOption, decimalNumber, examples, Refusal, wholeNumber } from "./command.ts";
import { openCommandData } from "./command-data.ts";
import { bolt, type Phase, simulateMachine } from "./demo-process.ts";
import { findRunning, loopbackUrl } from "./running.ts";
import { stopOnSignal } from "./stopping.ts";
import { systemLanguage } from "./system-language.ts";

const rateOption = decimalNumber("--rate", 0.1, 1000);
const valuesOption = wholeNumber("--values", 1, 1_000_000_000);
/** The number of values from which the limits are computed before the machine starts. */
const baseValues = 25;

const spc = command("spc", "Simulate a machine that measures: in control, a shift, a trend, a broken tool")
  .option("--rate <number>", "Values per second", rateOption, 2)
  .option("--values <number>", "Stop after this many values (default: never)", valuesOption)
  .addOption(dataOption)
  .addOption(databaseOption)
  .addHelpText("after", examples("lectern demo spc --rate 10"))
  .action(async ({ rate, values: maxValues = Number.POSITIVE_INFINITY, ...flags }) => {
    const { data } = readStorage(flags, process.env);
    const running = findRunning(data);
    if (!running) throw new Refusal(`No Lectern is running on ${data}: start one, or set its folder with --data.`);
    await using opened = await openCommandData(flags);
    const { store } = opened;
    // Creates a product and freezes its limits, which a device may not do. So it acts as the owner of the teacher key.
    const { token, hash } = store.users.issue(store.users.ownerAccount());
    await opened.saved();
    const end = new AbortController();
    void stopOnSignal(async () => end.abort());
    try {
      await runDemo({
        call: openCaller(loopbackUrl(running.url), token, end.signal),
        url: running.url,
        rate,
        maxValues,
        signal: end.signal,
      });
    } catch (cause) {
      // Ctrl+C during a call is not an error.
      if (!end.signal.aborted) throw cause;
    } finally {
      store.users.revoke(hash);
    }
  });

type Caller = (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;

/** Calls the server. Retries under the same idempotency key if it does not answer or rejects the call for its rate. */
function openCaller(url: string, token: string, signal: AbortSignal): Caller {
  return async (method, path, body) => {
    const key = Bun.randomUUIDv7();
    for (;;) {
      try {
        const response = await fetch(new URL(`/api/spc${path}`, url), {
          method,
          signal,
          headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": key },
          ...(body !== undefined && { body: JSON.stringify(body) }),
          tls: { rejectUnauthorized: false },
        });
        if (response.status === 429) {
          await pause(1000 * Number(response.headers.get("Retry-After") ?? 1), signal);
          continue;
        }
        if (response.status < 500) return { status: response.status, body: await response.json() };
      } catch (cause) {
        if (signal.aborted) throw cause;
      }
      console.error("The server does not answer: trying again.");
      await pause(1000, signal);
    }
  };
}

const DemoProduct = z.object({ id: z.number(), measurements: z.number() });

interface DemoOptions {
  readonly call: Caller;
  readonly url: string;
  /** Values per second. */
  readonly rate: number;
  readonly maxValues: number;
  readonly signal: AbortSignal;
}

/** Runs the machine until `signal`, or for `maxValues` values. */
async function runDemo({ call, url, rate, maxValues, signal }: DemoOptions): Promise<void> {
  const { id, measurements } = await ensureProduct(call);
  const values = simulateMachine(Math.random);
  if (measurements === 0) {
    const first = Array.from({ length: baseValues }, () => ({
      product: id,
      measurement_value: values.next().value.value,
    }));
    await call("POST", "/measurements", first);
    await call("POST", `/products/${id}/limits`, {});
  }
  console.log(`The board is at ${url}/spc/${id}; Ctrl+C stops the machine.`);
  let previous: Phase | undefined;
  const startedAt = performance.now();
  for (let n = 0; n < maxValues && !signal.aborted; n++) {
    const { value, phase } = values.next().value;
    if (phase !== previous) console.log(`${new Date().toLocaleTimeString()}  ${phase.name}`);
    previous = phase;
    const { status } = await call("POST", "/measurements", { product: id, measurement_value: value });
    if (status !== 201) throw new Refusal(`The server does not take the demo's measurements any more (${status}).`);
    await pause(startedAt + ((n + 1) * 1000) / rate - performance.now(), signal);
  }
  await call("POST", `/products/${id}/capability`, {});
}

/** Returns the demo's product; creates it if it does not exist. */
async function ensureProduct(call: Caller): Promise<z.output<typeof DemoProduct>> {
  const all = z.array(DemoProduct.extend({ code: z.string() })).parse((await call("GET", "/products")).body);
  const known = all.find(({ code }) => code === bolt.code);
  return known ?? DemoProduct.parse((await call("POST", "/products", { ...bolt, rules: [1, 2, 3, 5, 6] })).body);
}

/** Waits `ms` milliseconds, or until `signal`. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await setTimeout(ms, undefined, { signal }).catch(() => {});
}

const portOption = wholeNumber("--port", 0, 65_535);
const studentsOption = wholeNumber("--students", 1, 60);
const seedOption = wholeNumber("--seed", 0, 1_000_000);

export const demo = command("demo", "Simulate a class with 24 students, to try everything alone")
  .option("--students <number>", "How many students join", studentsOption, 24)
  .option("--seed <number>", "Repeat the students of an earlier demo (default: new ones)", seedOption)
  .addOption(
    new Option("--language <language>", "The language of the students (default: the system's)").choices(["ko", "en"]),
  )
  .option("--port <number>", "The port, if no server is running (default: 8000, or a free one)", portOption)
  .addOption(
    new Option(
      "--data <folder>",
      "The data folder (default: that of the running server, else a temporary one) (env: LECTERN_DATA)",
    ),
  )
  .option("--open", "Open the teacher's page in a browser (default: if there is a terminal and a desktop)")
  .option("--no-open", "Do not open a browser")
  .enablePositionalOptions()
  .addHelpText("after", examples("lectern demo", "lectern demo --students 12 --language en", "lectern demo spc"))
  .action(async ({ students, seed, language, port, data, open }) => {
    // Loaded on first use: other commands start as fast without it.
    const { runDemoClass } = await import("./demo-class.ts");
    await runDemoClass({
      students,
      seed: seed ?? Math.floor(Math.random() * 1e6),
      language: language === "ko" || language === "en" ? language : systemLanguage(),
      port,
      data: data ?? (process.env.LECTERN_DATA?.trim() || undefined),
      open,
    });
  })
  .addCommand(spc);
