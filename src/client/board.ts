/**
 * The live quality board: one product, or all of them, kept up to date.
 *
 * The story of a connection: the link opens, the server says `welcome`, and everything is read by HTTP. What arrives
 * then moves it on. Nothing is resumed: after a lost connection everything is read again, and so shows what was missed.
 * What arrives while a chart or the alerts are being read is put on top of that; points that came before are known by
 * count.
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

/** Everything a page shows of the board. */
export interface BoardState {
  readonly link: LinkStatus;
  /** `undefined` before they are read; of a board of one product that one. */
  readonly products: readonly Product[] | undefined;
  /** By the product's id; each comes when it is read. */
  readonly charts: ReadonlyMap<number, Chart>;
  /** Newest first. */
  readonly alerts: readonly AlertRecord[];
  /** Of a board of one product: `null` while there are too few values, `undefined` before it is read. */
  readonly capability: CurrentCapability | null | undefined;
  /** Why the board could not be read, until it is. */
  readonly problem: Refusal | undefined;
}

/** What a board is opened with. */
export interface BoardOptions extends MachineOptions {
  /** The one product, or all. */
  readonly product?: number | undefined;
  readonly api: QualityApi;
  /** Where the sockets are, without the product: `ws://host/ws/live/spc`. */
  readonly base: string;
  /** How many points of each chart are kept. */
  readonly last: number;
}

/** The board, live. */
export interface Board extends Disposable {
  readonly state: () => BoardState;
  /** Calls `listener` after each change; the answer takes that back. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Calls `listener` with each alert that is raised, those too that were raised while the connection was gone. */
  readonly onAlert: (listener: (alert: AlertRecord) => void) => () => void;
  /** Keeps so many points of each chart from now on. */
  readonly keep: (last: number) => void;
  /** The server's clock in milliseconds since 1970; `undefined` before it was heard. */
  readonly now: () => number | undefined;
  readonly nudge: () => void;
  readonly reopen: () => void;
  readonly close: () => void;
}

/** Milliseconds between two readings of what only HTTP tells. */
const apart = { products: 1000, capability: 2000 };

/** Opens the board. */
export function openBoard(options: BoardOptions): Board {
  const { api, product } = options;
  const machine = machineOf(options);
  const { clock, random } = machine;
  const listeners = createListeners();
  const alertListeners = createListeners<AlertRecord>();
  let ahead: number | undefined;
  let closed = false;
  const charts = createBoardCharts({
    api,
    last: options.last,
    onChange: () => change({ charts: charts.all() }),
    onGap: (id) => askChart(id),
  });
  const alerts = createBoardAlerts({
    api,
    product,
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
    const products = product === undefined ? await api.products() : [await api.product(product)];
    charts.retain((id) => products.some((one) => one.id === id));
    change({ products, charts: charts.all(), problem: undefined });
    for (const { id } of products) if (!charts.all().has(id)) askChart(id);
  };
  const readCapability = async (id: number) => {
    // Asked too early it is refused, and the browser writes that down as an error.
    if ((charts.all().get(id)?.points_total ?? 0) < 2) return change({ capability: null });
    const capability = await api.capability(id).catch((thrown: unknown) => {
      if (toRefusal(thrown).status === 422) return null;
      throw thrown;
    });
    change({ capability });
  };
  const readChart = async (id: number) => {
    await charts.read(id);
    askCapability();
  };

  const askProducts = (after = 0) => reader.ask("products", readProducts, after);
  const askChart = (id: number) => reader.ask(`chart ${id}`, () => readChart(id));
  const askCapability = (after = 0) => {
    if (product !== undefined) reader.ask("capability", () => readCapability(product), after);
  };

  function productChanged({ product_id, change: how }: BoardDataOf<"product.changed">) {
    if (how !== "deleted") {
      askProducts();
      if (charts.has(product_id)) askChart(product_id);
      return;
    }
    charts.retain((id) => id !== product_id);
    alerts.drop(product_id);
    const products = state.products?.filter(({ id }) => id !== product_id);
    change({ products, charts: charts.all(), alerts: alerts.all() });
  }

  const link = openLink({
    ...machine,
    url: () => (product === undefined ? options.base : `${options.base}/${product}`),
    whyRefused: () => whyRefused(api, product),
    onStatus: (link) => change({ link }),
    onFrame(text) {
      const frame = toBoardFrame(text);
      if (frame) hear(frame);
    },
  });

  function hear(frame: BoardFrame) {
    if (frame.type === "welcome") {
      ahead = Date.parse(frame.data.server_time) - clock.now();
      link.greeted();
      for (const id of product === undefined ? charts.all().keys() : [product]) askChart(id);
      askProducts();
      reader.ask("alerts", alerts.read);
    } else if (frame.type === "chart.grown") {
      charts.grow(frame.data);
      askCapability(apart.capability);
    } else if (frame.type === "alert.raised" || frame.type === "alert.changed") {
      alerts.put(frame.data, frame.type === "alert.raised");
      askProducts(apart.products);
    } else if (frame.type === "capability.analysed") askCapability();
    else if (frame.type === "product.changed") productChanged(frame.data);
  }

  const close = () => {
    closed = true;
    link.close();
  };
  return {
    state: () => state,
    subscribe: listeners.add,
    onAlert: alertListeners.add,
    keep(last) {
      if (charts.keep(last)) for (const id of charts.all().keys()) askChart(id);
    },
    now: () => (ahead === undefined ? undefined : clock.now() + ahead),
    nudge: link.nudge,
    reopen: link.reopen,
    close,
    [Symbol.dispose]: close,
  };
}

/** Why a socket is refused, asked by HTTP; `undefined` where it is no use to know. */
async function whyRefused(api: QualityApi, product: number | undefined): Promise<ClosedReason | undefined> {
  try {
    await (product === undefined ? api.products() : api.product(product));
    return undefined;
  } catch (thrown) {
    const { status } = toRefusal(thrown);
    return status === 401 ? "signed_out" : status === 404 ? "deleted" : status === 403 ? "removed" : undefined;
  }
}
