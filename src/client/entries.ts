/**
 * Values that were entered on a phone, until the server has each: sent one at a time, in order, and kept in the
 * browser's storage until then. Each carries its own key, under which the server measures it once, however often it is
 * sent; under that key it is stored, so that two pages of one product do not overwrite each other's.
 */
import type { Measurement } from "../domain/spc/chart.ts";
import { backoff, type Clock } from "./clock.ts";
import { createEntryStorage, type WebStorage } from "./entry-storage.ts";
import type { MeasuredValue } from "./quality-api.ts";
import { type Refusal, toRefusal } from "./refusal.ts";

/** `sending`: on its way. `waiting`: not sent, will be sent again. `sent`: the server's ok. `refused`: its no. */
export type EntryState = "sending" | "waiting" | "sent" | "refused";

/** A value that was entered, and how it fares. */
export interface Entry {
  readonly key: string;
  readonly value: number;
  /** When it was measured by the server's clock, ISO 8601; left out where that was not known. */
  readonly measured_at?: string;
  readonly state: EntryState;
  /** What the server made of it, once it is sent. */
  readonly measurement?: Measurement;
  readonly refusal?: Refusal;
}

/** What the entries of a product are opened with. */
export interface EntriesOptions {
  readonly product: number;
  readonly measure: (value: MeasuredValue, key: string) => Promise<Measurement>;
  readonly storage: WebStorage | undefined;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newKey: () => string;
  readonly onChange: () => void;
}

/** The values of one product on their way. */
export interface Entries {
  /** Those that are not sent, oldest first, and the last that was sent. */
  readonly list: () => readonly Entry[];
  readonly add: (value: number, measuredAt: number | undefined) => void;
  /** Takes a refused one off the list. */
  readonly drop: (key: string) => void;
  /** The network may be back: what waits is tried now. */
  readonly nudge: () => void;
  readonly close: () => void;
}

/** Whether it is no use to send the same again. */
const final = ({ status }: Refusal): boolean =>
  status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);

/** Opens the values of one product, with those that an earlier page left unsent. */
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
    const { key, value, measured_at } = entry;
    change(key, { state: "sending" });
    try {
      const measurement = await measure(
        { product, measurement_value: value, ...(measured_at !== undefined && { measured_at }) },
        key,
      );
      attempt = 0;
      kept.remove(key);
      // Of what is sent the last alone is of interest here: the others stand in the list of measurements.
      put(
        entries.flatMap((one) =>
          one.key === key ? [{ ...one, state: "sent" as const, measurement }] : one.state === "sent" ? [] : [one],
        ),
      );
    } catch (thrown) {
      const refusal = toRefusal(thrown);
      if (final(refusal)) {
        kept.remove(key);
        change(key, { state: "refused", refusal });
      } else {
        put(entries.map((one) => (one.state === "sending" ? { ...one, state: "waiting", refusal } : one)));
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
    add(value, measuredAt) {
      const waits = entries.some(({ state }) => state === "waiting");
      const at = measuredAt === undefined ? {} : { measured_at: new Date(measuredAt).toISOString() };
      const key = newKey();
      const entry = { key, value, ...at };
      kept.put(key, { ...entry, at: clock.now() });
      put([...entries, { ...entry, state: waits ? "waiting" : "sending" }]);
      if (!waits) void next();
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

/** A value as it stands in storage; `at` is when it was entered, in milliseconds since 1970 by this device. */
interface StoredEntry extends Pick<Entry, "key" | "value" | "measured_at"> {
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
