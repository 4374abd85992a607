/** Unsaved changes to a lesson in the browser's storage: they survive a reload and leaving the editor. */
import type { PreparedLesson } from "../../domain/lesson.ts";
import { recall, rememberNewest } from "../memory.ts";
import { type Draft, emptyDraft, newStep, textOf, toDraft, toLesson } from "./draft.ts";

/** Identifies a draft: `user` is the teacher's id, `lesson` is undefined for a lesson that was never saved. */
export interface DraftKey {
  readonly user: number | undefined;
  readonly lesson: number | undefined;
}

/** A draft as the editor opens it. */
export interface OpenedDraft {
  readonly draft: Draft;
  /** `restored`: unsaved changes were found. `outdated`: the saved lesson has changed since they were made. */
  readonly from: "saved" | "restored" | "outdated";
}

interface Stored {
  /** The saved lesson that the draft was made from. */
  readonly base: string;
  readonly lesson: ReturnType<typeof toLesson>;
}

/** The name of a draft in the storage. */
export const draftName = (key: DraftKey) => `draft.${idOf(key)}`;
const idOf = ({ user, lesson }: DraftKey) => `${user ?? ""}.${lesson ?? "new"}`;
const serialize = (draft: Draft) => JSON.stringify(toLesson(draft));

/** Whether two drafts are saved as the same lesson. */
export const isSame = (a: Draft, b: Draft): boolean => serialize(a) === serialize(b);

function read(key: DraftKey): Stored | undefined {
  try {
    const stored = JSON.parse(recall(draftName(key)) ?? "null") as Stored | null;
    return typeof stored?.lesson.title === "string" && Array.isArray(stored.lesson.subtasks) ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Whether there are unsaved changes. */
export const hasDraft = (key: DraftKey): boolean => read(key) !== undefined;

/** Removes the draft: it was saved, discarded or its lesson deleted. */
export const forgetDraft = (key: DraftKey): void => void rememberNewest("draft", idOf(key), undefined);

/** Stores the draft, or removes it if it equals `base`, the saved lesson. Returns false if the browser stores nothing. */
export function keepDraft(key: DraftKey, draft: Draft, base: Draft): boolean {
  if (isSame(draft, base)) return rememberNewest("draft", idOf(key), undefined);
  return rememberNewest(
    "draft",
    idOf(key),
    JSON.stringify({ base: serialize(base), lesson: toLesson(draft) } satisfies Stored),
  );
}

/** The stored draft of a lesson, otherwise the lesson as it is saved. */
export function openDraft(key: DraftKey, saved: PreparedLesson | undefined): OpenedDraft {
  const base = saved ? toDraft(saved) : emptyDraft();
  const stored = read(key);
  if (!stored || JSON.stringify(stored.lesson) === serialize(base)) return { draft: base, from: "saved" };
  const ids = new Set(base.steps.map(({ id }) => id));
  const steps = stored.lesson.subtasks.map(({ id, title, target_action, voice_guide_text, polls = [], ...texts }) => ({
    ...newStep(title),
    // A step that was deleted elsewhere is saved as a new one.
    id: ids.has(id) ? id : undefined,
    ...textOf(texts),
    polls,
    rest: { target_action: target_action ?? null, voice_guide_text: voice_guide_text ?? null },
  }));
  const draft = { title: stored.lesson.title, steps: steps.length > 0 ? steps : [newStep()] };
  return { draft, from: stored.base === serialize(base) ? "restored" : "outdated" };
}
