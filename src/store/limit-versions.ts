/** The versions of a product's frozen control limits, each with the phase that it begins. */
import { and, desc, eq, gt, lt, or, sql } from "drizzle-orm";
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import { toTime } from "../domain/ids.ts";
import type { LimitsVersion } from "../domain/spc/chart.ts";
import { type ControlLimits, noLines } from "../domain/spc/control-limits.ts";
import { products } from "./board-schema.ts";
import { limits } from "./limits-schema.ts";

/** Limits to be frozen, with their base and the phase that they begin. */
export interface NewLimits {
  readonly lines: ControlLimits;
  /** `null` for given values. */
  readonly from_subgroup: number | null;
  readonly to_subgroup: number | null;
  readonly base: readonly number[] | null;
  readonly subgroups: number;
  readonly name: string | null;
  readonly starts_after: number;
}

export interface LimitVersions {
  /** Takes the frozen limits out of force after a subgroup; `versions` still lists them. */
  unfreeze(id: number, ended_after: number): void;
  /** Lets no phase begin or end later than after a subgroup, which is now the last one. */
  endAt(id: number, last: number): void;
  /** Names the phase of a version. */
  nameVersion(id: number, version: number, name: string | null): void;
  /** Puts a new version of the limits into force. */
  freeze(id: number, of: NewLimits): LimitsVersion;
  /** Newest first. */
  versions(id: number, page: { limit: number; before?: number | undefined }): LimitsVersion[];
  version(id: number, version: number): LimitsVersion | undefined;
  /** The lines of one version. */
  lines(id: number, version: number): ControlLimits | undefined;
}

/** `now` gives milliseconds since 1970. */
export function openLimitVersions(db: BunSQLiteDatabase, now: () => number): LimitVersions {
  const versions: LimitVersions["versions"] = (id, { limit, before }) =>
    db
      .select()
      .from(limits)
      .where(and(eq(limits.product_id, id), before === undefined ? undefined : lt(limits.version, before)))
      .orderBy(desc(limits.version))
      .limit(limit)
      .all()
      .map(toVersion);

  return {
    nameVersion(id, version, name) {
      db.update(limits)
        .set({ name })
        .where(and(eq(limits.product_id, id), eq(limits.version, version)))
        .run();
    },
    unfreeze(id, ended_after) {
      const inForce = sql`(SELECT limits_version FROM ${products} WHERE id = ${id})`;
      db.update(limits)
        .set({ ended_after })
        .where(and(eq(limits.product_id, id), eq(limits.version, inForce)))
        .run();
      db.update(products).set({ limits_version: null }).where(eq(products.id, id)).run();
    },
    endAt(id, last) {
      const isLater = or(gt(limits.starts_after, last), gt(limits.ended_after, last));
      db.update(limits)
        .set({
          starts_after: sql`min(${limits.starts_after}, ${last})`,
          // The minimum of NULL and a number is NULL: the limits are in force.
          ended_after: sql`min(${limits.ended_after}, ${last})`,
        })
        .where(and(eq(limits.product_id, id), isLater))
        .run();
    },
    freeze(product_id, { lines, base, ...of }) {
      const [last] = versions(product_id, { limit: 1 });
      const row = {
        ...{ subgroups: of.subgroups, name: of.name, starts_after: of.starts_after, ended_after: null },
        base: base && JSON.stringify(base),
        // Limits from given values have no subgroups.
        from_subgroup: of.from_subgroup ?? 0,
        to_subgroup: of.to_subgroup ?? 0,
        product_id,
        version: (last?.version ?? 0) + 1,
        lines: JSON.stringify(lines),
        created_at: now(),
      };
      db.insert(limits).values(row).run();
      db.update(products).set({ limits_version: row.version }).where(eq(products.id, product_id)).run();
      return toVersion(row);
    },
    versions,
    version: (id, version) => versions(id, { limit: 1, before: version + 1 }).find((one) => one.version === version),
    lines(id, version) {
      const row = db
        .select({ lines: limits.lines })
        .from(limits)
        .where(and(eq(limits.product_id, id), eq(limits.version, version)))
        .get();
      return row && JSON.parse(row.lines);
    },
  };
}

function toVersion({ product_id: _, lines, base, created_at, ...row }: typeof limits.$inferSelect): LimitsVersion {
  const { sigma_point: __, ...read }: ControlLimits = JSON.parse(lines);
  const { from_subgroup, to_subgroup } = row;
  return {
    ...row,
    from_subgroup: from_subgroup || null,
    to_subgroup: to_subgroup || null,
    base: base === null ? null : JSON.parse(base),
    ...read,
    secondary: read.secondary ?? noLines,
    created_at: toTime(created_at),
  };
}
