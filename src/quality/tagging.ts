/** The tags of a product: those that the pad asks for and offers, and those that measurements have. */
import type { AskedTags, ProductTag } from "../domain/spc/tags.ts";
import type { MeasurementRow } from "../store/measurements.ts";
import type { Store } from "../store/open.ts";
import type { BoardServices } from "./services.ts";

export interface Tagging {
  /** The tags that the pad asks for, in the teacher's order, then those that were used otherwise. */
  tags(product: number): ProductTag[];
  /** Sets the tags that the pad asks for. */
  ask(product: number, tags: AskedTags): Promise<ProductTag[]>;
}

export function createTagging({ store, lanes, load, now }: BoardServices): Tagging {
  function tags(product: number): ProductTag[] {
    load(product);
    const used = new Map<string, string[]>();
    for (const { name, value } of store.tags.known(product)) used.set(name, [...(used.get(name) ?? []), value]);
    const asked = store.tags.asked(product).map(({ name, values }) => ({
      name,
      is_asked: true,
      offered: values,
      used: (used.get(name) ?? []).filter((value) => !values.includes(value)),
    }));
    const others = [...used].filter(([name]) => !asked.some((tag) => tag.name === name));
    return [...asked, ...others.map(([name, used]) => ({ name, is_asked: false, offered: [], used }))];
  }

  return {
    tags,
    ask: (product, asked) =>
      lanes.commit([product], () => {
        load(product);
        store.tags.ask(product, asked);
        const data = { product_id: product, change: "changed" as const };
        return { result: tags(product), events: [{ type: "product.changed", data, at: now() }] };
      }),
  };
}

/** What a new point has of its measurements. */
export interface PointOrigin {
  /** When the last one was made. */
  readonly measured_at: number;
  /** The tags that all of them have. */
  readonly tag_set: number | null;
}

/** Returns what the points that these new measurements of a product complete have of their measurements. */
export function originsOf(
  { measurements, tags }: Store,
  product: number,
  rows: readonly MeasurementRow[],
): (subgroup: number) => PointOrigin {
  const ended = new Map(rows.map((row) => [row.subgroup_number, row.measured_at]));
  const tagged = new Set(rows.flatMap(({ tag_set, subgroup_number }) => (tag_set === null ? [] : [subgroup_number])));
  return (subgroup) => {
    const measured_at = ended.get(subgroup);
    if (measured_at === undefined) {
      // The first of these measurements ended an unequal subgroup that has none of them.
      const last = measurements.ofSubgroup(product, subgroup).at(-1);
      if (!last) throw new Error("a completed subgroup has no measurements");
      return { measured_at: last.measured_at, tag_set: tags.common(product, subgroup) };
    }
    return { measured_at, tag_set: tagged.has(subgroup) ? tags.common(product, subgroup) : null };
  };
}
