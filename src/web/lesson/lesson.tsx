/** The lesson editor: title and steps on one side, the student's view on the other, and whether it is saved. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Lesson as Saved } from "../../domain/session.ts";
import { account } from "../account.ts";
import { api } from "../live.ts";
import { go } from "../router.ts";
import { Confirm } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { errorText, Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { type Draft, emptyDraft, toDraft, toLesson, withIds } from "./draft.ts";
import { Preview } from "./preview.tsx";
import { StepEditor } from "./step-editor.tsx";
import { forgetDraft, keepDraft, type OpenedDraft, openDraft } from "./stored-draft.ts";
import { texts } from "./texts.ts";

type Saving = "saved" | "unsaved" | "saving" | { readonly failed: string };

export function Lesson({ id }: { id: number | undefined }) {
  const words = texts.value;
  const known = useSignal(id);
  const key = () => ({ user: account.value?.id, lesson: known.value });
  const first = useMemo(() => (id === undefined ? openDraft(key(), undefined) : undefined), []);
  const draft = useSignal<Draft | undefined>(first?.draft);
  /** The lesson as the server has it. */
  const base = useSignal<Draft>(emptyDraft());
  const found = useSignal<OpenedDraft["from"]>(first?.from ?? "saved");
  const saved = useSignal<Saving>(id === undefined ? "unsaved" : "saved");
  /** Whether this browser keeps what is not saved. */
  const kept = useSignal(true);
  const problem = useSignal<unknown>(undefined);
  const deleting = useSignal(false);
  const shown = useSignal(0);
  const forClass = new URLSearchParams(location.search).get("class");

  useEffect(() => {
    if (id === undefined) return;
    api
      .lesson(id)
      .then((lesson) => {
        const opened = openDraft(key(), lesson);
        base.value = toDraft(lesson);
        found.value = opened.from;
        saved.value = opened.from === "saved" ? "saved" : "unsaved";
        draft.value = opened.draft;
      })
      .catch((thrown) => {
        problem.value = thrown;
      });
  }, [id]);
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => {
      if (saved.value === "saving" || !kept.value) event.preventDefault();
    };
    addEventListener("beforeunload", stay);
    return () => removeEventListener("beforeunload", stay);
  }, []);

  const change = (next: Draft) => {
    draft.value = next;
    saved.value = "unsaved";
    kept.value = keepDraft(key(), next, base.value);
  };
  const discard = () => {
    forgetDraft(key());
    found.value = "saved";
    draft.value = base.value;
    saved.value = known.value ? "saved" : "unsaved";
  };
  async function save(): Promise<Saved | undefined> {
    const sent = draft.value;
    if (!sent || saved.value === "saving") return undefined;
    if (!sent.title.trim()) {
      saved.value = { failed: words.titleMissing };
      document.getElementById("lesson-title")?.focus();
      return undefined;
    }
    saved.value = "saving";
    try {
      const lesson = known.value
        ? await api.changeLesson(known.value, toLesson(sent))
        : await api.makeLesson(toLesson(sent));
      const isNew = !known.value;
      forgetDraft(key());
      known.value = lesson.id;
      base.value = toDraft(lesson);
      found.value = "saved";
      // The editor may have been left while it was being saved.
      if (isNew && location.pathname === "/teach/lessons/new") {
        history.replaceState(null, "", `/teach/lessons/${lesson.id}${location.search}`);
      }
      const whole = draft.value === sent;
      if (draft.value) draft.value = withIds(draft.value, sent, lesson);
      if (draft.value && !whole) kept.value = keepDraft(key(), draft.value, base.value);
      saved.value = whole ? "saved" : "unsaved";
      return lesson;
    } catch (thrown) {
      saved.value = { failed: errorText(thrown) };
      return undefined;
    }
  }
  const use = async () => {
    const lesson = await save();
    if (!lesson || !forClass) return;
    try {
      await api.changeSession(forClass, { lesson_id: lesson.id });
      go(`/teach/${forClass}`);
    } catch (thrown) {
      saved.value = { failed: errorText(thrown) };
    }
  };

  const title = id === undefined ? words.newTitle : words.editTitle;
  if (problem.value || !draft.value) {
    return (
      <Page title={title} home="/teach">
        {problem.value ? (
          <Notice says={[errorText(problem.value), ""]}>
            <Link to="/teach" class="btn btn-lg">
              {common.value.toClasses}
            </Link>
          </Notice>
        ) : (
          <Loading />
        )}
      </Page>
    );
  }
  return (
    <Page title={title} home="/teach" width="wide">
      <h1 class="sr-only">{title}</h1>
      <Link to={forClass ? `/teach/${forClass}` : "/teach"} class="btn btn-ghost -ml-3 self-start px-3">
        <Icon name="left" />
        {forClass ? words.toClass : common.value.toClasses}
      </Link>
      {found.value !== "saved" && (
        <div class="unfold mt-3 flex flex-wrap items-center justify-between gap-3 rounded-box bg-behind-soft p-4 text-behind-ink">
          <p role="status">{words.found[found.value]}</p>
          <button type="button" class="btn" onClick={discard}>
            {words.discard}
          </button>
        </div>
      )}
      <div class="grid flex-1 gap-8 pt-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <form
          class="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            void (forClass ? use() : save());
          }}
        >
          <label class="label-text" for="lesson-title">
            {words.name}
          </label>
          <input
            id="lesson-title"
            class="input h-16 text-2xl font-bold"
            maxLength={200}
            placeholder={words.namePlaceholder}
            value={draft.value.title}
            onInput={({ currentTarget }) => draft.value && change({ ...draft.value, title: currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.isComposing) event.preventDefault();
            }}
          />
          <StepEditor
            draft={draft.value}
            onChange={change}
            onShow={(at) => {
              shown.value = at;
            }}
          />
          <div class="bar mx-0 max-w-none flex-row flex-wrap items-center gap-3 px-0 py-3">
            <button type="submit" class="btn btn-primary btn-lg" disabled={saved.value === "saving"}>
              {forClass ? words.use : words.save}
            </button>
            <SavedMark saved={saved.value} kept={kept.value} />
            {known.value && (
              <button
                type="button"
                class="btn btn-ghost ml-auto text-help-ink"
                onClick={() => {
                  deleting.value = true;
                }}
              >
                <Icon name="trash" />
                {words.delete}
              </button>
            )}
          </div>
        </form>
        <Preview draft={draft.value} at={shown.value} />
      </div>
      {deleting.value && known.value && (
        <Confirm
          title={words.delete}
          hint={words.deleteAsk}
          yes={words.delete}
          no={common.value.cancel}
          onNo={() => {
            deleting.value = false;
          }}
          onYes={() => {
            deleting.value = false;
            saved.value = "saved";
            api
              .deleteLesson(known.value ?? 0)
              .then(() => {
                forgetDraft(key());
                go("/teach", { replace: true });
              })
              .catch((thrown) => {
                saved.value = { failed: errorText(thrown) };
              });
          }}
        />
      )}
    </Page>
  );
}

/** `kept`: whether unsaved changes survive leaving the page. */
function SavedMark({ saved, kept }: { saved: Saving; kept: boolean }) {
  const words = texts.value;
  if (typeof saved === "object") {
    return (
      <p role="status" class="mark bg-help-soft text-help-ink">
        {words.failed}: {saved.failed}
      </p>
    );
  }
  return (
    <p role="status" class={`mark ${saved === "saved" ? "text-done-ink" : "text-quiet"}`}>
      {saved === "saved" && <Icon name="check" />}
      {saved === "unsaved" && !kept ? words.notKept : words.saving[saved]}
    </p>
  );
}
