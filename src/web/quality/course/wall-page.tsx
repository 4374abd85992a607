/** The wall of teams: the chart, state and Cpk of every product of a folder, large enough for a projector. */
import { useSignal } from "@preact/signals";
import { verdictOf } from "../../../domain/spc/capability.ts";
import type { Chart } from "../../../domain/spc/chart.ts";
import type { WallItem } from "../../../domain/spc/folder.ts";
import type { Product } from "../../../domain/spc/product.ts";
import { recall, remember, rememberNewest } from "../../memory.ts";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/page.tsx";
import { useThrottled } from "../../ui/throttled.ts";
import { titlesOf } from "../chart/titles.ts";
import { ControlMark, controlStateOf } from "../control-state.tsx";
import { formatFixed } from "../digits.ts";
import { Frame } from "../frame.tsx";
import { type LiveBoard, useBoard } from "../use-board.ts";
import { verdictTones } from "../verdict-tones.ts";
import { ProductMarks } from "./product-marks.tsx";
import { texts } from "./texts.ts";
import { useFolder } from "./use-folders.ts";
import { WallChart, wallLines } from "./wall-chart.tsx";
import { type AxisRange, areComparable, axisOf, inOrder, type WallOrder, wallOrders } from "./wall-order.ts";

/** How many points each chart shows. */
const points = 40;
/** Up to so many teams get large charts. */
const fewTeams = 9;
/** Minimum interval between two reads of the capabilities, in ms. */
const everyMs = 3000;
/** Where the choice of the axis is remembered, for each folder. */
const axisMemory = "spc-wall-axis";

/** The page `/spc/wall/<folder>`. */
export function WallPage({ id }: { id: number }) {
  const board = useBoard({ folder: id, last: points });
  const { folder } = useFolder(board, id);
  return (
    <Frame
      title={folder.value?.name ?? texts.value.wall}
      board={board}
      width="full"
      ready={({ products }) => products !== undefined && folder.value !== undefined}
    >
      {() => <Wall board={board} id={id} name={folder.value?.name ?? texts.value.folderGone} />}
    </Frame>
  );
}

function Wall({ board, id, name }: { board: LiveBoard; id: number; name: string }) {
  const words = texts.value;
  const { products = [], charts } = board.state.value;
  const order = useSignal<WallOrder>(wallOrders.find((known) => known === recall("spc-wall-order")) ?? "name");
  const axisChoice = useSignal(recall(`${axisMemory}.${id}`));
  const isCommon = axisChoice.value === undefined ? areComparable(products) : axisChoice.value === "common";
  const items = useWallItems(board, id);
  const axis = isCommon ? axisOf(products.flatMap((product) => charts.get(product.id) ?? [])) : undefined;
  return (
    <div class="flex flex-col gap-5 py-3">
      <header class="flex flex-wrap items-center gap-x-5 gap-y-2">
        <div class="flex min-w-0 items-center max-sm:w-full sm:flex-1">
          <Link to={`/spc/folders/${id}`} class="btn btn-ghost btn-square -ml-3">
            <Icon name="left" size="1.5rem" />
            <span class="sr-only">{name}</span>
          </Link>
          <h1 class="text-step min-w-0 font-extrabold tracking-tight">{name}</h1>
        </div>
        <label class="flex items-center gap-2">
          <input
            type="checkbox"
            class="toggle"
            checked={isCommon}
            onChange={({ currentTarget }) => {
              axisChoice.value = currentTarget.checked ? "common" : "own";
              rememberNewest(axisMemory, String(id), axisChoice.value);
            }}
          />
          {words.commonAxis}
        </label>
        <label class="flex items-center gap-2">
          <span class="text-quiet">{words.sort}</span>
          <select
            class="select w-auto"
            value={order.value}
            onChange={({ currentTarget }) => {
              const chosen = wallOrders.find((known) => known === currentTarget.value) ?? "name";
              order.value = chosen;
              remember("spc-wall-order", chosen);
            }}
          >
            {wallOrders.map((known) => (
              <option key={known} value={known}>
                {words.sorts[known]}
              </option>
            ))}
          </select>
        </label>
      </header>
      {products.length > 0 && <WallLegend />}
      {products.length === 0 && <p class="m-auto text-xl text-quiet">{words.noTeams}</p>}
      <ol class={`wall-cards ${products.length <= fewTeams ? "few-teams" : ""}`}>
        {inOrder(products, order.value, items).map((product) => (
          <TeamCard
            key={product.id}
            product={product}
            chart={charts.get(product.id)}
            item={items.get(product.id)}
            axis={axis}
          />
        ))}
      </ol>
    </div>
  );
}

/** What the lines of the charts are. */
function WallLegend() {
  return (
    <ul class="flex flex-wrap gap-x-6 gap-y-1 text-base text-quiet">
      {(["limit", "center", "spec"] as const).map((line) => (
        <li key={line} class="flex items-center gap-2">
          <svg viewBox="0 0 40 10" class="w-10 shrink-0" aria-hidden="true">
            <line x1="0" x2="40" y1="5" y2="5" stroke-width="2.5" {...wallLines[line]} />
          </svg>
          {texts.value.wallLines[line]}
        </li>
      ))}
    </ul>
  );
}

/** The capabilities and last alerts, read again when charts or alerts change. */
function useWallItems({ api, state }: LiveBoard, id: number): ReadonlyMap<number, WallItem> {
  const items = useSignal<ReadonlyMap<number, WallItem>>(new Map());
  const { charts, alerts } = state.value;
  useThrottled(
    () => api.wall(id),
    (read) => {
      items.value = new Map(read.map((item) => [item.product_id, item]));
    },
    { everyMs, subject: id, changes: [charts, alerts] },
  );
  return items.value;
}

/** The Cpk, with its verdict in a colour and a word. */
function CpkMark({ item }: { item: WallItem | undefined }) {
  const verdict = item ? verdictOf(item) : null;
  const tone = verdict ? verdictTones[verdict] : "";
  return (
    <span class="flex shrink-0 flex-col items-end">
      <span class={`text-2xl leading-tight font-extrabold tabular-nums ${tone}`}>
        <span class="text-base font-semibold text-quiet">Cpk </span>
        {item?.cpk == null ? "–" : formatFixed(item.cpk, 2)}
      </span>
      {verdict && <span class={`text-base ${tone}`}>{texts.value.verdicts[verdict]}</span>}
    </span>
  );
}

interface TeamCardProps {
  product: Product;
  chart: Chart | undefined;
  item: WallItem | undefined;
  /** The common axis; undefined for an axis of its own. */
  axis: AxisRange | undefined;
}

function TeamCard({ product, chart, item, axis }: TeamCardProps) {
  const words = texts.value;
  const range = axis ?? (chart && axisOf([chart]));
  return (
    <li>
      <Link
        to={`/spc/${product.id}`}
        class="flex h-full flex-col gap-2 rounded-box bg-base-100 p-4 ring-1 ring-base-300 hover:ring-2 hover:ring-quiet"
      >
        <span class="flex items-start justify-between gap-3">
          <span class="line-clamp-2 min-w-0 text-2xl leading-tight font-bold tracking-tight">{product.name}</span>
          <CpkMark item={item} />
        </span>
        {chart && <span class="-mt-1 text-base text-quiet">{titlesOf(chart, product.unit).location}</span>}
        {chart && range && chart.points.length > 0 ? (
          <WallChart name={product.name} chart={chart} axis={range} />
        ) : (
          <span class="flex aspect-[420/150] items-center justify-center text-quiet">{words.noValues}</span>
        )}
        <span class="mt-auto flex flex-wrap items-center justify-between gap-x-3">
          <span class="-ml-3">
            <ControlMark state={controlStateOf(chart, { openAlerts: product.open_alerts })} />
          </span>
          <ProductMarks product={product} />
          {product.open_alerts > 0 && (
            <span class="text-base font-semibold text-help-ink">{words.alerts(product.open_alerts)}</span>
          )}
        </span>
      </Link>
    </li>
  );
}
