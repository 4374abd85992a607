/** The student's page: which screen there is to see, by how the class and the connection are. */
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import { noSteps } from "../../client/fold/progress.ts";
import type { ClosedReason } from "../../client/link.ts";
import { doneCount } from "../../client/place.ts";
import { type LiveRoom, useLive } from "../live.ts";
import { text } from "../messages/index.ts";
import { go } from "../router.ts";
import { rememberSeat } from "../start/join.tsx";
import { LinkMark } from "../ui/link-mark.tsx";
import { Loading, Notice } from "../ui/notice.tsx";
import { LanguageButton, Link, Page, useTitle } from "../ui/page.tsx";
import { HelpBar } from "./help-bar.tsx";
import { StepScreen } from "./step-screen.tsx";

export function Student({ code }: { code: string }) {
  const live = useLive(code);
  const { link, room, loaded } = live.state.value;
  const closed = link.is === "closed" ? link.reason : undefined;
  const stranger = closed === "not_in_session" || closed === "signed_out";

  useEffect(() => {
    if (stranger) {
      rememberSeat(code, undefined);
      go(`/j/${code}`, { replace: true });
    }
    if (room?.you.role === "INSTRUCTOR") go(`/teach/${code}`, { replace: true });
  }, [stranger, room?.you.role]);
  useEffect(() => {
    if (room?.you.role === "STUDENT") rememberSeat(code, room.you.nickname);
  }, [room?.you.nickname]);

  if (closed) return <Closed reason={closed} room={room} onReopen={live.reopen} />;
  if (!room || !loaded) {
    return (
      <Page title={code} aside={<LinkMark link={link} onTry={live.nudge} />}>
        <Loading />
      </Page>
    );
  }
  return <InClass live={live} room={room} />;
}

function InClass({ live, room }: { live: LiveRoom; room: Room }) {
  const { link } = live.state.value;
  const { session, you, presence } = room;
  const words = text.value;
  useTitle(session.title);
  const gone = link.is === "reconnecting";
  const step = session.status !== "WAITING" && session.current_subtask !== null;
  return (
    <div class="flex min-h-dvh flex-col">
      <header class="sticky top-0 z-10 bg-base-200">
        <div class="mx-auto flex min-h-16 max-w-3xl items-center justify-between gap-3 px-page">
          <p class="line-clamp-2 leading-tight font-semibold">{session.title}</p>
          <div class="flex shrink-0 items-center">
            <LinkMark link={link} />
            <LanguageButton />
          </div>
        </div>
        {gone && (
          <div class="unfold bg-behind-soft text-behind-ink">
            <div class="mx-auto flex max-w-3xl items-center justify-between gap-3 px-page py-2 text-base">
              <p>{words.link.keepGoing}</p>
              <button type="button" class="btn btn-ghost shrink-0" onClick={live.nudge}>
                {words.link.now}
              </button>
            </div>
          </div>
        )}
        {session.status === "PAUSED" && (
          <p
            class="unfold bg-neutral px-page py-3 text-center text-base font-semibold text-neutral-content"
            role="status"
          >
            {words.student.paused} · {words.student.pausedHint}
          </p>
        )}
      </header>
      {step ? (
        <StepScreen live={live} room={room} />
      ) : (
        <>
          <main class="mx-auto flex w-full max-w-3xl flex-1 flex-col justify-center gap-4 px-page py-12 text-center">
            <h1 class="text-step font-extrabold tracking-tight text-balance">
              {session.status === "WAITING" ? words.student.hello(you.nickname) : words.student.noSteps}
            </h1>
            <p class="text-quiet text-balance">
              {session.status === "WAITING" ? words.student.waits : words.student.noStepsHint}
            </p>
            <p class="mt-6 font-semibold">{words.student.inRoom(presence.online_count)}</p>
          </main>
          {session.status !== "WAITING" && (
            <div class="bar">
              <HelpBar live={live} room={room} stepId={null} />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Closed({ reason, room, onReopen }: { reason: ClosedReason; room: Room | undefined; onReopen: () => void }) {
  const { closed, student, common } = text.value;
  const [what, then] = closed[reason];
  const all = room?.session.lesson?.subtasks.length ?? 0;
  const done = room ? doneCount(room.session.lesson, room.progress.get(room.you.id) ?? noSteps) : 0;
  const says = reason === "ended" && all > 0 ? `${student.endedDone(done, all)} ${then}` : then;
  return (
    <Page title={room?.session.title ?? "Lectern"}>
      {room && <p class="mt-8 text-center font-semibold text-quiet">{room.session.title}</p>}
      <Notice says={[what, says]}>
        {reason === "replaced" && (
          <button type="button" class="btn btn-primary btn-huge" onClick={onReopen}>
            {closed.comeBack}
          </button>
        )}
        <Link to="/" class="btn btn-lg btn-ghost self-center text-quiet">
          {common.toStart}
        </Link>
      </Notice>
    </Page>
  );
}
