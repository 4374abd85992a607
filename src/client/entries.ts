/**
 * Values entered on a phone: stored in the browser and sent one at a time, in order, until the server has them. Each value
 * has an idempotency key, so that the server records it once even if it is sent twice. The key is also its key in the
 * storage, so that two pages of one product do not overwrite each other's values.
 */
import type { Measurement } from "../domain/spc/chart.ts";
import type { TagRecord } from "../domain/spc/tag-names.ts";
import { backoff, type Clock } from "./clock.ts";
import { createEntryStorage, type WebStorage } from "./entry-storage.ts";
import type { MeasuredValue } from "./quality-api.ts";
import { type Refusal, toRefusal } from "./refusal.ts";

/** `sending`: request in progress. `waiting`: will be sent again. `sent`: recorded. `refused`: rejected for good. */
export type EntryState = "sending" | "waiting" | "sent" | "refused";

/** An entered value and its state. */
export interface Entry {
  readonly key: string;
  readonly value: number;
  /** When it was measured, by the server's clock, ISO 8601; absent if that clock was unknown. */
  readonly measured_at?: string;
  readonly tags?: TagRecord;
  /** The sample size of a count. */
  readonly size?: number;
  readonly state: EntryState;
  /** The recorded measurement, once it is sent. */
  readonly measurement?: Measurement;
  readonly refusal?: Refusal;
}

/** Options of `openEntries`. */
export interface EntriesOptions {
  readonly product: number;
  readonly measure: (value: MeasuredValue, key: string) => Promise<Measurement>;
  readonly storage: WebStorage | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newKey: () => string;
  readonly onChange: () => void;
}

/** The entered values of one product. */
export interface Entries {
  /** The values that are not sent, oldest first, and the last one sent. */
  readonly list: () => readonly Entry[];
  readonly add: (
    value: number,
    measuredAt: number | undefined,
    more?: { tags?: TagRecord; size?: number | undefined },
  ) => void;
  /** Removes a refused value. */
  readonly drop: (key: string) => void;
  /** Sends waiting values now, for example because the network is back. */
  readonly nudge: () => void;
  readonly close: () => void;
}

/** Whether the server will always refuse this value. */
const isFinal = ({ status }: Refusal): boolean =>
  status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);

/** Opens the values of one product, including those that an earlier page stored. */
export function openEntries({ product, measure, storage, clock, random, newKey, onChange }: EntriesOptions): Entries {
  const kept = createEntryStorage({ storage, prefix: `lectern.entries.${product}.`, isEntry: isStored });
  let entries: readonly Entry[] = kept.list().map(({ at: _, ...entry }) => ({ ...entry, state: "waiting" }));
  let busy = false;
  let closed = false;
  let attempt = 0;
  let cancel = () => {};

  const put = (next: readonly Entry[]) => {
    entries = next;
    onChange();
  };
  const change = (key: string, more: Partial<Entry>) =>
    put(entries.map((entry) => (entry.key === key ? { ...entry, ...more } : entry)));

  async function next(): Promise<void> {
    const entry = entries.find(({ state }) => state === "sending" || state === "waiting");
    if (busy || closed || !entry) return;
    cancel();
    busy = true;
    const { key, value, measured_at, tags, size } = entry;
    change(key, { state: "sending" });
    try {
      const more = {
        ...(measured_at !== undefined && { measured_at }),
        ...(tags && { tags: { ...tags } }),
        ...(size !== undefined && { sample_size: size }),
      };
      const measurement = await measure({ product, measurement_value: value, ...more }, key);
      attempt = 0;
      kept.remove(key);
      put(markSent(entries, key, measurement));
    } catch (thrown) {
      const refusal = toRefusal(thrown);
      if (isFinal(refusal)) {
        kept.remove(key);
        change(key, { state: "refused", refusal });
      } else {
        put(entries.map((other) => (other.state === "sending" ? { ...other, state: "waiting", refusal } : other)));
        const wait = refusal.retryAfter === undefined ? backoff(attempt++, random) : refusal.retryAfter * 1000;
        cancel = clock.after(wait, () => void next());
        return;
      }
    } finally {
      busy = false;
    }
    void next();
  }

  void next();
  return {
    list: () => entries,
    add(value, measuredAt, { tags = {}, size } = {}) {
      const mustWait = entries.some(({ state }) => state === "waiting");
      const at = measuredAt === undefined ? {} : { measured_at: new Date(measuredAt).toISOString() };
      const key = newKey();
      const entry = {
        key,
        value,
        ...at,
        ...(Object.keys(tags).length > 0 && { tags }),
        ...(size !== undefined && { size }),
      };
      kept.put(key, { ...entry, at: clock.now() });
      put([...entries, { ...entry, state: mustWait ? "waiting" : "sending" }]);
      if (!mustWait) void next();
    },
    drop(key) {
      put(entries.filter((entry) => entry.key !== key));
    },
    nudge() {
      attempt = 0;
      void next();
    },
    close() {
      closed = true;
      cancel();
    },
  };
}

/** The entries with one of them sent. Drops the one sent before: the list of measurements shows it. */
const markSent = (entries: readonly Entry[], key: string, measurement: Measurement): readonly Entry[] =>
  entries
    .filter(({ state }) => state !== "sent")
    .map((entry) => (entry.key === key ? { ...entry, state: "sent", measurement } : entry));

/** A stored value; `at` is when it was entered, by this device's clock in milliseconds since 1970. */
interface StoredEntry extends Pick<Entry, "key" | "value" | "measured_at" | "tags" | "size"> {
  readonly at: number;
}

const isStored = (entry: unknown): entry is StoredEntry =>
  typeof entry === "object" &&
  entry !== null &&
  "key" in entry &&
  typeof entry.key === "string" &&
  "value" in entry &&
  typeof entry.value === "number" &&
  "at" in entry &&
  typeof entry.at === "number";
