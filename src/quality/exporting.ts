/** All measurements or all points of a product as the rows of a table, in their order. Rows are read while they are needed. */
import { toTime } from "../domain/ids.ts";
import { chartTypes } from "../domain/spc/charts/index.ts";
import { type ControlLimits, noLines } from "../domain/spc/control-limits.ts";
import { drawnOf, limitsAt } from "../domain/spc/limits.ts";
import { limitsOf } from "../domain/spc/process.ts";
import { openRedrawing } from "../domain/spc/redrawing.ts";
import { knownTags, tagColumnPrefix } from "../domain/spc/tag-names.ts";
import type { PointRow } from "../store/measurements.ts";
import type { Access } from "./permission.ts";
import type { BoardServices } from "./services.ts";

/** How many rows are read at a time. */
const pageSize = 200;

/** A cell by the name of its column; times are ISO 8601. */
export type ExportRow = Readonly<Record<string, string | number | boolean | null>>;

/** A table: its columns, and its rows as they are read. */
export interface ExportTable {
  readonly columns: readonly string[];
  readonly rows: Generator<ExportRow>;
}

export interface Exporting {
  /** The columns have the names that an import takes. Only teachers receive who measured. Throws `product_not_found`. */
  measurements(product: number, access: Access): ExportTable;
  /** With the control limits by which each point was judged, as far as they were frozen. */
  points(product: number): ExportTable;
}

export const createExporting = (services: BoardServices): Exporting => ({
  measurements: (product, access) => measurementsOf(services, product, access),
  points: (product) => pointsOf(services, product),
});

/** The product's tags by name, and the names of their columns. */
function tagColumns({ store }: BoardServices, product: number): Map<string, string> {
  const names = [...new Set(store.tags.known(product).map(({ name }) => name))].sort();
  const isKnown = (name: string) => (knownTags as readonly string[]).includes(name);
  return new Map(names.map((name) => [name, isKnown(name) ? name : tagColumnPrefix + name]));
}

/** Adds the cells of tags to rows. */
function withTags<R extends { readonly tag_set: number | null }>(
  { store }: BoardServices,
  { rows, columns }: { rows: readonly R[]; columns: ReadonlyMap<string, string> },
  toRow: (row: R) => ExportRow,
): ExportRow[] {
  const sets = columns.size > 0 ? store.tags.read(rows.map(({ tag_set }) => tag_set)) : new Map();
  return rows.map((row) => {
    const tags = sets.get(row.tag_set) ?? {};
    const cells = Array.from(columns, ([name, column]) => [column, tags[name] ?? null]);
    return { ...toRow(row), ...Object.fromEntries(cells) };
  });
}

const pageOf = ({ store }: BoardServices, product: number) => ({
  product,
  hidden: store.measurements.hidden(product),
  limit: pageSize,
});

function measurementsOf(services: BoardServices, product: number, { user }: Access): ExportTable {
  const { store, load } = services;
  const { chart } = load(product).design;
  const tags = tagColumns(services, product);
  const names = new Map<number, string | null>();
  const nameOf = (id: number | null) => {
    if (id === null) return null;
    if (!names.has(id)) names.set(id, store.permissions.user(id)?.name ?? null);
    return names.get(id) ?? null;
  };
  const isTeacher = user?.role === "teacher";
  function* rows(): Generator<ExportRow> {
    for (let last = { subgroup: 0, sample: 0 }; ; ) {
      const found = store.exports.measurementsAfter(last, pageOf(services, product));
      yield* withTags(services, { rows: found, columns: tags }, (row) => ({
        ...row,
        measurement_value: row.value,
        measured_at: toTime(row.measured_at),
        measured_by: isTeacher ? nameOf(row.measured_by) : null,
      }));
      const end = found.at(-1);
      if (!end || found.length < pageSize) return;
      last = { subgroup: end.subgroup_number, sample: end.sample_number };
    }
  }
  const columns = [
    ...["subgroup_number", "sample_number", "measurement_value"],
    ...(chartTypes[chart].counts?.sized ? ["sample_size"] : []),
    ...["measured_at", "is_within_spec", "is_within_control"],
    ...(isTeacher ? ["measured_by"] : []),
    "note",
    ...tags.values(),
  ];
  return { columns, rows: rows() };
}

/** Returns a function that looks up the lines by which a point was judged. */
function linesOf({ store, load }: BoardServices, product: number): (point: PointRow) => ExportRow {
  const { row, process, design } = load(product);
  // The limits from all data at that time are not stored: while nothing is frozen, those that are drawn stand for them.
  const fromAll = row.limits_version === null ? limitsOf(process, design) : null;
  const versions = new Map<number, ControlLimits | null | undefined>([[0, fromAll]]);
  return (point) => {
    const version = point.limits_version;
    if (!versions.has(version)) versions.set(version, store.products.lines(product, version));
    const limits = versions.get(version);
    const { center, ucl, lcl, secondary } = limits ? limitsAt(design, limits, point) : { ...noLines, secondary: null };
    const second = secondary ?? noLines;
    return {
      ...{ center, ucl, lcl },
      ...{ secondary_center: second.center, secondary_ucl: second.ucl, secondary_lcl: second.lcl },
    };
  };
}

function pointsOf(services: BoardServices, product: number): ExportTable {
  const { store, load } = services;
  const { process, design } = load(product);
  const tags = tagColumns(services, product);
  const linesAt = linesOf(services, product);
  function* rows(): Generator<ExportRow> {
    const redraw = openRedrawing<PointRow>(design, limitsOf(process, design));
    for (let last = 0; ; ) {
      const found = store.exports.pointsAfter(last, pageOf(services, product)).map(redraw);
      yield* withTags(services, { rows: found, columns: tags }, ({ track, ...row }) => ({
        ...row,
        ...linesAt({ ...row, track }),
        ...drawnOf(design, { ...row, track }),
        violations: row.violations.join(" "),
        measured_at: toTime(row.measured_at),
      }));
      const end = found.at(-1);
      if (!end || found.length < pageSize) return;
      last = end.subgroup_number;
    }
  }
  return { columns: [...pointColumns, ...tags.values()], rows: rows() };
}

const pointColumns = [
  ...["subgroup_number", "value", "secondary", "size", "measured_at", "is_within_control", "violations"],
  ...["limits_version", "center", "ucl", "lcl", "secondary_center", "secondary_ucl", "secondary_lcl"],
  ...["excluded", "cause", "action", "note"],
];
