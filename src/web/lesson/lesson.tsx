/** The lesson editor: title and steps, a preview of the student's view, saving, and what to do after it. */
import { useSignal } from "@preact/signals";
import { api } from "../api.ts";
import { go } from "../router.ts";
import { Confirm } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { errorNotice, errorText, Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import type { Draft } from "./draft.ts";
import { EditorNote } from "./editor-note.tsx";
import { HistoryButton } from "./history.tsx";
import { ExportButton } from "./lesson-file-buttons.tsx";
import { Preview } from "./preview.tsx";
import { StepEditor } from "./step-editor.tsx";
import { texts } from "./texts.ts";
import { type LessonEditor, type SaveState, useLesson } from "./use-lesson.ts";

/** `id` is `undefined` for a new lesson. `?class=<code>` in the address: the class that is to use the lesson. */
export function Lesson({ id }: { id: number | undefined }) {
  const words = texts.value;
  const editor = useLesson(id);
  const shown = useSignal(0);
  const forClass = new URLSearchParams(location.search).get("class");
  const title = id === undefined ? words.newTitle : words.editTitle;
  const draft = editor.draft.value;
  const problem = editor.problem.value;
  if (problem || !draft) {
    return (
      <Page title={title} home="/teach">
        {problem ? (
          <Notice says={errorNotice(problem)}>
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
      <EditorNote editor={editor} onSave={() => void (forClass ? saveForClass(editor, forClass) : editor.save())} />
      <div class="grid flex-1 grid-cols-[minmax(0,1fr)] gap-8 pt-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void (forClass ? saveForClass(editor, forClass) : editor.save());
          }}
        >
          <fieldset class="flex min-w-0 flex-col gap-4" disabled={editor.elsewhere.value}>
            <TitleField draft={draft} onChange={editor.change} />
            <StepEditor
              draft={draft}
              onChange={editor.change}
              onShow={(at) => {
                shown.value = at;
              }}
            />
            {!editor.elsewhere.value && editor.id.value && <LessonActions editor={editor} id={editor.id.value} />}
            {!editor.elsewhere.value && <SaveBar editor={editor} forClass={forClass !== null} />}
          </fieldset>
        </form>
        <Preview draft={draft} at={shown.value} />
      </div>
    </Page>
  );
}

/** Saves the lesson, makes the class use it, and goes back to the class. */
async function saveForClass(editor: LessonEditor, code: string): Promise<void> {
  const lesson = await editor.save();
  if (!lesson) return;
  try {
    await api.changeSession(code, { lesson_id: lesson.id });
    go(`/teach/${code}`);
  } catch (thrown) {
    editor.state.value = { failed: errorText(thrown) };
  }
}

function TitleField({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const words = texts.value;
  return (
    <>
      <label class="label-text" for="lesson-title">
        {words.name}
      </label>
      <input
        id="lesson-title"
        class="input h-16 text-2xl font-bold"
        maxLength={200}
        placeholder={words.namePlaceholder}
        value={draft.title}
        onInput={({ currentTarget }) => onChange({ ...draft, title: currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.isComposing) event.preventDefault();
        }}
      />
    </>
  );
}

/** Save, undo and, once the lesson is saved, opening a class with it. */
function SaveBar({ editor, forClass }: { editor: LessonEditor; forClass: boolean }) {
  const words = texts.value;
  const { state, id, draft, undo } = editor;
  const openClass = async () => {
    try {
      const { code } = await api.makeSession({ title: draft.value?.title.trim() ?? "", lesson_id: id.value ?? null });
      go(`/teach/${code}`);
    } catch (thrown) {
      state.value = { failed: errorText(thrown) };
    }
  };
  return (
    <div class="bar mx-0 max-w-none flex-row flex-wrap items-center gap-3 px-0 py-3">
      <button type="submit" class="btn btn-primary btn-lg" disabled={state.value === "saving"}>
        {forClass ? words.use : words.save}
      </button>
      <SaveStateMark state={state.value} kept={editor.kept.value} />
      {state.value === "saved" && id.value && !forClass && (
        <button type="button" class="btn" onClick={() => void openClass()}>
          <Icon name="play" />
          {words.startClass}
        </button>
      )}
      <button
        type="button"
        class="btn btn-ghost btn-square ml-auto"
        aria-label={words.undoEdit}
        title={words.undoEdit}
        disabled={!undo}
        onClick={undo}
      >
        <Icon name="undo" />
      </button>
    </div>
  );
}

/** What is done to a saved lesson as a whole. Not in the bar, which would hide the text on a phone. */
function LessonActions({ editor, id }: { editor: LessonEditor; id: number }) {
  return (
    <div class="flex flex-wrap justify-end">
      <HistoryButton editor={editor} id={id} />
      <ExportButton id={id} />
      <DeleteButton editor={editor} />
    </div>
  );
}

function DeleteButton({ editor }: { editor: LessonEditor }) {
  const words = texts.value;
  const asking = useSignal(false);
  const close = () => {
    asking.value = false;
  };
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost text-help-ink"
        onClick={() => {
          asking.value = true;
        }}
      >
        <Icon name="trash" />
        {words.delete}
      </button>
      {asking.value && (
        <Confirm
          title={words.delete}
          hint={words.deleteAsk}
          yes={words.delete}
          no={common.value.cancel}
          onNo={close}
          onYes={() => {
            close();
            void editor.remove().then((removed) => removed && go("/teach", { replace: true }));
          }}
        />
      )}
    </>
  );
}

/** `kept`: whether unsaved changes survive leaving the page. */
function SaveStateMark({ state, kept }: { state: SaveState; kept: boolean }) {
  const words = texts.value;
  if (typeof state === "object") {
    return (
      <p role="status" class="mark bg-help-soft text-help-ink">
        {words.failed}: {state.failed}
      </p>
    );
  }
  return (
    <p role="status" class={`mark ${state === "saved" ? "text-done-ink" : "text-quiet"}`}>
      {state === "saved" && <Icon name="check" />}
      {state === "unsaved" && !kept ? words.notKept : words.saving[state]}
    </p>
  );
}
