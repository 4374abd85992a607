/** Requests for help, oldest first: all for a teacher, their own for a student. */
import type { ItemOf } from "../../features/index.ts";
import { defineSlice, ifUsed, wholeList } from "./slice.ts";

/**
 * A request; times in ISO 8601. Its `position` in the queue is kept up to date for the student who sent it. A teacher has
 * all requests and therefore the order.
 */
export type HelpItem = ItemOf<"help.list">;

const change = (state: readonly HelpItem[], help_id: number, to: Partial<HelpItem>): readonly HelpItem[] =>
  state.map((item) => (item.help_id === help_id ? { ...item, ...to } : item));

export const help = defineSlice<readonly HelpItem[]>({
  start: () => [],
  folds: {
    "help.requested": (state, { position = null, ...request }, at) =>
      state.some(({ help_id }) => help_id === request.help_id)
        ? state
        : [...state, { ...request, position, created_at: at, acknowledged_at: null, resolved_at: null }],
    "help.moved": (state, { help_id, position }) => change(state, help_id, { position }),
    "help.acknowledged": (state, { help_id }, at) => change(state, help_id, { acknowledged_at: at }),
    "help.resolved": (state, { help_id }, at) => change(state, help_id, { resolved_at: at, position: null }),
    "participant.removed": (state, { participant_id }, at) =>
      state.map((item) =>
        item.participant_id === participant_id && item.resolved_at === null
          ? { ...item, resolved_at: at, position: null }
          : item,
      ),
  },
  readable: ifUsed("help"),
  // `help.moved` is not stored, so that a client that was away may have missed it.
  staleOnResume: (state, you) => you.role === "STUDENT" && openHelp(state).length > 0,
  views: ["help.list"],
  fromViews: (views) => wholeList(views["help.list"]),
  async read(api, session) {
    const { data, ...answered } = await api.help(session);
    return { ...answered, data: data.toReversed() };
  },
});

/** Unresolved requests, oldest first. */
export const openHelp = (items: readonly HelpItem[]): readonly HelpItem[] =>
  items.filter((item) => item.resolved_at === null);
