/** A product's simulation on its page: what is simulated, how far it is, start and stop. */
import type { QualityApi } from "../../../client/quality-api.ts";
import { simulationLimits } from "../../../domain/simulation/kinds.ts";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import type { Simulation } from "../../../domain/spc/simulation.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Problem } from "../../ui/notice.tsx";
import { FunnelBoard } from "./funnel-board.tsx";
import { SpeedChoice } from "./speed-choice.tsx";
import { texts } from "./texts.ts";

interface PanelProps {
  api: QualityApi;
  product: Product;
  /** How many values the chart has: it is up to date between two reads of the product. */
  charted: number;
}

/** Renders nothing if the values of the product are measured. */
export function SimulationPanel({ api, product, charted }: PanelProps) {
  const words = texts.value;
  const { simulation } = product;
  if (!simulation) return null;
  const { process, funnel_rule, seed, values } = simulation;
  const done = Math.max(simulation.done, charted);
  const [name, hint] = words.processes[process];
  // Students see what to expect only after the experiment.
  const explained = done >= values || includes(product.permission, "all");
  return (
    <section class="card-plain flex flex-col gap-3">
      <h2 class="flex flex-wrap items-center justify-between gap-x-3 text-xl font-bold tracking-tight">
        {explained ? name : words.unknownProcess}
        <SimulatedMark product={product} />
      </h2>
      {explained && <p>{hint}</p>}
      {process === "funnel" && <FunnelBoard rule={funnel_rule} seed={seed} drops={done} explained={explained} />}
      <div class="h-2.5 overflow-hidden rounded-full bg-base-300">
        <div class="h-full bg-primary" style={{ width: `${(done / values) * 100}%` }} />
      </div>
      <p class="flex flex-wrap justify-between gap-x-4 text-base text-quiet tabular-nums">
        <span>{words.progress(done, values)}</span>
        <span>{words.seedIs(seed)}</span>
      </p>
      {includes(product.permission, "all") && !product.archived && (
        <Controls api={api} id={product.id} simulation={simulation} isComplete={done >= values} />
      )}
    </section>
  );
}

interface ControlsProps {
  api: QualityApi;
  id: number;
  simulation: Simulation;
  isComplete: boolean;
}

/** How many values are added to a simulation that is complete. */
const moreValues = 100;

function Controls({ api, id, simulation, isComplete }: ControlsProps) {
  const words = texts.value;
  const { running, per_second, values } = simulation;
  const { busy, problem, attempt } = useAttempt();
  const change = (next: { running: boolean; per_second?: number; values?: number }) =>
    void attempt(() => api.changeSimulation(id, next));
  return (
    <>
      <div class="grid grid-cols-[1fr_auto] items-center gap-3">
        <SpeedChoice
          value={per_second}
          label={words.speed}
          onChange={(speed) => change({ running, per_second: speed })}
        />
        {running && !isComplete ? (
          <button type="button" class="btn" disabled={busy.value} onClick={() => change({ running: false })}>
            {words.stop}
          </button>
        ) : (
          <button
            type="button"
            class="btn btn-primary"
            disabled={busy.value || (isComplete && values >= simulationLimits.maxValues)}
            onClick={() =>
              change({
                running: true,
                ...(isComplete && { values: Math.min(simulationLimits.maxValues, values + moreValues) }),
              })
            }
          >
            {words.goOn}
          </button>
        )}
      </div>
      {problem.value && <Problem says={problem.value} />}
    </>
  );
}

/** Says that a product is simulated; renders nothing otherwise. */
export function SimulatedMark({ product: { simulation } }: { product: Pick<Product, "simulation"> }) {
  const words = texts.value;
  if (!simulation) return null;
  return (
    <span class="mark bg-behind-soft text-base text-behind-ink" title={words.markHint}>
      {words.mark}
    </span>
  );
}
