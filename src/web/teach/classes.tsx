/** The teacher's classes: those that run, those that were, and a new one in one press. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Lesson } from "../../domain/session.ts";
import type { Session, SessionInput } from "../../features/whole-session.ts";
import { account, signOut } from "../account.ts";
import { locale } from "../language.ts";
import { api } from "../live.ts";
import { go } from "../router.ts";
import { ClassSettings } from "../settings/class-settings.tsx";
import { Icon } from "../ui/icon.tsx";
import { errorText, Loading, Notice, Problem } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { LessonShelf } from "./lesson-shelf.tsx";
import { NewClass } from "./new-class.tsx";
import { SessionList } from "./session-row.tsx";
import { texts } from "./texts.ts";

export function Classes() {
  const words = texts.value;
  const sessions = useSignal<readonly Session[] | undefined>(undefined);
  const lessons = useSignal<readonly Lesson[]>([]);
  const problem = useSignal<unknown>(undefined);
  /** Where the older ones are read. */
  const more = useSignal<string | undefined>(undefined);
  const opening = useSignal(false);
  const choosing = useSignal(false);
  const refused = useSignal<string | undefined>(undefined);
  const setting = useSignal<Session | undefined>(undefined);
  const onSettings = (session: Session) => {
    setting.value = session;
  };

  const look = async () => {
    problem.value = undefined;
    try {
      const [found, shelf] = await Promise.all([api.sessions(), api.lessons()]);
      lessons.value = shelf;
      more.value = found.next;
      sessions.value = found.data;
    } catch (thrown) {
      problem.value = thrown;
    }
  };
  useEffect(() => void look(), []);

  const older = async () => {
    const known = sessions.value ?? [];
    try {
      const found = await api.sessions(more.value);
      more.value = found.next;
      sessions.value = [...known, ...found.data];
    } catch (thrown) {
      refused.value = errorText(thrown);
    }
  };
  const open = async (what: SessionInput) => {
    if (opening.value) return;
    opening.value = true;
    refused.value = undefined;
    try {
      const { code } = await api.makeSession(what);
      go(`/teach/${code}`);
    } catch (thrown) {
      refused.value = errorText(thrown);
    } finally {
      opening.value = false;
    }
  };

  const running = sessions.value?.filter(({ status }) => status !== "ENDED") ?? [];
  const past = sessions.value?.filter(({ status }) => status === "ENDED") ?? [];
  return (
    <Page
      title={words.title}
      home="/teach"
      width="wide"
      aside={
        <button type="button" class="btn btn-ghost px-3 font-medium text-quiet" onClick={() => void signOut()}>
          {account.value?.name} · {words.signIn.out}
        </button>
      }
    >
      {problem.value ? (
        <Notice says={[errorText(problem.value), ""]}>
          <button type="button" class="btn btn-primary btn-lg" onClick={look}>
            {common.value.again}
          </button>
        </Notice>
      ) : sessions.value === undefined ? (
        <Loading />
      ) : (
        <div class="flex flex-col gap-10 py-6">
          <section class="flex flex-col gap-5">
            <h1 class="text-step font-extrabold tracking-tight">{words.title}</h1>
            <div class="flex flex-wrap items-center gap-3">
              <button
                type="button"
                class="btn btn-primary btn-huge"
                disabled={opening.value}
                onClick={() => void open({ title: suggestedTitle() })}
              >
                <Icon name="plus" size="1.75rem" />
                {words.newClass}
              </button>
              <button
                type="button"
                class="btn btn-ghost btn-lg"
                onClick={() => {
                  refused.value = undefined;
                  choosing.value = true;
                }}
              >
                {words.chooseFirst}
              </button>
            </div>
            {refused.value && <Problem says={refused.value} />}
            {running.length === 0 ? (
              <p class="text-quiet">{words.none}</p>
            ) : (
              <SessionList title={words.running} sessions={running} onSettings={onSettings} large />
            )}
          </section>
          <LessonShelf
            lessons={lessons.value}
            onStart={(lesson) => void open({ title: lesson.title, lesson_id: lesson.id })}
          />
          <section class="flex flex-col gap-3">
            {past.length === 0 ? (
              <>
                <h2 class="text-2xl font-bold tracking-tight">{words.past}</h2>
                <p class="text-quiet">{words.noPast}</p>
              </>
            ) : (
              <SessionList title={words.past} sessions={past} onSettings={onSettings} />
            )}
            {more.value && (
              <button type="button" class="btn self-start" onClick={() => void older()}>
                {common.value.older}
              </button>
            )}
          </section>
          <nav class="flex flex-wrap gap-x-6 text-base text-quiet" aria-label={words.more}>
            <Link to="/spc" class="flex min-h-11 items-center underline">
              {common.value.qualityBoard}
            </Link>
            <Link to="/docs" class="flex min-h-11 items-center underline">
              {common.value.developerDocs}
            </Link>
          </nav>
        </div>
      )}
      {setting.value && (
        <ClassSettings
          session={setting.value}
          onClose={() => {
            setting.value = undefined;
          }}
          onChanged={(changed) => {
            setting.value = changed;
            sessions.value = sessions.value?.map((one) => (one.id === changed.id ? changed : one));
          }}
          onDeleted={() => {
            const gone = setting.value?.id;
            sessions.value = sessions.value?.filter(({ id }) => id !== gone);
            setting.value = undefined;
          }}
        />
      )}
      {choosing.value && (
        <NewClass
          suggested={suggestedTitle()}
          lessons={lessons.value}
          onClose={() => {
            choosing.value = false;
          }}
          busy={opening.value}
          refused={refused.value}
          onOpen={(what) => void open(what)}
        />
      )}
    </Page>
  );
}

/** A title for a class that begins now, in the page's language. */
function suggestedTitle(): string {
  const now = new Date();
  const day = now.toLocaleDateString(locale(), { weekday: "long" });
  return texts.value.suggested(`${day} ${now.toLocaleTimeString(locale(), { timeStyle: "short" })}`);
}
