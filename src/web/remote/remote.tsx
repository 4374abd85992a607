/** The remote: the teacher's phone in class, with everything within reach of one thumb. */
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import type { LiveRoom } from "../live.ts";
import { type Row, toRows } from "../room/board/rows.ts";
import { TooHard } from "../room/gauge/too-hard.tsx";
import { Opening } from "../room/opening.tsx";
import { HandsList } from "../room/people/hands-list.tsx";
import { PollStrip } from "../room/polls/poll-strip.tsx";
import { PreparedPolls } from "../room/polls/prepared-polls.tsx";
import { go } from "../router.ts";
import { LinkMark } from "../ui/link-mark.tsx";
import { Notice } from "../ui/notice.tsx";
import { Link, Page, useTitle } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { useWakeLock } from "../ui/wake-lock.ts";
import { useWholeRoom } from "../whole-room.ts";
import { Controls } from "./controls.tsx";
import { HelpList } from "./help-list.tsx";
import { texts } from "./texts.ts";

export function Remote({ code }: { code: string }) {
  const live = useWholeRoom(code);
  const { link, room, loaded } = live.state.value;
  const words = texts.value;
  useEffect(() => {
    if (room?.you.role === "STUDENT") go(`/s/${code}`, { replace: true });
  }, [room?.you.role]);

  const ended = room?.session.status === "ENDED";
  if (link.is === "closed" || ended) {
    const reason = link.is === "closed" ? link.reason : "ended";
    const says = reason === "not_in_session" ? ([words.notTeacher, ""] as const) : common.value.closed[reason];
    return (
      <Page title={room?.session.title ?? words.remote} home="/teach">
        <Notice says={reason === "ended" ? [words.ended, ""] : says}>
          {reason === "replaced" && (
            <button type="button" class="btn btn-primary btn-huge" onClick={live.reopen}>
              {common.value.closed.comeBack}
            </button>
          )}
          {reason === "ended" && (
            <Link to={`/teach/${code}/report`} class="btn btn-primary btn-lg">
              {common.value.report}
            </Link>
          )}
          <Link to="/teach" class="btn btn-lg">
            {words.toClasses}
          </Link>
        </Notice>
      </Page>
    );
  }
  if (!room || !loaded) return <Opening code={code} live={live} />;
  return <Running live={live} room={room} />;
}

function Running({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { session } = room;
  const { link } = live.state.value;
  useTitle(`${words.remote} · ${session.title}`);
  useWakeLock();
  const rows = useComputed(() => {
    const now = live.state.value.room;
    return now ? toRows(now) : [];
  }).value;
  return (
    <div class="remote">
      <header class="remote-head">
        <h1 class="min-w-0 flex-1 truncate text-base font-bold">{session.title}</h1>
        <LinkMark link={link} onTry={live.nudge} />
      </header>
      <main class="remote-list">
        <Count room={room} rows={rows} />
        {session.features.includes("polls") && <PollStrip live={live} room={room} brief />}
        {session.features.includes("polls") && <PreparedPolls live={live} room={room} brief />}
        {session.features.includes("feedback") && <TooHard live={live} room={room} />}
        {session.features.includes("hands") && <HandsList live={live} room={room} />}
        {session.features.includes("help") && <HelpList live={live} room={room} />}
      </main>
      <Controls live={live} room={room} />
    </div>
  );
}

/** How many are here, and how many of them have done the class's step. */
function Count({ room, rows }: { room: Room; rows: readonly Row[] }) {
  const words = texts.value;
  const here = rows.filter(({ person }) => person.is_online);
  const { current_subtask: step, status } = room.session;
  const isDone = ({ person }: Row) => room.progress.get(person.id)?.get(step?.id ?? 0)?.status === "completed";
  return (
    <p class="flex min-h-8 items-baseline justify-between gap-3 text-lg font-bold tabular-nums" role="status">
      <span>{words.here(here.length)}</span>
      {step && status !== "WAITING" && <span>{words.done(here.filter(isDone).length, here.length)}</span>}
    </p>
  );
}
