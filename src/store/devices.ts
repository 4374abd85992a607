/**
 * Devices: users whose credential writes measurements. One that is for a single product writes to that one and reads the
 * board, and no more; one that is for any may keep the board as a teacher does (`measurer`, `keeper` in `http/who.ts`).
 */
import { eq, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { toTime } from "../domain/ids.ts";
import type { User } from "../domain/session.ts";
import type { Device } from "../domain/spc/alert.ts";
import type { Accounts } from "./accounts.ts";
import { credentials, devices, users } from "./schema.ts";

/** How seldom it is written down that a device was used, in milliseconds. */
const usedEvery = 60_000;

export interface Devices {
  /** A new device; this is the only time its token is seen. */
  add(name: string, product_id: number | null): { device: Device; token: string };
  list(): Device[];
  /** The device that this user is, if it is one. */
  of(user: User): Device | undefined;
  /** Notes that it was used. */
  used(device: Device): void;
  /** Ends it with its token; gives the hashes that are no longer good, undefined where there is no such device. */
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
  const one = select()
    .where(eq(devices.user_id, sql.placeholder("user")))
    .prepare();
  type Row = ReturnType<ReturnType<typeof select>["all"]>[number];
  const toDevice = ({ created_at, last_used_at, ...row }: Row): Device => ({
    ...row,
    created_at: toTime(created_at),
    last_used_at: last_used_at === null ? null : toTime(last_used_at),
  });

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
    list: () => select().orderBy(devices.user_id).all().map(toDevice),
    of(user) {
      if (user.role !== "guest") return;
      const row = one.get({ user: user.id });
      return row && toDevice(row);
    },
    used({ id, last_used_at }) {
      if (last_used_at !== null && now() - Date.parse(last_used_at) < usedEvery) return;
      db.update(devices).set({ last_used_at: now() }).where(eq(devices.user_id, id)).run();
    },
    remove(id) {
      if (!db.select().from(devices).where(eq(devices.user_id, id)).get()) return;
      const hashes = db.select({ hash: credentials.hash }).from(credentials).where(eq(credentials.user_id, id)).all();
      db.delete(users).where(eq(users.id, id)).run();
      return hashes.map(({ hash }) => hash);
    },
  };
}
