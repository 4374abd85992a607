/** Selects the calls, frames and events of the two documents that contain every word of the filter. */
import { callsOf, type Documents, dialectsOf, type Group, type HttpCall } from "./model.ts";

/** The groups of calls, in the order of the page. */
const groups: readonly Group[] = ["auth", "lessons", "sessions", "inside", "quality", "uploads", "server", "older"];

/** `found` is the number of matches; `undefined` if the filter is empty, which selects everything. */
export function filterDocuments({ http, frames }: Documents, filter: string) {
  const searchWords = filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (...fields: string[]) => searchWords.every((word) => fields.join(" ").toLowerCase().includes(word));
  const dialects = dialectsOf(frames)
    .map((dialect) => ({
      ...dialect,
      frames: dialect.frames.filter(({ name, summary }) => matches(dialect.name, name, summary)),
    }))
    .filter((dialect) => dialect.frames.length > 0);
  const grouped = callsOf(http);
  const calls = groups
    .map((group): [Group, HttpCall[]] => [
      group,
      (grouped.get(group) ?? []).filter(({ method, path, summary }) => matches(method, path, summary)),
    ])
    .filter(([, matching]) => matching.length > 0);
  const coverage = frames["x-coverage"].filter(({ event, about, frames }) =>
    matches(event, about, ...Object.values(frames).map(String)),
  );
  const count = [
    ...dialects.map((dialect) => dialect.frames),
    ...calls.map(([, matching]) => matching),
    coverage,
  ].flat().length;
  return { calls, dialects, coverage, found: searchWords.length > 0 ? count : undefined };
}
