/**
 * Devices: users whose token writes measurements of one product or of any, and undoes its own last ones. They see only
 * what they may measure: see `quality/permission.ts`.
 */
import { getLogger } from "@logtape/logtape";
import { and, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { toTime } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import type { Device } from "../domain/spc/alert.ts";
import type { Accounts } from "./accounts.ts";
import { devices } from "./client-schema.ts";
import { credentials, users } from "./schema.ts";
import { logFailure } from "./storage-fault.ts";

const logger = getLogger(["lectern", "store"]);

/** The shortest time between two writes of a device's `last_used_at`, in milliseconds. */
const useIntervalMs = 60_000;

export interface Devices {
  /** Adds a device. Its token cannot be read again later. */
  add(name: string, product_id: number | null): { device: Device; token: string };
  find(id: number): Device | undefined;
  /** Newest first. `product`: devices of this product; `only`: devices of these products or of any product. */
  list(of?: {
    product?: number | undefined;
    only?: readonly number[] | undefined;
    limit?: number;
    before?: number | undefined;
  }): Device[];
  /** The device of this user, if the user is a device. */
  forUser(user: User): Device | undefined;
  /** Stores the current time as `last_used_at`, at most once a minute. */
  recordUse(device: Device): void;
  /** Removes a device and its credentials. Returns the hashes of those, or undefined if the device does not exist. */
  remove(id: number): string[] | undefined;
}

/** `now` gives milliseconds since 1970. */
export function openDevices(db: BunSQLiteDatabase, accounts: Accounts, now: () => number): Devices {
  const select = () =>
    db
      .select({
        id: devices.user_id,
        name: users.name,
        product_id: devices.product_id,
        created_at: devices.created_at,
        last_used_at: devices.last_used_at,
      })
      .from(devices)
      .innerJoin(users, eq(users.id, devices.user_id));
  const selectOne = select()
    .where(eq(devices.user_id, sql.placeholder("user")))
    .prepare();
  type Row = ReturnType<ReturnType<typeof select>["all"]>[number];
  const toDevice = ({ created_at, last_used_at, ...row }: Row): Device => ({
    ...row,
    created_at: toTime(created_at),
    last_used_at: last_used_at === null ? null : toTime(last_used_at),
  });

  /** When `last_used_at` was last written or attempted, per device, in ms since 1970. */
  const lastAttempts = new Map<number, number>();

  return {
    add(name, product_id) {
      return db.transaction(() => {
        const user = accounts.addGuest(name);
        const created_at = now();
        db.insert(devices).values({ user_id: user.id, product_id, created_at }).run();
        const { token } = accounts.issue(user);
        return { device: toDevice({ id: user.id, name, product_id, created_at, last_used_at: null }), token };
      });
    },
    find(id) {
      const row = selectOne.get({ user: id });
      return row && toDevice(row);
    },
    list: ({ product, only, limit = -1, before } = {}) =>
      select()
        .where(
          and(
            product === undefined ? undefined : eq(devices.product_id, product),
            only === undefined ? undefined : or(isNull(devices.product_id), inArray(devices.product_id, [...only])),
            before === undefined ? undefined : lt(devices.user_id, before),
          ),
        )
        .orderBy(desc(devices.user_id))
        .limit(limit)
        .all()
        .map(toDevice),
    forUser(user) {
      if (user.role !== "guest") return;
      const row = selectOne.get({ user: user.id });
      return row && toDevice(row);
    },
    recordUse({ id, last_used_at }) {
      const last = Math.max(lastAttempts.get(id) ?? 0, last_used_at === null ? 0 : Date.parse(last_used_at));
      if (now() - last < useIntervalMs) return;
      lastAttempts.set(id, now());
      try {
        db.update(devices).set({ last_used_at: now() }).where(eq(devices.user_id, id)).run();
      } catch (cause) {
        // A full disk or a held lock must not keep the device from reading.
        logFailure(logger, "recording that a device was used", cause);
      }
    },
    remove(id) {
      if (!db.select().from(devices).where(eq(devices.user_id, id)).get()) return;
      const hashes = db.select({ hash: credentials.hash }).from(credentials).where(eq(credentials.user_id, id)).all();
      db.delete(users).where(eq(users.id, id)).run();
      accounts.forgetDeleted();
      lastAttempts.delete(id);
      return hashes.map(({ hash }) => hash);
    },
  };
}
