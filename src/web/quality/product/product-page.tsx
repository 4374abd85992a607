/** A product's page: charts, capability, and alerts. */
import { type Signal, useSignal } from "@preact/signals";
import type { Chart } from "../../../domain/spc/chart.ts";
import { includes } from "../../../domain/spc/permission.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { account } from "../../account.ts";
import { recall, remember } from "../../memory.ts";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { AlertGroupList } from "../alert-group-list.tsx";
import { widths } from "../chart/pan-bar.tsx";
import { useHistory } from "../chart/use-history.ts";
import { ControlMark, type ControlState, controlStateOf } from "../control-state.tsx";
import { ProductMarks } from "../course/product-marks.tsx";
import { ExportMenu } from "../export/export-menu.tsx";
import { Frame } from "../frame.tsx";
import { SimulationPanel } from "../simulation/simulation-panel.tsx";
import { Analyses } from "../strata/analyses.tsx";
import { StrataCharts } from "../strata/strata-charts.tsx";
import { texts as qualityTexts } from "../texts.ts";
import { Toasts } from "../toasts.tsx";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { Actions } from "./actions.tsx";
import { CapabilityPanel } from "./capability-panel.tsx";
import { FreezeDialog } from "./freeze-dialog.tsx";
import { FreezeHint } from "./freeze-hint.tsx";
import { PhasesSection } from "./phases-section.tsx";
import { PickBar } from "./pick-bar.tsx";
import { PointDialog } from "./point-dialog.tsx";
import { specInWords } from "./spec-in-words.ts";
import { texts } from "./texts.ts";

/** How many points are kept at least, so that the user can scroll back. */
const minPointsKept = 200;

const chosenWidth = (): number => {
  const chosen = Number(recall("spc-width"));
  return widths.find((width) => width === chosen) ?? 50;
};

/** The page `/spc/<id>`. */
export function ProductPage({ id }: { id: number }) {
  const width = useSignal(chosenWidth());
  const board = useBoard({ product: id, last: Math.max(minPointsKept, width.value) });
  const product = board.state.value.products?.[0];
  return (
    <Frame
      title={product ? product.name : common.value.qualityBoard}
      board={board}
      width="full"
      ready={({ products, charts }) => products !== undefined && charts.has(id)}
    >
      {() =>
        product && (
          <Body
            board={board}
            product={product}
            width={width.value}
            onWidth={(next) => {
              width.value = next;
              remember("spc-width", String(next));
              board.keep(Math.max(minPointsKept, next));
            }}
          />
        )
      }
    </Frame>
  );
}

interface BodyProps {
  board: LiveBoard;
  product: Product;
  width: number;
  onWidth: (width: number) => void;
}

function Body({ board, product, width, onWidth }: BodyProps) {
  const words = texts.value;
  const { charts, alerts, capability } = board.state.value;
  const chart = charts.get(product.id);
  if (!chart) return null;
  const control = controlStateOf(chart, { openAlerts: product.open_alerts, isStable: capability?.is_stable });
  const writes = includes(product.permission, "all");
  // Chosen points, by their subgroups; `undefined` while none are being chosen.
  const picked = useSignal<ReadonlySet<number> | undefined>(undefined);
  return (
    <div class="product-grid">
      <header class="flex flex-wrap items-center gap-x-5 gap-y-2 lg:col-span-2">
        <div class="flex min-w-0 items-center">
          <Link to="/spc" class="btn btn-ghost btn-square -ml-3">
            <Icon name="left" size="1.5rem" />
            <span class="sr-only">{qualityTexts.value.toBoard}</span>
          </Link>
          <h1 class="min-w-0 text-[clamp(1.6rem,1.3rem+1.2vw,2.5rem)] leading-tight font-extrabold tracking-tight">
            {product.name}
          </h1>
        </div>
        <ControlMark state={control} />
        <ProductMarks product={product} />
        <p class="text-lg text-quiet tabular-nums">{specInWords(product)}</p>
        <div class="relative ml-auto flex flex-wrap items-center justify-end gap-2">
          <ExportMenu board={board} product={product} chart={chart} />
          {includes(product.permission, "write") && (
            <Actions
              board={board}
              product={product}
              chart={chart}
              onPick={() => {
                picked.value = new Set();
              }}
            />
          )}
        </div>
      </header>
      <div class="flex min-w-0 flex-col gap-4">
        {chart.points.length === 0 ? (
          <Empty product={product} writes={writes} filling={chart.filling?.values.length ?? 0} />
        ) : (
          <>
            {chart.center === null && <p class="text-quiet">{words.limitsLater}</p>}
            {writes && <FreezeHint api={board.api} product={product} chart={chart} />}
            <SelectableCharts
              board={board}
              product={product}
              chart={chart}
              control={control}
              width={width}
              onWidth={onWidth}
              picked={picked}
            />
          </>
        )}
        <Filling product={product} chart={chart} />
      </div>
      <aside class="contents min-w-0 flex-col gap-6 lg:flex">
        <Toasts board={board} title={product.name} signedIn={account.value !== null} />
        <SimulationPanel api={board.api} product={product} charted={chart.points_total} />
        <CapabilityPanel capability={capability} product={product} />
        <p class="text-base text-quiet">
          {product.limits_version === null ? words.limitsOpen : words.limitsFrozen(product.limits_version)}
        </p>
      </aside>
      <PhasesSection api={board.api} chart={chart} writes={writes} />
      <section class="flex flex-col gap-3 lg:col-span-2">
        <h2 class="text-2xl font-bold tracking-tight">{qualityTexts.value.alerts}</h2>
        <AlertGroupList
          alerts={alerts}
          api={board.api}
          writes={writes}
          none={words.noAlertsHere}
          product={product.id}
        />
      </section>
    </div>
  );
}

/** The subgroup that is not complete yet. */
function Filling({ product, chart: { filling, points } }: { product: Product; chart: Chart }) {
  if (!filling || product.subgroup_size === 1 || points.length === 0) return null;
  return (
    <p class="text-base text-quiet tabular-nums">
      {texts.value.filling(filling.subgroup_number, filling.values.length, product.subgroup_size)}
    </p>
  );
}

interface SelectableProps extends BodyProps {
  chart: Chart;
  control: ControlState;
  picked: Signal<ReadonlySet<number> | undefined>;
}

/** The charts, and the dialog of the point that is pressed. */
function SelectableCharts({ board, product, chart, control, width, onWidth, picked }: SelectableProps) {
  const selected = useSignal<number | undefined>(undefined);
  const onSelect = (subgroup: number) => {
    selected.value = subgroup;
  };
  const writes = includes(product.permission, "all");
  const phaseAt = useSignal<number | undefined>(undefined);
  const history = useHistory(board.api, chart);
  const pick = (next: ReadonlySet<number> | undefined) => {
    picked.value = next;
  };
  return (
    <>
      {picked.value && <PickBar api={board.api} product={product} chart={chart} picked={picked.value} onPick={pick} />}
      <StrataCharts
        api={board.api}
        product={product}
        name={product.name}
        unit={product.unit}
        chart={chart}
        alerts={board.state.value.alerts}
        control={control}
        width={width}
        onWidth={onWidth}
        history={history}
        picking={picked.value && { picked: picked.value, onPick: pick }}
        onSelect={onSelect}
      />
      <Analyses api={board.api} product={product} charts={{ chart, control, onSelect }} writes={writes} />
      {selected.value !== undefined && (
        <PointDialog
          api={board.api}
          product={product}
          chart={chart}
          subgroup={selected.value}
          writes={writes}
          onPhase={() => {
            phaseAt.value = selected.value;
            selected.value = undefined;
          }}
          onClose={() => {
            selected.value = undefined;
          }}
        />
      )}
      {phaseAt.value !== undefined && (
        <FreezeDialog
          api={board.api}
          product={product}
          chart={chart}
          startsAt={phaseAt.value}
          onClose={() => {
            phaseAt.value = undefined;
          }}
        />
      )}
    </>
  );
}

/** Shown before the first point: how to enter values. */
function Empty({ product, writes, filling }: { product: Product; writes: boolean; filling: number }) {
  const words = texts.value;
  return (
    <div class="card-plain flex min-h-80 flex-col items-center justify-center gap-3 text-center">
      <p class="text-2xl font-bold tracking-tight text-balance">
        {filling > 0 ? words.filling(1, filling, product.subgroup_size) : words.noPoints}
      </p>
      <p class="text-quiet text-balance">{writes ? words.noPointsHint : words.limitsLater}</p>
      {writes && (
        <Link to={`/spc/${product.id}/import`} class="btn">
          {qualityTexts.value.import}
        </Link>
      )}
    </div>
  );
}
