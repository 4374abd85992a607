/**
 * The live quality board of one product, or of all.
 *
 * When the server sends `welcome`, the board reads everything by HTTP; frames then update it. After a lost connection it
 * reads everything again, including what was missed. Frames that arrive during a read are applied after it.
 */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { Chart } from "../domain/spc/chart.ts";
import type { BoardDataOf } from "../domain/spc/events.ts";
import type { Product } from "../domain/spc/product.ts";
import { createBoardAlerts } from "./board-alerts.ts";
import { createBoardCharts } from "./board-charts.ts";
import { type BoardFrame, toBoardFrame } from "./board-frames.ts";
import { backoff } from "./clock.ts";
import { type ClosedReason, type LinkStatus, openLink } from "./link.ts";
import { createListeners } from "./listeners.ts";
import { type MachineOptions, machineOf } from "./machine.ts";
import type { CurrentCapability, QualityApi } from "./quality-api.ts";
import { createReader } from "./reader.ts";
import { type Refusal, toRefusal } from "./refusal.ts";

/** The state of the board, as pages show it. */
export interface BoardState {
  readonly link: LinkStatus;
  /** `undefined` before they are read. A board of one product has that one. */
  readonly products: readonly Product[] | undefined;
  /** By product id; a chart is absent until it is read. */
  readonly charts: ReadonlyMap<number, Chart>;
  /** Newest first. */
  readonly alerts: readonly AlertRecord[];
  /** Only on a board of one product: `null` if there are too few values, `undefined` before it is read. */
  readonly capability: CurrentCapability | null | undefined;
  /** Why the board could not be read; `undefined` once it is read. */
  readonly problem: Refusal | undefined;
}

/** Options of `openBoard`. */
export interface BoardOptions extends MachineOptions {
  /** The product of the board; `undefined`: all. */
  readonly product?: number | undefined;
  /** Without `product`: only the products of this folder; `null`: of none. */
  readonly folder?: number | null | undefined;
  readonly api: QualityApi;
  /** Base URL of the sockets, without the product: `ws://host/ws/live/spc`. */
  readonly base: string;
  /** Number of points kept per chart. */
  readonly last: number;
}

/** A live board. */
export interface Board extends Disposable {
  readonly state: () => BoardState;
  /** Calls `listener` after each change; returns a function that unsubscribes. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls `listener` with each raised alert, also those raised while the connection was lost. */
  readonly onAlert: (listener: (alert: AlertRecord) => void) => () => void;
  /** Calls `listener` if gauge studies may have changed; returns a function that unsubscribes. */
  readonly onStudies: (listener: () => void) => () => void;
  /** Sets the number of points kept per chart. */
  readonly keep: (last: number) => void;
  /** The server's clock in milliseconds since 1970; `undefined` before the first welcome. */
  readonly now: () => number | undefined;
  readonly nudge: () => void;
  readonly reopen: () => void;
  readonly close: () => void;
}

/** Minimum interval between two HTTP reads, in ms. */
const readIntervalMs = { products: 1000, capability: 2000, chart: 2000 };

/** Opens the board. */
export function openBoard(options: BoardOptions): Board {
  const { api, product } = options;
  const folder = options.folder ?? undefined;
  const machine = machineOf(options);
  const { clock, random } = machine;
  const listeners = createListeners();
  const alertListeners = createListeners<AlertRecord>();
  const studyListeners = createListeners();
  let clockOffset: number | undefined;
  let closed = false;
  const charts = createBoardCharts({
    api,
    last: options.last,
    onChange: () => change({ charts: charts.all() }),
    onGap: (id) => requestChart(id),
  });
  const alerts = createBoardAlerts({
    api,
    product,
    folder,
    has: (id) => folder === undefined || state.products?.some((known) => known.id === id) === true,
    onChange: () => change({ alerts: alerts.all() }),
    listeners: alertListeners,
  });
  let state: BoardState = {
    link: { is: "connecting" },
    products: undefined,
    charts: charts.all(),
    alerts: [],
    capability: undefined,
    problem: undefined,
  };

  const change = (more: Partial<BoardState>) => {
    state = { ...state, ...more };
    listeners.notify();
  };
  const reader = createReader({
    clock,
    retryAfter: (attempt) => backoff(attempt, random),
    wanted: () => !closed && state.link.is === "live",
    onRefused: (refusal) => {
      if (state.products === undefined) change({ problem: refusal });
    },
  });

  const readProducts = async () => {
    const products = product === undefined ? await api.products(options.folder) : [await api.product(product)];
    charts.retain((id) => products.some((product) => product.id === id));
    change({ products, charts: charts.all(), problem: undefined });
    if (typeof options.folder === "number") change({ alerts: alerts.all() });
    for (const { id } of products) if (!charts.all().has(id)) requestChart(id);
  };
  const readCapability = async (id: number) => {
    // With too few values the server rejects the call, and the browser logs an error.
    if ((charts.all().get(id)?.points_total ?? 0) < 2) return change({ capability: null });
    const capability = await api.capability(id).catch((thrown: unknown) => {
      if (toRefusal(thrown).status === 422) return null;
      throw thrown;
    });
    change({ capability });
  };
  const readChart = async (id: number) => {
    await charts.read(id);
    requestCapability();
  };

  const requestProducts = (after = 0) => reader.ask("products", readProducts, after);
  const requestChart = (id: number, after = 0) => reader.ask(`chart ${id}`, () => readChart(id), after);
  const requestCapability = (after = 0) => {
    if (product !== undefined) reader.ask("capability", () => readCapability(product), after);
  };

  function productChanged({ product_id, change: kind }: BoardDataOf<"product.changed">) {
    if (kind !== "deleted") {
      requestProducts();
      if (charts.has(product_id)) requestChart(product_id);
      return;
    }
    charts.retain((id) => id !== product_id);
    alerts.drop(product_id);
    const products = state.products?.filter(({ id }) => id !== product_id);
    change({ products, charts: charts.all(), alerts: alerts.all() });
  }

  const link = openLink({
    ...machine,
    url: () => `${options.base}${product === undefined ? "" : `/${product}`}?refusals=close`,
    whyRefused: () => whyRefused(api, product),
    onStatus: (link) => change({ link }),
    onFrame(text) {
      const frame = toBoardFrame(text);
      if (frame) receive(frame);
    },
  });

  function receive(frame: BoardFrame) {
    if (frame.type === "welcome") {
      clockOffset = Date.parse(frame.data.server_time) - clock.now();
      link.greeted();
      for (const id of product === undefined ? charts.all().keys() : [product]) requestChart(id);
      requestProducts();
      reader.ask("alerts", alerts.read);
      studyListeners.notify();
    } else if (frame.type === "chart.grown") {
      charts.grow(frame.data);
      if (charts.movesEarlier(frame.data)) requestChart(frame.data.product_id, readIntervalMs.chart);
      requestCapability(readIntervalMs.capability);
    } else if (frame.type === "alert.raised" || frame.type === "alert.changed") {
      alerts.put(frame.data, frame.type === "alert.raised");
      requestProducts(readIntervalMs.products);
    } else if (frame.type === "capability.analysed") requestCapability();
    else if (frame.type === "product.changed") productChanged(frame.data);
    else if (frame.type === "gauge.changed") studyListeners.notify();
  }

  const close = () => {
    closed = true;
    link.close();
  };
  return {
    state: () => state,
    subscribe: listeners.add,
    onAlert: alertListeners.add,
    onStudies: studyListeners.add,
    keep(last) {
      if (charts.keep(last)) for (const id of charts.all().keys()) requestChart(id);
    },
    now: () => (clockOffset === undefined ? undefined : clock.now() + clockOffset),
    nudge: link.nudge,
    reopen: link.reopen,
    close,
    [Symbol.dispose]: close,
  };
}

/** Reads by HTTP why a socket is rejected; `undefined` if the reason is not final. */
async function whyRefused(api: QualityApi, product: number | undefined): Promise<ClosedReason | undefined> {
  try {
    await (product === undefined ? api.products() : api.product(product));
    return undefined;
  } catch (thrown) {
    const { status } = toRefusal(thrown);
    return status === 401 ? "signed_out" : status === 404 ? "deleted" : status === 403 ? "removed" : undefined;
  }
}
