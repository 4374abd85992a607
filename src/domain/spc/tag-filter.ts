/** Filters by tags. */
import type { TagRecord } from "./tag-names.ts";

/** Whether something with these tags has one of the values of every tag in the filter. */
export const matches = (filter: Readonly<Record<string, readonly string[]>>, tags: TagRecord): boolean =>
  Object.entries(filter).every(([name, values]) => values.includes(tags[name] ?? ""));
