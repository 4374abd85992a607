/**
 * Simulated processes: their values are recorded like measured ones, on the server, so that they continue if the page is
 * closed. Their values depend on their seed alone. A simulation that runs when the server stops, or another one takes the
 * board over, continues there; if that took longer than a minute, a teacher can continue it.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { beads, simulationLimits } from "../domain/simulation/kinds.ts";
import { mean, openProcess, sigma } from "../domain/simulation/process.ts";
import type { Product, ProductSettings } from "../domain/spc/product.ts";
import { ProductInput } from "../domain/spc/product.ts";
import type {
  Simulation,
  SimulationChange,
  SimulationInput,
  SimulationState,
  StoredSimulation,
} from "../domain/spc/simulation.ts";
import { productEvent } from "./folder-access.ts";
import type { Measuring } from "./measuring.ts";
import { moveProduct } from "./moving.ts";
import type { Access } from "./permission.ts";
import type { BoardServices } from "./services.ts";
import { createCodes } from "./teams.ts";

/** Maximum number of simulations that run at a time. */
const maxRunning = 10;
/** How long after its last value a simulation continues without a teacher, in milliseconds. The slowest takes 10 s for one. */
const continuesWithinMs = 60_000;

const logger = getLogger(["lectern", "quality"]);

interface Run {
  state: SimulationState;
  readonly timer: ReturnType<typeof setInterval>;
  /** The value that is recorded next; undefined if it is not drawn yet. */
  value: number | undefined;
  /** Resolves once the value that is being recorded is stored. */
  recording: Promise<void> | undefined;
}

export interface Simulating {
  /** Makes a product and starts its simulation; returns its id. Throws `too_many_simulations`. */
  make(input: SimulationInput, access: Access): Promise<number>;
  /** Starts or stops a simulation. Throws `not_simulated`, `product_archived` or `too_many_simulations`. */
  change(product: number, change: SimulationChange): Promise<void>;
  /** The state of a product's simulation; `null` if its values are measured. */
  of(product: { readonly id: number; readonly simulation: StoredSimulation | null }): Simulation | null;
  /** Continues the simulations that ran a moment ago, here or at another program. */
  begin(): void;
  /** Stops all timers. The simulations can be continued. */
  pause(): void;
}

/** `measuring` records also for products whose values people may not enter. */
export function createSimulating(services: BoardServices, measuring: Measuring): Simulating {
  const { store, turn, now } = services;
  const runs = new Map<number, Run>();

  function save(product: number, state: SimulationState): Promise<void> {
    return turn.ask(() => {
      store.products.simulate(product, { ...state, ran_at: now() });
      return { result: undefined, events: [] };
    });
  }

  /** Saves a simulation that starts or stops, and tells the viewers. `ended`: the run that is over. */
  function announce(product: number, state: SimulationState, ended?: Run): Promise<void> {
    return turn.ask(() => {
      if (ended && runs.get(product) === ended) stop(product);
      store.products.simulate(product, { ...state, ...(runs.has(product) && { ran_at: now() }) });
      return { result: undefined, events: [productEvent(services, product, "changed")] };
    });
  }

  function start(product: number, state: SimulationState): void {
    if (runs.size >= maxRunning) throw new Fault("too_many_simulations");
    const next = openProcess(state);
    for (let n = 0; n < state.done; n++) next();
    const timer = setInterval(() => {
      if (run.recording) return;
      run.value ??= next();
      run.recording = step(product, run, run.value).finally(() => {
        run.recording = undefined;
      });
    }, 1000 / state.per_second);
    timer.unref();
    const run: Run = { state, timer, value: undefined, recording: undefined };
    runs.set(product, run);
  }

  /** The stored state of a product's simulation; undefined if its values are measured. */
  function storedState(product: number): SimulationState | undefined {
    const { row, process } = services.load(product);
    if (!row.simulation) return undefined;
    const { ran_at: _, ...state } = row.simulation;
    // After a crash, the last values may not be in the saved state.
    return { ...state, done: Math.max(state.done, process.values.count) };
  }

  /** Stops the timer; returns the run, if the simulation was running. */
  function stop(product: number): Run | undefined {
    const run = runs.get(product);
    if (!run) return undefined;
    clearInterval(run.timer);
    runs.delete(product);
    return run;
  }

  async function step(product: number, run: Run, value: number): Promise<void> {
    try {
      if (services.load(product).row.archived_at !== null) throw new Fault("product_archived");
      const counted = run.state.process === "beads" && { sample_size: beads.sample };
      await measuring.record([{ product, measurement_value: value, ...counted }], null);
      run.value = undefined;
      run.state = { ...run.state, done: run.state.done + 1 };
      if (run.state.done >= run.state.values) await announce(product, run.state, run);
      else await save(product, run.state);
    } catch (cause) {
      // Somebody changes it, or another program has the board.
      if (runs.get(product) !== run) return;
      // The next turn of the timer repeats what could not be stored now.
      if (cause instanceof Fault && cause.retryAfter !== undefined) return;
      // The product was deleted or archived, or the disk is full: it can be continued.
      stop(product);
      if (cause instanceof Fault) await announce(product, run.state).catch(() => {});
      else logger.error("A simulation stopped: {cause}", { cause });
    }
  }

  return {
    make: (input, access) =>
      turn.ask(() => {
        if (runs.size >= maxRunning) throw new Fault("too_many_simulations");
        const { id, state } = addProduct(services, input, access);
        store.products.simulate(id, { ...state, ran_at: now() });
        start(id, state);
        return { result: id, events: [productEvent(services, id, "made")] };
      }),
    async change(product, { running, values, per_second }) {
      const ended = stop(product);
      // The value that is being recorded is one of its values.
      await ended?.recording;
      const stored = storedState(product);
      if (!stored) throw new Fault("not_simulated");
      if (running && services.load(product).row.archived_at !== null) throw new Fault("product_archived");
      // Another change may have started it meanwhile.
      const known = stop(product)?.state ?? ended?.state ?? stored;
      const done = Math.max(known.done, stored.done);
      const state = { ...known, done, values: values ?? known.values, per_second: per_second ?? known.per_second };
      if (running && state.done < state.values) start(product, state);
      await announce(product, state);
    },
    of({ id, simulation }) {
      if (!simulation) return null;
      const run = runs.get(id);
      const { ran_at: _, ...state } = simulation;
      return { ...state, ...run?.state, running: run !== undefined };
    },
    begin() {
      for (const product of store.products.simulatedSince(now() - continuesWithinMs)) {
        const state = storedState(product);
        if (state && state.done < state.values && runs.size < maxRunning && !runs.has(product)) start(product, state);
      }
    },
    pause() {
      for (const product of [...runs.keys()]) stop(product);
    },
  };
}

/** Adds a product whose values are simulated. */
function addProduct(
  services: BoardServices,
  { name, code, folder_id, seed, ...source }: SimulationInput,
  access: Access,
): { id: number; state: SimulationState } {
  const { store, load } = services;
  const state = { ...source, seed: seed ?? Math.floor(Math.random() * simulationLimits.maxSeed), done: 0 };
  const named = { name, code: code ?? createCodes("SIM", store.products.codes())() };
  const owner_id = access.user?.role === "teacher" ? access.user.id : null;
  const { id } = store.products.add(settingsOf(state, named), owner_id);
  store.products.simulate(id, state);
  if (typeof folder_id === "number") moveProduct(services, { row: load(id).row, move: { folder_id }, who: access });
  return { id, state };
}

/** The settings of a product for a simulated process. */
function settingsOf(
  { process }: Pick<SimulationState, "process">,
  named: Pick<Product, "name" | "code">,
): ProductSettings {
  const settings = {
    beads: { chart: "np" as const },
    funnel: { lsl: -4, usl: 4, target: 0 },
    measured: { lsl: mean - 4 * sigma, usl: mean + 4 * sigma, target: mean },
  };
  const of = process === "beads" || process === "funnel" ? process : "measured";
  return ProductInput.parse({ ...named, ...settings[of], unit: of === "measured" ? "mm" : null });
}
