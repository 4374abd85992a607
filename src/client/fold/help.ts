/** Requests for help, oldest first: all for a teacher, their own for a student. */
import type { ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed } from "./slice.ts";

/** A request, and when it was resolved. Times in ISO 8601. */
export type HelpItem = ItemOf<"help.list">;

export const help = defineSlice<readonly HelpItem[]>({
  start: () => [],
  folds: {
    "help.requested": (state, request, at) =>
      state.some(({ help_id }) => help_id === request.help_id)
        ? state
        : [...state, { ...request, created_at: at, resolved_at: null }],
    "help.resolved": (state, { help_id }, at) =>
      state.map((item) => (item.help_id === help_id ? { ...item, resolved_at: at } : item)),
  },
  readable: ifUsed("help"),
  async read(api, session) {
    const { data, ...answered } = await api.help(session);
    return { ...answered, data: data.toReversed() };
  },
});

/** Unresolved requests, oldest first. */
export const openHelp = (items: readonly HelpItem[]): readonly HelpItem[] =>
  items.filter((item) => item.resolved_at === null);
