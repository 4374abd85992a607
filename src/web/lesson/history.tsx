/** The versions of a lesson: who saved which and when, what has changed since, and restoring one. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { LessonVersion } from "../../client/api.ts";
import type { PreparedLesson } from "../../domain/lesson.ts";
import { api } from "../api.ts";
import { locale } from "../language.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { errorText, Problem } from "../ui/notice.tsx";
import { common } from "../ui/texts.ts";
import { Differences } from "./compare.tsx";
import { differences } from "./differences.ts";
import { toDraft } from "./draft.ts";
import { texts } from "./texts.ts";
import type { LessonEditor } from "./use-lesson.ts";

/** The button that opens the versions of a lesson. */
export function HistoryButton({ editor, id }: { editor: LessonEditor; id: number }) {
  const open = useSignal(false);
  return (
    <>
      <button
        type="button"
        class="btn btn-ghost"
        onClick={() => {
          open.value = true;
        }}
      >
        {texts.value.versions}
      </button>
      {open.value && (
        <History
          editor={editor}
          id={id}
          onClose={() => {
            open.value = false;
          }}
        />
      )}
    </>
  );
}

interface HistoryProps {
  editor: LessonEditor;
  id: number;
  onClose: () => void;
}

function History({ editor, id, onClose }: HistoryProps) {
  const words = texts.value;
  const versions = useSignal<readonly LessonVersion[]>([]);
  const chosen = useSignal<{ readonly version: number; readonly lesson: PreparedLesson } | undefined>(undefined);
  const refused = useSignal<string | undefined>(undefined);
  const attempt = async (action: () => Promise<void>) => {
    refused.value = undefined;
    try {
      await action();
    } catch (thrown) {
      refused.value = errorText(thrown);
    }
  };
  useEffect(() => {
    void attempt(async () => {
      versions.value = await api.lessonVersions(id);
    });
  }, [id]);
  const choose = (version: number) =>
    attempt(async () => {
      chosen.value = { version, lesson: await api.lessonVersion(id, version) };
    });
  const restore = (version: number) =>
    attempt(async () => {
      editor.replace(await api.restoreLesson(id, version));
      onClose();
    });
  const newest = versions.value[0]?.version;
  return (
    <Dialog title={words.versions} size="wide" onClose={onClose}>
      {refused.value && <Problem says={refused.value} />}
      <div class="grid gap-4 md:grid-cols-[16rem_minmax(0,1fr)]">
        <ol class="flex max-h-72 flex-col gap-1.5 overflow-auto p-1 md:max-h-[60vh]" aria-label={words.versions}>
          {versions.value.map((version) => (
            <li key={version.version}>
              <Version
                version={version}
                isNewest={version.version === newest}
                isChosen={version.version === chosen.value?.version}
                onChoose={() => void choose(version.version)}
              />
            </li>
          ))}
        </ol>
        {chosen.value ? (
          <Chosen
            lesson={chosen.value.lesson}
            editor={editor}
            isNewest={chosen.value.version === newest}
            onRestore={() => void restore(chosen.value?.version ?? 0)}
          />
        ) : (
          <p class="text-quiet">{words.versionsHint}</p>
        )}
      </div>
      <div class="flex justify-end">
        <button type="button" class="btn btn-lg" onClick={onClose}>
          {common.value.close}
        </button>
      </div>
    </Dialog>
  );
}

interface VersionProps {
  version: LessonVersion;
  isNewest: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

function Version({
  version: { version, saved_at, by, steps, restored_from },
  isNewest,
  isChosen,
  onChoose,
}: VersionProps) {
  const words = texts.value;
  const at = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(
    Date.parse(saved_at),
  );
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      class={`flex min-h-14 w-full flex-col rounded-field px-3 py-1.5 text-left ${isChosen ? "bg-base-200 ring-2 ring-primary" : "ring-1 ring-base-300"}`}
      onClick={onChoose}
    >
      <span class="font-semibold">
        {at}
        {isNewest && ` · ${words.newest}`}
      </span>
      <span class="text-base text-quiet">
        {words.version(version)} · {by.name} · {common.value.steps(steps)}
        {restored_from !== null && ` · ${words.restoredFrom(restored_from)}`}
      </span>
    </button>
  );
}

interface ChosenProps {
  lesson: PreparedLesson;
  editor: LessonEditor;
  isNewest: boolean;
  onRestore: () => void;
}

/** What differs between a version and the saved lesson, and the button that restores it. */
function Chosen({ lesson, editor, isNewest, onRestore }: ChosenProps) {
  const words = texts.value;
  const then = toDraft(lesson);
  const now = editor.base.value;
  const isSame = then.title === now.title && differences(then, now).length === 0;
  return (
    <div class="flex min-w-0 flex-col gap-4">
      {isSame ? (
        <p class="text-quiet">{words.sameVersion}</p>
      ) : (
        <Differences drafts={[then, now]} names={[words.thatVersion, words.savedNow]} />
      )}
      {!isNewest && !isSame && (
        <div class="flex flex-wrap items-center gap-3">
          <button type="button" class="btn btn-primary btn-lg" onClick={onRestore}>
            <Icon name="undo" />
            {words.restore}
          </button>
          <p class="text-base text-quiet">
            {editor.state.value === "saved" ? words.restoreHint : words.restoreUnsaved}
          </p>
        </div>
      )}
    </div>
  );
}
