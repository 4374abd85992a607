/** Selects the calls, frames and events of the two documents that contain every word of the filter. */
import { callsOf, type Documents, dialectsOf, type Group, type HttpCall } from "./model.ts";

/** The groups of calls, in the order of the page. */
const groups: readonly Group[] = ["auth", "lessons", "sessions", "inside", "quality", "uploads", "server", "older"];

/** `found` is the number of matches; `undefined` if the filter is empty, which selects everything. */
export function matching({ http, frames }: Documents, filter: string) {
  const wanted = filter.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const has = (...said: string[]) => wanted.every((word) => said.join(" ").toLowerCase().includes(word));
  const dialects = dialectsOf(frames)
    .map((one) => ({ ...one, frames: one.frames.filter(({ name, summary }) => has(one.name, name, summary)) }))
    .filter((one) => one.frames.length > 0);
  const grouped = callsOf(http);
  const calls = groups
    .map((group): [Group, HttpCall[]] => [
      group,
      (grouped.get(group) ?? []).filter(({ method, path, summary }) => has(method, path, summary)),
    ])
    .filter(([, some]) => some.length > 0);
  const coverage = frames["x-coverage"].filter(({ event, about, frames }) =>
    has(event, about, ...Object.values(frames).map(String)),
  );
  const count = [...dialects.map((one) => one.frames), ...calls.map(([, some]) => some), coverage].flat().length;
  return { calls, dialects, coverage, found: wanted.length > 0 ? count : undefined };
}
