/** A lesson in the editor: loading it, its draft with undo, saving and deleting it. */
import { type ReadonlySignal, type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { PreparedLesson } from "../../domain/lesson.ts";
import { account } from "../account.ts";
import { api } from "../api.ts";
import { errorText } from "../ui/notice.tsx";
import { type Draft, emptyDraft, toDraft, toLesson, withIds, withKnownIds } from "./draft.ts";
import {
  type DraftKey,
  draftName,
  forgetDraft,
  isSame,
  keepDraft,
  type OpenedDraft,
  openDraft,
} from "./stored-draft.ts";
import { texts } from "./texts.ts";
import { emptyHistory, undoEdit, withEdit } from "./undo.ts";
import { useEditingTab } from "./use-editing-tab.ts";

export type SaveState = "saved" | "unsaved" | "saving" | { readonly failed: string };

/** The origin of the draft. `conflict`: the lesson was saved elsewhere in the meantime, and nothing was saved here. */
export type DraftSource = OpenedDraft["from"] | "conflict";

export interface LessonEditor {
  /** `undefined` until the lesson is loaded. */
  readonly draft: ReadonlySignal<Draft | undefined>;
  /** The id of the lesson; `undefined` until it is saved for the first time. */
  readonly id: ReadonlySignal<number | undefined>;
  /** The lesson as it is saved. */
  readonly base: ReadonlySignal<Draft>;
  readonly source: ReadonlySignal<DraftSource>;
  /** Whether another tab of this browser edits the lesson: then this one follows it. */
  readonly elsewhere: ReadonlySignal<boolean>;
  /** Edits the lesson in this tab instead. */
  readonly takeOver: () => void;
  readonly state: Signal<SaveState>;
  /** Whether the browser stores unsaved changes. */
  readonly kept: ReadonlySignal<boolean>;
  /** Why the lesson could not be loaded. */
  readonly problem: ReadonlySignal<unknown>;
  readonly change: (draft: Draft) => void;
  /** Takes back the last edit; `undefined` if there is none. */
  readonly undo: (() => void) | undefined;
  /** Replaces the draft by the saved lesson. */
  readonly discard: () => void;
  /** Shows a lesson that the server has saved, in place of the draft. */
  readonly replace: (lesson: PreparedLesson) => void;
  /** Saves the draft. Resolves to the saved lesson, or to `undefined` if it was not saved. */
  readonly save: () => Promise<PreparedLesson | undefined>;
  /** Deletes the lesson. Resolves to whether that succeeded. */
  readonly remove: () => Promise<boolean>;
}

type Model = ReturnType<typeof useModel>;

/** The editor's signals. `initialId` is `undefined` for a new lesson. */
function useModel(initialId: number | undefined) {
  const id = useSignal(initialId);
  const key = (): DraftKey => ({ user: account.value?.id, lesson: id.value });
  const stored = useMemo(() => (initialId === undefined ? openDraft(key(), undefined) : undefined), []);
  const draft = useSignal<Draft | undefined>(stored?.draft);
  /** The lesson as the server has it, and the same as a draft. */
  const saved = useSignal<PreparedLesson | undefined>(undefined);
  const base = useSignal<Draft>(emptyDraft());
  const source = useSignal<DraftSource>(stored?.from ?? "saved");
  const state = useSignal<SaveState>(initialId === undefined ? "unsaved" : "saved");
  const kept = useSignal(true);
  const problem = useSignal<unknown>(undefined);
  const edits = useSignal(emptyHistory);
  return { id, key, draft, saved, base, source, state, kept, problem, edits };
}

/** `initialId` is `undefined` for a new lesson. */
export function useLesson(initialId: number | undefined): LessonEditor {
  const model = useModel(initialId);
  const { id, key, draft, base, source, state, kept, problem, edits } = model;
  useEffect(() => {
    if (initialId !== undefined) void load(model, initialId);
  }, [initialId]);
  const { elsewhere, takeOver } = useEditingTab(draftName(key()), (exists) => {
    if (exists || !id.value) showStored(model);
    else void load(model, id.value);
  });
  useWarnBeforeUnload(() => state.value === "saving" || (state.value !== "saved" && !kept.value));

  const undo = () => {
    const last = undoEdit(edits.value);
    if (!last) return;
    edits.value = last.history;
    showUnsaved(model, last.draft);
  };
  return {
    draft,
    id,
    base,
    source,
    elsewhere,
    takeOver() {
      showStored(model);
      takeOver();
    },
    state,
    kept,
    problem,
    change(next) {
      if (draft.value) edits.value = withEdit(edits.value, draft.value, next);
      showUnsaved(model, next);
    },
    undo: edits.value.drafts.length > 0 ? undo : undefined,
    discard() {
      forgetDraft(key());
      edits.value = emptyHistory;
      source.value = "saved";
      draft.value = base.value;
      state.value = id.value ? "saved" : "unsaved";
    },
    replace(lesson) {
      forgetDraft(key());
      edits.value = emptyHistory;
      base.value = toDraft(lesson);
      source.value = "saved";
      draft.value = base.value;
      state.value = "saved";
    },
    save: () => save(model),
    remove: () => remove(model),
  };
}

/** Loads the lesson from the server, and shows it or the draft that this browser stores of it. */
async function load(model: Model, id: number): Promise<void> {
  try {
    setSaved(model, await api.lesson(id));
    showStored(model);
  } catch (thrown) {
    model.problem.value = thrown;
  }
}

function setSaved({ saved, base }: Model, lesson: PreparedLesson): void {
  saved.value = lesson;
  base.value = toDraft(lesson);
}

/** Shows the draft that the browser stores, or the saved lesson if it stores none. */
function showStored({ id, key, saved, draft, source, state, edits }: Model): void {
  if (id.value && !saved.value) return;
  const opened = openDraft(key(), saved.value);
  edits.value = emptyHistory;
  source.value = opened.from;
  state.value = opened.from === "saved" && id.value ? "saved" : "unsaved";
  draft.value = opened.draft;
}

/** Shows a draft that is not saved on the server, and stores it in the browser. */
function showUnsaved({ draft, state, kept, key, base }: Model, next: Draft): void {
  draft.value = next;
  state.value = "unsaved";
  kept.value = keepDraft(key(), next, base.value);
}

async function save(model: Model): Promise<PreparedLesson | undefined> {
  const { id, draft, state } = model;
  if (!draft.value || state.value === "saving") return undefined;
  if (!draft.value.title.trim()) {
    state.value = { failed: texts.value.titleMissing };
    document.getElementById("lesson-title")?.focus();
    return undefined;
  }
  state.value = "saving";
  try {
    if (id.value && (await showConflict(model, id.value))) return undefined;
    const sent = draft.value;
    const lesson = await (id.value ? api.changeLesson(id.value, toLesson(sent)) : api.makeLesson(toLesson(sent)));
    showSaved(model, sent, lesson);
    return lesson;
  } catch (thrown) {
    state.value = { failed: errorText(thrown) };
    return undefined;
  }
}

/** Whether the lesson was saved in another tab or on another device since it was loaded here. If so, shows the conflict. */
async function showConflict(model: Model, id: number): Promise<boolean> {
  const { base, draft, edits, source } = model;
  const lesson = await api.lesson(id);
  if (isSame(toDraft(lesson), base.value)) return false;
  setSaved(model, lesson);
  edits.value = emptyHistory;
  if (draft.value) showUnsaved(model, withKnownIds(draft.value, lesson));
  source.value = "conflict";
  return true;
}

/** Shows that `sent` was saved as `lesson`. The draft may have been changed meanwhile. */
function showSaved(model: Model, sent: Draft, lesson: PreparedLesson): void {
  const { id, key, draft, base, source, state, kept, edits } = model;
  const isNew = !id.value;
  forgetDraft(key());
  id.value = lesson.id;
  setSaved(model, lesson);
  source.value = "saved";
  // The editor may have been left while it was being saved.
  if (isNew && location.pathname === "/teach/lessons/new") {
    history.replaceState(null, "", `/teach/lessons/${lesson.id}${location.search}`);
  }
  const update = (before: Draft) => withKnownIds(withIds(before, sent, lesson), lesson);
  edits.value = { drafts: edits.value.drafts.map(update), field: undefined };
  const isUnchanged = draft.value === sent;
  if (draft.value) draft.value = update(draft.value);
  if (draft.value && !isUnchanged) kept.value = keepDraft(key(), draft.value, base.value);
  state.value = isUnchanged ? "saved" : "unsaved";
}

async function remove({ id, key, state }: Model): Promise<boolean> {
  if (!id.value) return false;
  try {
    await api.deleteLesson(id.value);
    forgetDraft(key());
    return true;
  } catch (thrown) {
    state.value = { failed: errorText(thrown) };
    return false;
  }
}

/** Makes the browser ask before it closes the page while `isNeeded` returns true. */
function useWarnBeforeUnload(isNeeded: () => boolean): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isNeeded()) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
}
