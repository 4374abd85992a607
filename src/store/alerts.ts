/** Alerts and capability analyses of the quality board, and each user's notification preferences. */
import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lt, ne, notInArray, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { toTime } from "../domain/ids.ts";
import type { AlertFigures, AlertRecord, Preferences, Statistics, StoredAlert } from "../domain/spc/alert.ts";
import { type AlertType, type AutomaticAlertType, defaultPreferences } from "../domain/spc/alerts.ts";
import type { CapabilityAnalysis } from "../domain/spc/chart.ts";
import { alerts, capabilities, products } from "./board-schema.ts";
import { preferences } from "./client-schema.ts";

/** An alert that Lectern raises. No text is stored: it is made from the figures. */
export interface AutomaticAlert {
  readonly product_id: number;
  readonly alert_type: AutomaticAlertType;
  readonly priority: number;
  readonly detail: AlertFigures;
}

/** An alert that a person writes. */
export interface WrittenAlert {
  readonly product_id: number;
  readonly alert_type: AlertType;
  readonly priority: number;
  readonly title: string;
  readonly message: string;
  readonly detail: null;
}

/** An alert to be raised. */
export type NewAlert = AutomaticAlert | WrittenAlert;

/** Which alerts are listed. */
export interface AlertFilter {
  readonly product?: number | undefined;
  /** Only alerts of products in this folder. */
  readonly folder?: number | undefined;
  /** Only alerts of these products. */
  readonly only?: readonly number[] | undefined;
  readonly status?: AlertRecord["status"] | undefined;
  /** Only unresolved alerts. */
  readonly unresolved?: boolean | undefined;
  readonly min_priority?: number | undefined;
  readonly limit: number;
  /** Only alerts older than the alert with this id. */
  readonly before?: number | undefined;
}

export interface Alerts {
  add(alert: NewAlert, at: number): StoredAlert;
  find(id: number): StoredAlert | undefined;
  /** Newest first. */
  list(filter: AlertFilter): StoredAlert[];
  setStatus(id: number, status: AlertRecord["status"], at: number): void;
  /**
   * Counts alerts of the last `days` days up to `at`; a day begins at midnight of a clock `offset_minutes` ahead of UTC.
   * Counts all products unless `products` is given. `by_product` lists the 200 products with the most alerts.
   */
  statistics(of: {
    days: number;
    offset_minutes: number;
    at: number;
    products?: readonly number[] | undefined;
  }): Statistics;
  addCapability(analysis: Omit<CapabilityAnalysis, "id">, at: number): CapabilityAnalysis;
  preferences(user_id: number): Preferences;
  savePreferences(user_id: number, preferences: Preferences): void;
}

const dayMs = 24 * 60 * 60 * 1000;

export function openAlerts(db: BunSQLiteDatabase): Alerts {
  const columns = {
    id: alerts.id,
    product_id: alerts.product_id,
    product_code: products.code,
    product_name: products.name,
    alert_type: alerts.alert_type,
    priority: alerts.priority,
    title: alerts.title,
    message: alerts.message,
    status: alerts.status,
    detail: alerts.detail,
    created_at: alerts.created_at,
    acknowledged_at: alerts.acknowledged_at,
    resolved_at: alerts.resolved_at,
  };
  const param = sql.placeholder;
  const insert = db
    .insert(alerts)
    .values({
      product_id: param("product_id"),
      alert_type: param("alert_type"),
      priority: param("priority"),
      title: param("title"),
      message: param("message"),
      detail: param("detail"),
      status: "OPEN",
      created_at: param("created_at"),
    })
    .returning({ id: alerts.id })
    .prepare();
  const select = () => db.select(columns).from(alerts).innerJoin(products, eq(products.id, alerts.product_id));
  const selectOne = select()
    .where(eq(alerts.id, param("id")))
    .prepare();
  const find = (id: number) => {
    const row = selectOne.get({ id });
    return row && toStored(row);
  };

  return {
    add(alert, at) {
      const text = alert.detail ? { title: "", message: "" } : {};
      const detail = alert.detail && JSON.stringify(alert.detail);
      const { id } = insert.get({ ...alert, ...text, detail, created_at: at });
      const added = find(id);
      if (!added) throw new Error("the alert that was just added cannot be read");
      return added;
    },
    find,
    list: ({ product, folder, only, status, unresolved = false, min_priority, limit, before }) =>
      select()
        .where(
          and(
            isNull(products.deleted_at),
            product === undefined ? undefined : eq(alerts.product_id, product),
            folder === undefined ? undefined : eq(products.folder_id, folder),
            only === undefined ? undefined : inArray(alerts.product_id, [...only]),
            status === undefined ? undefined : eq(alerts.status, status),
            unresolved ? ne(alerts.status, "RESOLVED") : undefined,
            min_priority === undefined ? undefined : gte(alerts.priority, min_priority),
            before === undefined ? undefined : lt(alerts.id, before),
          ),
        )
        .orderBy(desc(alerts.id))
        .limit(limit)
        .all()
        .map(toStored),
    setStatus(id, status, at) {
      const times = status === "RESOLVED" ? { resolved_at: at } : { acknowledged_at: at };
      db.update(alerts)
        .set({ status, ...times })
        .where(eq(alerts.id, id))
        .run();
    },
    statistics({ days, offset_minutes, at, products: only }) {
      const offset = offset_minutes * 60_000;
      const today = Math.floor((at + offset) / dayMs) * dayMs - offset;
      const from = today - (days - 1) * dayMs;
      const ofProducts = only === undefined ? undefined : inArray(alerts.product_id, [...only]);
      const deletedProducts = db.select({ id: products.id }).from(products).where(isNotNull(products.deleted_at));
      const notDeleted = notInArray(alerts.product_id, deletedProducts);
      const since = and(gte(alerts.created_at, from), ofProducts, notDeleted);
      const counted = { count: count() };
      const date = sql<string>`date((${alerts.created_at} + ${offset}) / 1000, 'unixepoch')`;
      const by_day = new Map(
        db
          .select({ date, ...counted })
          .from(alerts)
          .where(since)
          .groupBy(date)
          .all()
          .map((row) => [row.date, row.count]),
      );
      const by_type = db
        .select({ alert_type: alerts.alert_type, ...counted })
        .from(alerts)
        .where(since);
      const by_priority = db
        .select({ priority: alerts.priority, ...counted })
        .from(alerts)
        .where(since);
      const productColumns = { product_id: products.id, product_code: products.code, product_name: products.name };
      const by_product = db
        .select({ ...productColumns, ...counted })
        .from(alerts)
        .innerJoin(products, eq(products.id, alerts.product_id));
      const unresolved = db
        .select(counted)
        .from(alerts)
        .where(and(ne(alerts.status, "RESOLVED"), ofProducts, notDeleted))
        .get();
      return {
        days,
        from: toTime(from),
        total: Array.from(by_day.values()).reduce((sum, n) => sum + n, 0),
        open: unresolved?.count ?? 0,
        by_day: Array.from({ length: days }, (_, n) => {
          const date = toTime(from + offset + n * dayMs).slice(0, 10);
          return { date, count: by_day.get(date) ?? 0 };
        }),
        by_type: by_type.groupBy(alerts.alert_type).orderBy(desc(count())).all(),
        by_priority: by_priority.groupBy(alerts.priority).orderBy(desc(alerts.priority)).all(),
        by_product: by_product.where(since).groupBy(products.id).orderBy(desc(count())).limit(200).all(),
      };
    },
    addCapability({ product_id, product_code, analyzed_at, ...analysis }, at) {
      const row = { product_id, analysis: JSON.stringify(analysis), analyzed_at: at };
      const { id } = db.insert(capabilities).values(row).returning({ id: capabilities.id }).get();
      return { id, product_id, product_code, ...analysis, analyzed_at };
    },
    preferences(user_id) {
      const row = db.select().from(preferences).where(eq(preferences.user_id, user_id)).get();
      if (!row) return defaultPreferences;
      return { products: row.products === null ? null : JSON.parse(row.products), min_priority: row.min_priority };
    },
    savePreferences(user_id, { products: ids, min_priority }) {
      const set = { products: ids && JSON.stringify(ids), min_priority };
      db.insert(preferences)
        .values({ user_id, ...set })
        .onConflictDoUpdate({ target: preferences.user_id, set })
        .run();
    },
  };
}

type AlertRow = typeof alerts.$inferSelect & { product_code: string; product_name: string };

const toStored = ({ detail, ...row }: AlertRow): StoredAlert => ({
  ...row,
  detail: detail && JSON.parse(detail),
  created_at: toTime(row.created_at),
  acknowledged_at: row.acknowledged_at === null ? null : toTime(row.acknowledged_at),
  resolved_at: row.resolved_at === null ? null : toTime(row.resolved_at),
});
