/**
 * Corrects and deletes measurements. One commit changes the measurement, its point and the sums. Further commits of a few
 * milliseconds each judge the points after it again, by the same limits as before, and close alerts whose cause is gone.
 * Nothing else can change the product meanwhile. The progress is stored, so that a crash does not stop it.
 */
import { Fault } from "../domain/faults.ts";
import { isWithinSpec } from "../domain/spc/capability.ts";
import type { MeasurementChange, MeasurementRecord } from "../domain/spc/chart.ts";
import { formulasOf } from "../domain/spc/charts/index.ts";
import { includes, undoLimit } from "../domain/spc/permission.ts";
import { plotSubgroup } from "../domain/spc/subgroup.ts";
import type { MeasurementRow } from "../store/measurements.ts";
import { outOfSpecAlert } from "./alerting.ts";
import { needOpen } from "./by-people.ts";
import type { Access } from "./permission.ts";
import { changePoints, recompute, updateNextRange } from "./recomputing.ts";
import { checkCount } from "./recording.ts";
import { rejudge } from "./rejudging.ts";
import { type BoardServices, raise, toRecords } from "./services.ts";
import type { Decision } from "./turn.ts";

export interface Correcting {
  /** Corrects a measurement in place. Throws `not_undoable`, `too_many_tags`, `product_archived`, `product_simulated`. */
  correct(id: number, change: MeasurementChange, access: Access): Promise<MeasurementRecord>;
  /** Deletes a measurement and the point of its subgroup. Throws the same faults. */
  remove(id: number, access: Access): Promise<void>;
  /** Continues corrections that a crash interrupted. */
  resume(): void;
}

export function createCorrecting(services: BoardServices): Correcting {
  const { lanes } = services;
  const { corrections } = services.store;

  /** Runs `work` with exclusive access to the measurement's product, and judges its points again. */
  function carryOut<T>(
    id: number,
    { access, how }: { access: Access; how: "measurement_corrected" | "measurement_removed" },
    work: () => Decision<T>,
  ) {
    const { product_id } = find(services, id);
    access.need("write", product_id);
    needOpen(services, product_id);
    return changePoints(services, { product: product_id, how }, work);
  }

  return {
    async correct(id, { measurement_value, sample_size, note, tags }, access) {
      await carryOut(id, { access, how: "measurement_corrected" }, () => {
        const row = find(services, id);
        return change(services, {
          id,
          access,
          to: {
            value: measurement_value ?? row.value,
            sample_size: sample_size ?? row.sample_size,
            note: note === undefined ? row.note : note,
            tag_set: tags === undefined ? row.tag_set : services.store.tags.intern(row.product_id, tags),
          },
        });
      });
      const [record] = toRecords(services, [find(services, id)]);
      if (!record) throw new Error("a corrected measurement is gone");
      return record;
    },
    async remove(id, access) {
      await carryOut(id, { access, how: "measurement_removed" }, () => change(services, { id, access, to: null }));
    },
    resume() {
      for (const product of corrections.productsToRejudge()) {
        void lanes.run([product], () => rejudge(services, product)).catch(() => {});
      }
    },
  };
}

function find({ store }: BoardServices, id: number): MeasurementRow {
  const row = store.measurements.find(id);
  if (!row) throw new Fault("measurement_not_found");
  return row;
}

/** Throws unless the user may change this measurement: any, or their own last ones. */
function check({ store: { measurements } }: BoardServices, row: MeasurementRow, access: Access): void {
  const level = access.need("write", row.product_id);
  const own = access.user !== undefined && measurements.isOwnLast(row, access.user.id, undoLimit);
  if (!includes(level, "all") && !own) throw new Fault("not_undoable");
}

/** What a measurement is corrected to. */
type NewValue = Pick<MeasurementRow, "value" | "sample_size" | "note" | "tag_set">;

/** Changes the measurement, its point, the next one's moving range, and the sums. */
function change(
  services: BoardServices,
  { id, access, to }: { id: number; access: Access; to: NewValue | null },
): Decision<MeasurementRow> {
  const { store, now } = services;
  const { corrections } = store;
  const row = find(services, id);
  check(services, row, access);
  const { product_id, subgroup_number } = row;
  const loaded = services.load(product_id);
  if (to) checkCount(loaded.row, to);
  if (to) corrections.update(id, { ...to, is_within_spec: isWithinSpec(to.value, loaded.row) });
  else corrections.remove(id);
  corrections.addHistory({
    ...{ product_id, measurement_id: id, subgroup_number, sample_number: row.sample_number },
    ...{ old_value: row.value, old_note: row.note, new_value: to?.value ?? null },
    ...{ old_size: row.sample_size, new_size: to?.sample_size ?? null },
    ...{ old_tag_set: row.tag_set, new_tag_set: to?.tag_set ?? null },
    ...{ corrected_by: access.user?.id ?? null, corrected_at: now() },
  });
  // A removed value may have been the only one without the tags of the others.
  if (to?.tag_set !== row.tag_set) {
    corrections.setTags(product_id, subgroup_number, store.tags.common(product_id, subgroup_number));
  }
  if (to && to.value === row.value && to.sample_size === row.sample_size) return { result: row, events: [] };
  const changed = [...replot(services, row, to !== null), ...reopen(services, product_id)];
  recompute(services, product_id, { changed, rejudgeFrom: Math.min(subgroup_number, ...changed) });
  const isOutside = to !== null && !isWithinSpec(to.value, loaded.row);
  const alerts = isOutside ? [outOfSpecAlert(product_id, { ...row, value: to.value }, loaded.row)] : [];
  return { result: row, events: raise(services, alerts) };
}

/** Replots the point of a subgroup if it is still complete. Returns the subgroups whose points changed. */
function replot(services: BoardServices, { product_id, subgroup_number }: MeasurementRow, kept: boolean): number[] {
  const { corrections, measurements, pointChanges } = services.store;
  const { design, process } = services.load(product_id);
  const { usesPrevious, minValues } = formulasOf(design);
  const rows = measurements.ofSubgroup(product_id, subgroup_number);
  const values = rows.map(({ value }) => value);
  const [before] = corrections.pointsBefore(product_id, subgroup_number, 1);
  const isFull = kept && values.length >= design.subgroup_size;
  const complete = isFull || (subgroup_number < process.last_subgroup && values.length >= minValues);
  const context = { previous: before?.value ?? null, size: rows[0]?.sample_size ?? null };
  const point = complete ? plotSubgroup(design, values, context) : undefined;
  // An excluded point has no moving range.
  const isAlone = usesPrevious && pointChanges.find(product_id, subgroup_number)?.excluded === true;
  const secondary = isAlone ? null : (point?.secondary ?? null);
  corrections.setPoint(product_id, subgroup_number, point && { subgroup_number, ...point, secondary });
  return [subgroup_number, ...updateNextRange(services, product_id, subgroup_number)];
}

/**
 * Removes the point of the last subgroup if it can take more values: subgroups may be unequal, and the first value of the
 * next one, which is gone now, had ended it. Returns the subgroups whose points changed.
 */
function reopen({ store, load }: BoardServices, product_id: number): number[] {
  const { corrections, measurements } = store;
  const { design, process } = load(product_id);
  const { subgroup_number } = measurements.last(product_id);
  const count = measurements.ofSubgroup(product_id, subgroup_number).length;
  if (subgroup_number === process.last_subgroup || count === 0 || count >= design.subgroup_size) return [];
  corrections.setPoint(product_id, subgroup_number, undefined);
  return [subgroup_number];
}
