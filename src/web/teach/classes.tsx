/** The teacher's start page: running and past classes, lessons, and a new class with one press. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { ListedSession } from "../../client/api.ts";
import type { Session } from "../../features/whole-session.ts";
import { account, signOut } from "../account.ts";
import { CoTaught } from "../co-teachers/co-taught.tsx";
import { locale } from "../language.ts";
import { PhoneButton } from "../pairing/phone-button.tsx";
import { TokensButton } from "../programs/tokens-button.tsx";
import { ClassSettings } from "../settings/class-settings.tsx";
import { Icon } from "../ui/icon.tsx";
import { errorNotice, errorText, Loading, Notice, Problem } from "../ui/notice.tsx";
import { GuideLink, Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { DemoLink, DemoOffer } from "./demo-offer.tsx";
import { LessonShelf } from "./lesson-shelf.tsx";
import { NewClass } from "./new-class.tsx";
import { isFiltered, PastClasses } from "./past-classes.tsx";
import { SessionList } from "./session-row.tsx";
import { texts } from "./texts.ts";
import { type Classes as ClassList, useClasses } from "./use-classes.ts";

export function Classes() {
  const words = texts.value;
  const list = useClasses();
  const choosing = useSignal(false);
  const settingsOf = useSignal<Session | undefined>(undefined);
  const running = list.running.items;
  const past = list.past.items.value;
  // Once a list was read, what is wrong with it is shown beside it.
  const problem =
    (running.value ? undefined : list.running.problem.value) ?? (past ? undefined : list.past.problem.value);
  const isNew = running.value?.length === 0 && past?.length === 0 && !isFiltered(list.past.answered.value);
  const onSettings = (session: Session) => {
    settingsOf.value = session;
  };
  const closeSettings = () => {
    settingsOf.value = undefined;
  };
  return (
    <Page title={words.title} home="/teach" width="wide" aside={<SignOutButton />}>
      {problem !== undefined ? (
        <Notice says={errorNotice(problem)}>
          <button type="button" class="btn btn-primary btn-lg" onClick={list.load}>
            {common.value.again}
          </button>
        </Notice>
      ) : running.value === undefined || past === undefined ? (
        <Loading />
      ) : (
        <div class="flex flex-col gap-10 py-6">
          <RunningClasses
            list={list}
            sessions={running.value}
            onChoose={() => {
              list.refused.value = undefined;
              choosing.value = true;
            }}
            onSettings={onSettings}
          />
          {isNew && <DemoOffer />}
          <CoTaught />
          <LessonShelf onStart={(lesson) => void list.open({ title: lesson.title, lesson_id: lesson.id })} />
          <PastClasses list={list} onSettings={onSettings} />
          <OtherPages>
            <TokensButton sessions={running.value} class="flex min-h-11 items-center underline" />
            {!isNew && <DemoLink />}
          </OtherPages>
        </div>
      )}
      {settingsOf.value && (
        <ClassSettings
          session={settingsOf.value}
          onClose={closeSettings}
          onChanged={(changed) => {
            settingsOf.value = changed;
            list.replace(changed);
          }}
          onDeleted={() => {
            if (settingsOf.value) list.remove(settingsOf.value);
            closeSettings();
          }}
        />
      )}
      {choosing.value && (
        <NewClass
          suggested={suggestedTitle()}
          onClose={() => {
            choosing.value = false;
          }}
          busy={list.opening.value}
          refused={list.refused.value}
          onOpen={list.open}
        />
      )}
    </Page>
  );
}

function SignOutButton() {
  return (
    <button type="button" class="btn btn-ghost px-3 font-medium text-quiet" onClick={() => void signOut()}>
      {account.value?.name} · {texts.value.signIn.out}
    </button>
  );
}

interface RunningClassesProps {
  list: ClassList;
  sessions: readonly ListedSession[];
  onChoose: () => void;
  onSettings: (session: Session) => void;
}

/** The classes that have not ended, and the two ways to open a new one: at once, or with title and lesson. */
function RunningClasses({ list, sessions, onChoose, onSettings }: RunningClassesProps) {
  const words = texts.value;
  const { hasMore, problem, readMore } = list.running;
  return (
    <section class="flex flex-col gap-5">
      <h1 class="text-step font-extrabold tracking-tight">{words.title}</h1>
      <div class="flex flex-wrap items-center gap-3">
        <button
          type="button"
          class="btn btn-primary btn-huge"
          disabled={list.opening.value}
          onClick={() => void list.open({ title: suggestedTitle() })}
        >
          <Icon name="plus" size="1.75rem" />
          {words.newClass}
        </button>
        <button type="button" class="btn btn-ghost btn-lg" onClick={onChoose}>
          {words.chooseFirst}
        </button>
      </div>
      {list.refused.value && <Problem says={list.refused.value} />}
      {sessions.length === 0 ? (
        <p class="text-quiet">{words.none}</p>
      ) : (
        <SessionList title={words.running} sessions={sessions} onSettings={onSettings} onDeleted={list.remove} large />
      )}
      {problem.value !== undefined && <Problem says={errorText(problem.value)} />}
      {hasMore.value && (
        <button type="button" class="btn self-start" onClick={() => void readMore()}>
          {common.value.older}
        </button>
      )}
    </section>
  );
}

function OtherPages({ children }: { children: ComponentChildren }) {
  return (
    <nav class="flex flex-wrap gap-x-6 text-base text-quiet" aria-label={texts.value.more}>
      <PhoneButton class="flex min-h-11 items-center underline" />
      <GuideLink class="flex min-h-11 items-center underline" />
      <Link to="/spc" class="flex min-h-11 items-center underline">
        {common.value.qualityBoard}
      </Link>
      <Link to="/docs" class="flex min-h-11 items-center underline">
        {common.value.developerDocs}
      </Link>
      {children}
    </nav>
  );
}

/** The default title of a class that is opened now, in the page's language. */
function suggestedTitle(): string {
  const now = new Date();
  const day = now.toLocaleDateString(locale(), { weekday: "long" });
  return texts.value.suggested(`${day} ${now.toLocaleTimeString(locale(), { timeStyle: "short" })}`);
}
