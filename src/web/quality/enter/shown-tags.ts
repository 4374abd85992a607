/** Which tags the bar above the key pad shows, and which of the remembered ones are kept. */
import type { TagRecord } from "../../../domain/spc/tag-names.ts";
import type { ProductTag } from "../../../domain/spc/tags.ts";

/**
 * The tags that are asked for and those that are chosen, or all if there are none. Whatever the next values get is shown,
 * even if the product's tags are not read yet.
 */
export function shownTags(tags: readonly ProductTag[], chosen: TagRecord): readonly ProductTag[] {
  const unlisted = Object.keys(chosen)
    .filter((name) => tags.every((tag) => tag.name !== name))
    .map((name): ProductTag => ({ name, is_asked: false, offered: [], used: [] }));
  const shown = [...tags.filter(({ name, is_asked }) => is_asked || chosen[name] !== undefined), ...unlisted];
  return shown.length > 0 ? shown : tags;
}

/** `chosen` itself if the product has all of its tags. */
export function withoutUnknown(chosen: TagRecord, tags: readonly ProductTag[]): TagRecord {
  const entries = Object.entries(chosen);
  const known = entries.filter(([name]) => tags.some((tag) => tag.name === name));
  return known.length < entries.length ? Object.fromEntries(known) : chosen;
}
