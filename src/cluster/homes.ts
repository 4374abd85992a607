/**
 * Which node is the home of a place. A node that is asked for a place without a living home becomes its home, with the
 * next epoch; each commit carries the epoch and fails if it is no longer the current one.
 *
 * A node is alive as long as its lease, which it renews every few seconds. One that could not renew it gives up its places
 * because another one may have taken them.
 */
import { getLogger } from "@logtape/logtape";
import { Fault } from "../domain/faults.ts";
import { Elsewhere } from "../domain/placement.ts";
import { leaseMs } from "./joining.ts";
import type { Postgres } from "./postgres.ts";
import type { SharedClock } from "./shared-clock.ts";

const logger = getLogger(["lectern", "cluster"]);

/** How often a lease is renewed, in milliseconds. */
const defaultRenewMs = 3000;

export interface Homes extends Disposable {
  /** Makes this node the place's home. Returns undefined if it is already. Rejects with `Elsewhere` or `ConnectionLost`. */
  enter(place: string): Promise<void> | undefined;
  /** Makes this node the place's home even if another one is, which can write nothing there from then on. */
  takeOver(place: string): Promise<void>;
  /** The epoch of a place that this node is the home of. */
  epochOf(place: string): number | undefined;
  /** Gives up a place that nobody uses here, once what was written for it is committed. Entering it cancels that. */
  leave(place: string): Promise<void>;
  /** Forgets places that another node has taken. */
  lost(places: readonly string[]): void;
  /** Gives up all places and the lease. Other nodes can take them at once. */
  close(): Promise<void>;
  /** Like `close`, for a node that is used no longer but runs on: whoever uses its places is sent to another one. */
  abandon(): Promise<void>;
  /** The places of which this node is the home. */
  readonly places: ReadonlyMap<string, number>;
  /** How long ago the lease was renewed, in milliseconds. */
  leaseAge(): number;
}

export interface HomesOptions {
  readonly postgres: Postgres;
  /** Is set whenever the lease is renewed. */
  readonly clock: SharedClock;
  /** The id of this node, new at each start. */
  readonly node: string;
  /** How often the lease is renewed, in milliseconds (default: 3000). */
  readonly renewMs?: number | undefined;
  /** Gives this node a lease again, after one has ended. */
  readonly rejoin: () => Promise<void>;
  /** Brings the local database up to date. Called when a place was taken, before it is used. */
  readonly catchUp: () => Promise<void>;
  /** Resolves once everything that was written here is committed or undone. */
  readonly settled: () => Promise<void>;
  /** Called with the places that another node may have taken, so that their connections here are closed. */
  readonly onLost: (places: readonly string[]) => void;
  /** Called with each place that this node has become the home of. */
  readonly onTaken: (place: string) => void;
}

const claimStatement = `
INSERT INTO lectern.homes AS h (place, node, epoch) VALUES ($1, $2, 1)
ON CONFLICT (place) DO UPDATE SET node = excluded.node, epoch = h.epoch + 1
WHERE h.node = excluded.node OR NOT EXISTS (SELECT 1 FROM lectern.nodes n WHERE n.id = h.node AND n.lease_until > now())
RETURNING epoch::text`;

const takeOverStatement = `
INSERT INTO lectern.homes AS h (place, node, epoch) VALUES ($1, $2, 1)
ON CONFLICT (place) DO UPDATE SET node = excluded.node, epoch = h.epoch + 1
RETURNING epoch::text`;

const homeStatement = `
SELECT n.url FROM lectern.homes h JOIN lectern.nodes n ON n.id = h.node WHERE h.place = $1 AND n.lease_until > now()`;

const renewStatement = `
UPDATE lectern.nodes SET lease_until = now() + interval '${leaseMs} milliseconds'
WHERE id = $1 AND lease_until > now() RETURNING extract(epoch FROM clock_timestamp()) * 1000 AS time`;

/** A lease that has ended keeps its time: the others may have forgotten what they have of this node (`pruning.ts`). */
const endStatement = "UPDATE lectern.nodes SET lease_until = now() WHERE id = $1 AND lease_until > now()";

/** The rows stay, so that a place's epochs never begin again. */
const leaveStatement = "UPDATE lectern.homes SET node = '' WHERE place = $1 AND node = $2 AND epoch = $3";

/** Makes the node the home of a place; returns the epoch. Throws `Elsewhere` if another living node is. */
async function claim(postgres: Postgres, { place, node }: { place: string; node: string }): Promise<number> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const [claimed] = await postgres.query<{ epoch: string }>(claimStatement, [place, node]);
    if (claimed) return Number(claimed.epoch);
    const [home] = await postgres.query<{ url: string }>(homeStatement, [place]);
    if (home) throw new Elsewhere(place, home.url);
  }
  throw new Error(`the home of ${place} changes all the time`);
}

/** Opens the homes of a node that has a lease. */
export async function openHomes(options: HomesOptions): Promise<Homes> {
  const { postgres, clock, node, rejoin, renewMs = defaultRenewMs, catchUp, settled, onLost, onTaken } = options;
  const places = new Map<string, number>();
  const claims = new Map<string, Promise<void>>();
  /** Places that are given up once what was written for them is committed, unless somebody enters them before. */
  const leaving = new Map<string, symbol>();
  let renewedAt = performance.now();
  let closed = false;

  async function renew(): Promise<void> {
    const startedAt = performance.now();
    const [renewed] = await postgres.query<{ time: string }>(renewStatement, [node]);
    if (renewed) clock.set(Number(renewed.time), startedAt);
    else {
      // It has ended there, whatever this machine's clock says: it may have slept.
      forgetAll();
      await rejoin();
    }
    renewedAt = startedAt;
  }

  const isValid = () => performance.now() - renewedAt < leaseMs;

  function forgetAll(): void {
    const lost = Array.from(places.keys());
    places.clear();
    leaving.clear();
    if (lost.length === 0) return;
    logger.warn("the lease has ended: this node gives up {places} places", { places: lost.length });
    onLost(lost);
  }

  async function tick(): Promise<void> {
    if (!isValid()) forgetAll();
    await renew().catch((cause) => logger.warn("the lease could not be renewed: {cause}", { cause: String(cause) }));
  }

  async function take(place: string): Promise<void> {
    if (!isValid()) await renew();
    const epoch = await claim(postgres, { place, node });
    await bringUpToDate();
    onTaken(place);
    places.set(place, epoch);
  }

  /** What the former home committed must be here before anybody uses a place, and nothing that may be undone. */
  async function bringUpToDate(): Promise<void> {
    await settled();
    await catchUp();
  }

  await renew();
  const renewing = setInterval(() => void tick(), renewMs);
  renewing.unref();

  function stop(): void {
    closed = true;
    clearInterval(renewing);
  }

  async function close(): Promise<void> {
    stop();
    places.clear();
    await postgres.query("UPDATE lectern.homes SET node = '' WHERE node = $1", [node]);
    await postgres.query(endStatement, [node]);
  }

  return {
    places,
    epochOf: (place) => places.get(place),
    leaseAge: () => performance.now() - renewedAt,
    enter(place) {
      if (closed) throw new Fault("stopping");
      if (!isValid()) forgetAll();
      leaving.delete(place);
      if (places.has(place)) return undefined;
      const known = claims.get(place);
      if (known) return known;
      const started = take(place).finally(() => claims.delete(place));
      claims.set(place, started);
      return started;
    },
    async takeOver(place) {
      const [taken] = await postgres.query<{ epoch: string }>(takeOverStatement, [place, node]);
      await bringUpToDate();
      onTaken(place);
      places.set(place, Number(taken?.epoch));
    },
    async leave(place) {
      if (!places.has(place)) return;
      const attempt = Symbol(place);
      leaving.set(place, attempt);
      await settled();
      const epoch = places.get(place);
      // It was entered again, perhaps even left again.
      if (leaving.get(place) !== attempt || epoch === undefined || closed) return;
      leaving.delete(place);
      places.delete(place);
      await postgres.query(leaveStatement, [place, node, epoch]);
    },
    lost(lost) {
      for (const place of lost) places.delete(place);
      onLost(lost);
    },
    close,
    [Symbol.dispose]: stop,
    abandon() {
      const lost = Array.from(places.keys());
      const closing = close();
      onLost(lost);
      return closing;
    },
  };
}
