/** The quality board: products, measurements, charts, alerts, and the sockets that follow them. */
import type { Server } from "bun";
import type { User } from "../domain/session.ts";
import type { Peer } from "../live/peer.ts";
import type { Timings } from "../live/timings.ts";
import type { Store } from "../store/open.ts";
import { type BoardAlerts, createBoardAlerts } from "./alerts.ts";
import { measuringByPeople } from "./by-people.ts";
import { type Charts, createCharts } from "./charts.ts";
import { type Correcting, createCorrecting } from "./correcting.ts";
import { discard, discardUnfinished } from "./discarding.ts";
import { createExporting, type Exporting } from "./exporting.ts";
import { createFolders, type Folders } from "./folders.ts";
import { createGaugeStudies, type GaugeStudies } from "./gauge-studies.ts";
import { openGrowth } from "./growth.ts";
import { createLanes } from "./lanes.ts";
import { createListing, type Listing } from "./listing.ts";
import { createMeasuring, type Measuring } from "./measuring.ts";
import { type Access, createAccessResolver } from "./permission.ts";
import { createPoints, type Points } from "./points.ts";
import { createProducts, type Products } from "./products.ts";
import { createReads } from "./reads.ts";
import { receiptLifeMs } from "./recording.ts";
import { type BoardServices, createProductCache } from "./services.ts";
import { createSharing, type Sharing } from "./sharing.ts";
import { createSimulating, type Simulating } from "./simulating.ts";
import { createStrata, type StrataParts } from "./strata.ts";
import { sweep } from "./sweeping.ts";
import { type EmittedBoardEvent, openTurn } from "./turn.ts";
import { createViewers, type Viewers } from "./viewers.ts";

export interface Quality extends Products, BoardAlerts, StrataParts, Listing, Disposable {
  readonly charts: Charts;
  readonly measuring: Measuring;
  readonly correcting: Correcting;
  readonly points: Points;
  readonly gaugeStudies: GaugeStudies;
  readonly exporting: Exporting;
  readonly folders: Folders;
  readonly simulating: Simulating;
  readonly viewers: Viewers;
  /** What this user may do at this moment. */
  access(user: User | undefined): Access;
  readonly sharing: Sharing;
  /** Takes the board over from another program, and finishes what was interrupted there. */
  begin(): void;
  /** Closes the connections to the board and writes nothing more: another program has taken it over, with its simulations. */
  giveUp(): void;
  /** Runs all waiting work now. */
  flush(): void;
  /** Resolves once nothing is waiting. Rejects work that still waits for the write lock after `ms` milliseconds. */
  drain(ms: number): Promise<void>;
}

export interface QualityOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether the board is open to anybody, without a credential. */
  readonly anonymous?: boolean;
  /** Whether the board is another program's until `begin` is called (default: no). */
  readonly waits?: boolean;
  /** A function, because the server starts to listen after the board is open. */
  readonly server: () => Server<Peer>;
  readonly timings?: Timings;
}

export function openQuality({
  store,
  now,
  anonymous = false,
  waits = false,
  server,
  timings,
}: QualityOptions): Quality {
  /** Whether another program has taken the board over. */
  let isElsewhere = false;
  const access = createAccessResolver(store, anonymous);
  const { load, find, forget } = createProductCache(store);
  const turn = openTurn({
    log: store.log,
    isElsewhere: () => isElsewhere,
    turns: store.turns,
    confirm: store.confirm,
    publish,
    failed: () => forget(),
    timings,
  });
  const lanes = createLanes({
    turn,
    unsettled: (product) => store.measurements.hidden(product) !== undefined,
    settle: (product) => discard({ store, turn }, product),
  });
  const services: BoardServices = { store, turn, lanes, now, load, find, forget };
  const charts = createCharts(services);
  const alerts = createBoardAlerts(services);
  const viewers = createViewers({
    server,
    reads: createReads(alerts, access),
    now,
    visible: (user) => access(user).visible(),
  });
  const growth = openGrowth(charts, viewers.publish);
  const measuring = createMeasuring(services, growth.begin);
  const simulating = createSimulating(services, measuring);
  const correcting = createCorrecting(services);
  const cleaning = setInterval(deleteOldReceipts, 60 * 60 * 1000);
  cleaning.unref();
  // The board receives no event when somebody leaves a class or loses an account, but it changes what they may see.
  const refreshing = setInterval(viewers.refresh, 30_000);
  refreshing.unref();
  if (!waits) begin();

  /** Finishes what was interrupted. */
  function begin(): void {
    isElsewhere = false;
    forget();
    discardUnfinished(store);
    for (const product of store.products.removedIds()) sweep(services, product);
    correcting.resume();
    simulating.begin();
    deleteOldReceipts();
  }

  /** Deletes idempotency keys that have expired. */
  function deleteOldReceipts(): void {
    void turn
      .ask(() => ({ result: store.measurements.deleteReceiptsBefore(now() - receiptLifeMs), events: [] }))
      .catch(() => {});
  }

  function publish(event: EmittedBoardEvent): void {
    viewers.publish(event);
    const { type, data, at } = event;
    if (type === "measurement.taken" || type === "measurements.taken") growth.note(data.product_id, at);
    if (type !== "product.changed") return;
    growth.forget(data.product_id);
    if (data.change === "made") viewers.refresh();
    if (data.change === "deleted") viewers.closeProduct(data.product_id);
  }

  return {
    charts,
    measuring: measuringByPeople(services, measuring),
    folders: createFolders(services, charts),
    simulating,
    correcting,
    points: createPoints(services),
    gaugeStudies: createGaugeStudies(services),
    exporting: createExporting(services),
    ...createStrata(services),
    viewers,
    access,
    sharing: createSharing(services, viewers.refresh),
    ...createProducts(services, simulating),
    ...alerts,
    ...createListing(services),
    begin,
    giveUp() {
      isElsewhere = true;
      simulating.pause();
      viewers.closeAll();
      forget();
    },
    flush: turn.flush,
    drain(ms) {
      simulating.pause();
      return turn.drain(ms);
    },
    [Symbol.dispose]() {
      clearInterval(cleaning);
      clearInterval(refreshing);
      simulating.pause();
      turn.close();
      growth[Symbol.dispose]();
    },
  };
}
