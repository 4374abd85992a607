/** A student's page during a class: tabs for step, questions and chat, and the buttons at the bottom. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { studentsOnline } from "../../client/fold/presence.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { StudentLive } from "../live.ts";
import { usePreparedRenderer } from "../step-text/step-text.tsx";
import { LazyPage } from "../ui/lazy-page.tsx";
import { LinkMark } from "../ui/link-mark.tsx";
import { LanguageButton, Link, useTitle } from "../ui/page.tsx";
import { inTurn } from "../ui/preload.ts";
import { common } from "../ui/texts.ts";
import { TimerMark } from "../ui/timer-mark.tsx";
import { BottomRow } from "./bottom-row.tsx";
import { NoticeBanner } from "./notice-banner.tsx";
import { Poll } from "./poll.tsx";
import { Hand, SeatNotes, useSeatCode } from "./seat.tsx";
import { StepScreen } from "./step-screen.tsx";
import { type Tab, Tabs } from "./tabs.tsx";
import { texts } from "./texts.ts";
import { useUnread } from "./use-unread.ts";

/** The tabs to show: without steps, only questions and chat; without those, only the step. */
function tabsOf({ session }: StudentRoom): Tab[] {
  const talk = (["questions", "chat"] as const).filter((name) => session.features.includes(name));
  const steps = session.features.includes("steps") && (session.lesson?.subtasks.length ?? 0) > 0;
  return steps || talk.length === 0 ? ["step", ...talk] : talk;
}

/** Loaded on first use: most classes are paced by the teacher. */
const pacedStep = () => import("./paced-step.tsx");

/** Loaded once the page is shown, so that the tabs can be opened while the server cannot be reached. */
const talkTabs = () => import("./talk-tabs.tsx");

export function InClass({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const { session } = room;
  useTitle(session.title);
  usePreparedRenderer(session.lesson?.subtasks, room.presence.online_count);
  useSeatCode();
  const tabs = tabsOf(room);
  const chosen = useSignal<Tab>("step");
  const shown = tabs.find((tab) => tab === chosen.value) ?? tabs[0] ?? "step";
  const unread = useUnread(live, room, shown);
  const stepTop = useRef(0);
  // Restore the scroll position of the step tab.
  useLayoutEffect(() => {
    if (shown === "step") scrollTo(0, stepTop.current);
  }, [shown]);
  useEffect(() => {
    if (tabs.some((tab) => tab !== "step")) talkTabs().catch(() => {});
  }, []);
  const started = session.status !== "WAITING";
  const isPaced = session.settings.pace === "student" && (session.lesson?.subtasks.length ?? 0) > 0;
  // The teacher may let students set the pace in the middle of the class.
  const loadPaced = useRef(isPaced ? pacedStep : () => inTurn(pacedStep, room.presence.online_count));
  const hasStep = started && (isPaced || session.current_subtask !== null);
  return (
    <div class={`flex flex-col ${shown === "step" ? "min-h-dvh" : "h-dvh min-h-[34rem]"}`}>
      <header class="sticky top-0 z-20 bg-base-200 [@media(max-height:28rem)]:relative">
        <Header live={live} room={room} />
        {tabs.length > 1 && (
          <Tabs
            tabs={tabs}
            shown={shown}
            unread={unread}
            onTab={(tab) => {
              if (shown === "step") stepTop.current = scrollY;
              chosen.value = tab;
            }}
          />
        )}
        <NoticeBanner room={room} />
        <SeatNotes live={live} room={room} />
        <Poll live={live} room={room} />
      </header>
      {shown === "step" &&
        (!hasStep ? (
          <NoStep room={room} />
        ) : isPaced ? (
          <LazyPage isPart load={loadPaced.current} page={({ PacedStep }) => <PacedStep live={live} room={room} />} />
        ) : (
          <StepScreen live={live} room={room} />
        ))}
      {shown !== "step" && (
        <main class="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col gap-2 px-page pt-3 pb-1.5">
          <h1 class="sr-only">{texts.value.tab[shown]}</h1>
          {!started && !tabs.includes("step") && (
            <p class="text-base text-quiet">
              <strong class="text-base-content">{texts.value.hello(room.you.nickname)}</strong> {texts.value.waits}
            </p>
          )}
          <LazyPage
            isPart
            load={talkTabs}
            page={({ Chat, Questions }) =>
              shown === "questions" ? <Questions live={live} room={room} /> : <Chat live={live} room={room} />
            }
          />
        </main>
      )}
      {started && !(shown === "step" && hasStep) && (
        <footer class="bar shrink-0 [@media(max-height:28rem)]:static">
          <BottomRow live={live} room={room} stepId={session.current_subtask?.id ?? null} />
        </footer>
      )}
      {!started && shown !== "step" && <div class="h-3 shrink-0" />}
    </div>
  );
}

function Header({ live, room }: { live: StudentLive; room: StudentRoom }) {
  const { link } = live.state.value;
  const words = texts.value;
  return (
    <>
      {/* A title that does not fit beside the controls has a row of its own. */}
      <div class="mx-auto flex min-h-16 max-w-3xl flex-wrap items-center justify-end gap-x-3 px-page py-1">
        <div class="flex min-w-24 flex-auto items-center gap-3 py-2">
          <p class="line-clamp-2 min-w-24 flex-1 leading-tight font-semibold">{room.session.title}</p>
          <TimerMark timer={room.timer} class="min-w-0 text-lg" />
        </div>
        <div class="flex shrink-0 items-center">
          {room.session.features.includes("practice") && room.session.current_subtask && (
            <Link to={`/practice/${room.session.code}`} class="btn btn-ghost px-3 text-done-ink">
              {common.value.guitarPractice}
            </Link>
          )}
          <LinkMark link={link} />
          <Hand live={live} room={room} />
          <LanguageButton />
        </div>
      </div>
      {link.is === "reconnecting" && (
        <div class="unfold bg-behind-soft text-behind-ink">
          <div class="mx-auto flex max-w-3xl items-center justify-between gap-3 px-page py-2 text-base">
            <p>{common.value.link.keepGoing}</p>
            <button type="button" class="btn btn-ghost shrink-0" onClick={live.nudge}>
              {common.value.link.now}
            </button>
          </div>
        </div>
      )}
      {room.session.status === "PAUSED" && (
        <p
          class="unfold bg-neutral px-page py-3 text-center text-base font-semibold text-neutral-content"
          role="status"
        >
          {words.paused} · {words.pausedHint}
        </p>
      )}
    </>
  );
}

/** Shown instead of a step: the class has not started, or has no steps. */
function NoStep({ room }: { room: StudentRoom }) {
  const words = texts.value;
  const waiting = room.session.status === "WAITING";
  return (
    <main class="mx-auto flex w-full max-w-3xl flex-1 flex-col justify-center gap-4 px-page py-12 text-center">
      <h1 class="text-step font-extrabold tracking-tight text-balance">
        {waiting ? words.hello(room.you.nickname) : words.noSteps}
      </h1>
      <p class="text-quiet text-balance">{waiting ? words.waits : words.noStepsHint}</p>
      {room.session.features.includes("practice") && (
        <Link to={`/practice/${room.session.code}`} class="btn btn-primary btn-huge mx-auto">
          {common.value.guitarPractice}
        </Link>
      )}
      <p class="mt-6 font-semibold">{words.inRoom(studentsOnline(room.presence))}</p>
    </main>
  );
}
