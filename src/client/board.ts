/**
 * The live quality board: one product, or all of them, kept up to date.
 *
 * The story of a connection: the link opens, the server says `welcome`, and everything is read by HTTP. What arrives
 * then moves it on. Nothing is resumed: after a lost connection everything is read again, and so shows what was missed.
 * What arrives while a chart or the alerts are being read is put on top of that; points that came before are known by
 * count.
 */
import type { AlertRecord } from "../domain/spc/alert.ts";
import type { Chart, ChartGrown } from "../domain/spc/chart.ts";
import type { Product } from "../domain/spc/product.ts";
import { alertsKept, grow, putAlert } from "./board-fold.ts";
import { type BoardFrame, type ProductChanged, toBoardFrame } from "./board-frames.ts";
import { backoff, type Clock, machineClock } from "./clock.ts";
import { type ClosedReason, type LinkStatus, openLink, type Socket } from "./link.ts";
import type { CurrentCapability, QualityApi } from "./quality-api.ts";
import { openReader } from "./reader.ts";
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
export interface BoardOptions {
  /** The one product, or all. */
  readonly product?: number | undefined;
  readonly api: QualityApi;
  /** Where the sockets are, without the product: `ws://host/ws/live/spc`. */
  readonly base: string;
  /** How many points of each chart are kept. */
  readonly last: number;
  readonly openSocket?: (url: string) => Socket;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly online?: () => boolean;
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
  const clock = options.clock ?? machineClock;
  const random = options.random ?? Math.random;
  const listeners = new Set<() => void>();
  const alertListeners = new Set<(alert: AlertRecord) => void>();
  const charts = new Map<number, Chart>();
  const held = new Map<number, ChartGrown[]>();
  let last = options.last;
  let ahead: number | undefined;
  let newest: number | undefined;
  /** What was told of alerts while they are being read: it is newer than what is read. */
  let alertsTold: AlertRecord[] | undefined;
  let closed = false;
  let state: BoardState = {
    link: { is: "connecting" },
    products: undefined,
    charts,
    alerts: [],
    capability: undefined,
    problem: undefined,
  };

  const change = (more: Partial<BoardState>) => {
    state = { ...state, ...more };
    for (const listener of listeners) listener();
  };
  const reader = openReader({
    clock,
    retryAfter: (attempt) => backoff(attempt, random),
    wanted: () => !closed && state.link.is === "live",
    onRefused: (refusal) => {
      if (state.products === undefined) change({ problem: refusal });
    },
  });

  const readProducts = async () => {
    const products = product === undefined ? await api.products() : [await api.product(product)];
    for (const id of charts.keys()) if (!products.some((one) => one.id === id)) charts.delete(id);
    change({ products, charts: new Map(charts), problem: undefined });
    for (const { id } of products) if (!charts.has(id)) askChart(id);
  };
  const readAlerts = async () => {
    const before = newest;
    const told: AlertRecord[] = [];
    alertsTold = told;
    // Over all products the old ones that nobody has resolved must not be lost under the new ones that somebody has.
    const alerts = await api.alerts({ product, unresolved: product === undefined, limit: alertsKept }).finally(() => {
      alertsTold = undefined;
    });
    const missed =
      before === undefined ? [] : alerts.filter(({ id }) => id > before && !told.some((one) => one.id === id));
    newest = Math.max(newest ?? 0, ...alerts.map(({ id }) => id));
    change({ alerts: told.reduce(putAlert, alerts) });
    for (const alert of missed.reverse()) tellAlert(alert);
  };
  const readCapability = async (id: number) => {
    // Asked too early it is refused, and the browser writes that down as an error.
    if ((charts.get(id)?.points_total ?? 0) < 2) return change({ capability: null });
    const capability = await api.capability(id).catch((thrown: unknown) => {
      if (toRefusal(thrown).status === 422) return null;
      throw thrown;
    });
    change({ capability });
  };
  const readChart = async (id: number) => {
    held.set(id, []);
    try {
      charts.set(id, await api.chart(id, last));
    } finally {
      const came = held.get(id) ?? [];
      held.delete(id);
      for (const grown of came) grew(grown);
    }
    change({ charts: new Map(charts) });
    askCapability();
  };

  const askProducts = (after = 0) => reader.ask("products", readProducts, after);
  const askChart = (id: number) => reader.ask(`chart ${id}`, () => readChart(id));
  const askCapability = (after = 0) => {
    if (product !== undefined) reader.ask("capability", () => readCapability(product), after);
  };
  const tellAlert = (alert: AlertRecord) => {
    for (const listener of alertListeners) listener(alert);
  };

  /** Moves a chart on, or asks for it again where points are missing between. */
  function grew(grown: ChartGrown) {
    const id = grown.product_id;
    const waiting = held.get(id);
    if (waiting) return void waiting.push(grown);
    const chart = charts.get(id);
    if (!chart) return;
    const next = grow(chart, grown, last);
    if (!next) return askChart(id);
    charts.set(id, next);
    change({ charts: new Map(charts) });
  }

  function productChanged({ product_id, change: how }: ProductChanged) {
    if (how === "deleted") {
      charts.delete(product_id);
      change({
        products: state.products?.filter(({ id }) => id !== product_id),
        charts: new Map(charts),
        alerts: state.alerts.filter((alert) => alert.product_id !== product_id),
      });
      return;
    }
    askProducts();
    if (charts.has(product_id) || held.has(product_id)) askChart(product_id);
  }

  const link = openLink({
    url: () => (product === undefined ? options.base : `${options.base}/${product}`),
    openSocket: options.openSocket ?? ((url) => new WebSocket(url) as Socket),
    clock,
    random,
    online: options.online ?? (() => true),
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
      for (const id of product === undefined ? charts.keys() : [product]) askChart(id);
      askProducts();
      reader.ask("alerts", readAlerts);
    } else if (frame.type === "chart.grown") {
      grew(frame.data);
      askCapability(apart.capability);
    } else if (frame.type === "alert.raised" || frame.type === "alert.changed") {
      const fresh = frame.type === "alert.raised" && !state.alerts.some(({ id }) => id === frame.data.id);
      newest = Math.max(newest ?? 0, frame.data.id);
      alertsTold?.push(frame.data);
      change({ alerts: putAlert(state.alerts, frame.data) });
      askProducts(apart.products);
      if (fresh) tellAlert(frame.data);
    } else if (frame.type === "capability.analysed") askCapability();
    else if (frame.type === "product.changed") productChanged(frame.data);
  }

  const close = () => {
    closed = true;
    link.close();
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onAlert(listener) {
      alertListeners.add(listener);
      return () => alertListeners.delete(listener);
    },
    keep(next) {
      if (next === last) return;
      last = next;
      for (const id of charts.keys()) askChart(id);
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
