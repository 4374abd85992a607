/** The tags of a product: those that the pad asks for and offers, and those that measurements have. */
import type { AskedTags, ProductTag } from "../domain/spc/tags.ts";
import type { MeasurementRow } from "../store/measurements.ts";
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

/** The subgroups in which one of these measurements has tags. */
export const taggedSubgroups = (rows: readonly MeasurementRow[]): ReadonlySet<number> =>
  new Set(rows.flatMap(({ tag_set, subgroup_number }) => (tag_set === null ? [] : [subgroup_number])));
