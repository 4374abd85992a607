/** What the teachers of a class did to moderate it, so that it is in the report and can be undone. */
import { z } from "zod";
import { IntId, Time, toTime, Uuid } from "../domain/ids.ts";
import type { Groups } from "./groups-state.ts";
import type { Moderation } from "./questions-state.ts";

export const ActionKind = z.enum([
  ...["rename", "mute", "unmute", "lock", "unlock", "filter", "remove", "groups"],
  ...["hide", "approve", "refuse", "pin", "unpin", "archive", "restore", "merge", "separate"],
] as const);
export type ActionKind = z.infer<typeof ActionKind>;

export const ActionRef = z.object({ action_id: IntId });
export const Action = ActionRef.extend({
  kind: ActionKind,
  /** Who did it. */
  by: z.string(),
  at: Time,
  /** The student to whom it was done, and their name at that time; null if it was not done to one student. */
  participant_id: Uuid.nullable(),
  name: z.string().nullable(),
  question_id: IntId.nullable(),
  /** The former name, or the beginning of the question. */
  text: z.string().nullable(),
  can_undo: z.boolean(),
  undone_at: Time.nullable(),
  undone_by: z.string().nullable(),
});
export const ActionRow = Action.pick({ at: true, by: true, kind: true, name: true, text: true, undone_by: true });

export interface StoredAction extends Omit<z.infer<typeof Action>, "at" | "can_undo"> {
  /** In milliseconds since 1970. */
  readonly at: number;
  /** What was before, as far as undoing needs it. */
  readonly before?: {
    /** Of a change of all groups. */
    readonly groups?: Groups | undefined;
    /** Of a move: the former group; undefined if there was none. */
    readonly group_id?: number | undefined;
    readonly filter?: { readonly ko: readonly string[]; readonly en: readonly string[] };
    readonly nickname?: string;
    readonly merged_into?: number | null;
    /** Of an approval or a refusal. */
    readonly question?: Pick<z.infer<typeof Moderation>, "approval" | "visibility"> | undefined;
  };
}

export interface State {
  /** By id, oldest first. */
  readonly actions: Map<number, StoredAction>;
  next: number;
  /** The one that was added or undone last. */
  latest: StoredAction | undefined;
}

/** How many actions are kept for the list and the report, and how many characters of a question. */
const maxActions = 500;
const maxText = 120;

const final: readonly ActionKind[] = ["remove", "restore"];

/** What an action decides, and what else may not have been decided since then if it is undone. */
function decidedBy({ kind, participant_id, question_id }: StoredAction): { decides: string[]; needs: string[] } {
  const same = (...decides: string[]) => ({ decides, needs: decides });
  switch (kind) {
    case "rename":
      return same(`name ${participant_id}`);
    case "mute":
    case "unmute":
      return same(`mute ${participant_id}`);
    case "lock":
    case "unlock":
      return same("lock");
    case "filter":
    case "remove":
      return same(kind);
    case "groups": {
      if (participant_id === null) return { decides: ["groups"], needs: ["groups", "moves"] };
      return { decides: ["moves", `group ${participant_id}`], needs: ["groups", `group ${participant_id}`] };
    }
    case "approve":
    case "refuse":
      return same(`approval ${question_id}`);
    case "pin":
    case "unpin":
      return same(`pin ${question_id}`);
    case "merge":
    case "separate":
      return same(`merge ${question_id}`);
    case "restore":
      return same(`hide ${question_id}`, `archive ${question_id}`);
    default:
      return same(`${kind} ${question_id}`);
  }
}

/** Returns an action as teachers read it. */
const toAction = ({ at, before: _, ...action }: StoredAction, replaced: boolean): z.output<typeof Action> => ({
  ...action,
  at: toTime(at),
  can_undo: !final.includes(action.kind) && action.undone_at === null && !replaced,
});

/** Returns the action that was done or undone last. */
export const latestOf = ({ latest }: State) => latest && toAction(latest, false);

/** Returns the actions, newest first. One cannot be undone while a later decision about the same stands. */
export function listed({ actions }: State): z.output<typeof Action>[] {
  const decided = new Set<string>();
  const newestFirst = Array.from(actions.values()).reverse().slice(0, maxActions);
  return newestFirst.map((action) => {
    const { decides, needs } = decidedBy(action);
    const replaced = needs.some((what) => decided.has(what));
    if (action.undone_at === null) for (const what of decides) decided.add(what);
    return toAction(action, replaced);
  });
}

/** Adds an action. One more is kept than is listed: undoing adds an action and removes it. */
export function add(
  state: State,
  action: Pick<StoredAction, "kind" | "by" | "at"> & Partial<Omit<StoredAction, "action_id">>,
): void {
  const action_id = state.next++;
  const nothing = { participant_id: null, name: null, question_id: null, undone_at: null, undone_by: null };
  const text = action.text?.slice(0, maxText) ?? null;
  state.latest = { ...nothing, ...action, action_id, text };
  state.actions.set(action_id, state.latest);
  const [oldest] = state.actions.keys();
  if (oldest !== undefined && state.actions.size > maxActions + 1) state.actions.delete(oldest);
}
