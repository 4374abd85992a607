/** The student's page: chooses the screen by the state of the class and of the connection. */
import { useEffect } from "preact/hooks";
import { noSteps } from "../../client/fold/progress.ts";
import { type StudentRoom, studentSlices } from "../../client/fold/student.ts";
import { doneCount } from "../../client/lesson-position.ts";
import type { ClosedReason } from "../../client/link.ts";
import { useLive } from "../live.ts";
import { go } from "../router.ts";
import { rememberSeat } from "../start/join.tsx";
import { forgetClass, rememberClass } from "../start/last-class.ts";
import { api } from "../student-api.ts";
import { LazyPage } from "../ui/lazy-page.tsx";
import { LinkMark } from "../ui/link-mark.tsx";
import { Loading, Notice } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { useWakeLock } from "../ui/wake-lock.ts";
import { InClass } from "./in-class.tsx";
import { texts } from "./texts.ts";
import { useReopened } from "./use-reopened.ts";

// Loaded after the class only.
const studentCopy = () => import("../copy/student-copy.tsx");

export function Student({ code }: { code: string }) {
  const live = useLive(code, { api, slices: studentSlices });
  const { link, room, loaded } = live.state.value;
  const closed = link.is === "closed" ? link.reason : undefined;
  const stranger = closed === "not_in_session" || closed === "signed_out";

  useEffect(() => {
    // The seat no longer exists.
    if (stranger || closed === "removed") rememberSeat(code, undefined);
    if (closed && closed !== "replaced") forgetClass(code);
    if (stranger) {
      go(`/j/${code}`, { replace: true });
    }
    if (room?.you.role === "INSTRUCTOR") go(`/teach/${code}`, { replace: true });
  }, [stranger, closed, room?.you.role]);
  useEffect(() => {
    if (room?.you.role !== "STUDENT" || closed) return;
    rememberSeat(code, room.you.nickname);
    rememberClass({ code, title: room.session.title });
  }, [room?.you.nickname, room?.session.title]);

  useWakeLock(closed === undefined);

  useReopened(code, closed === "ended", live.reopen);

  if (closed === "ended") {
    const plain = <Closed reason={closed} room={room} onReopen={live.reopen} />;
    return (
      <LazyPage
        key={code}
        load={studentCopy}
        page={({ StudentCopy }) => <StudentCopy code={code} otherwise={plain} />}
      />
    );
  }
  if (closed) return <Closed reason={closed} room={room} onReopen={live.reopen} />;
  if (!room || !loaded) {
    return (
      <Page title={code} aside={<LinkMark link={link} onTry={live.nudge} />}>
        {link.is === "reconnecting" ? <Notice says={common.value.link.away} /> : <Loading />}
      </Page>
    );
  }
  return <InClass live={live} room={room} />;
}

function Closed({
  reason,
  room,
  onReopen,
}: {
  reason: ClosedReason;
  room: StudentRoom | undefined;
  onReopen: () => void;
}) {
  const words = texts.value;
  const [what, then] = common.value.closed[reason];
  const all = room?.session.lesson?.subtasks.length ?? 0;
  const done = room ? doneCount(room.session.lesson, room.progress.get(room.you.id) ?? noSteps) : 0;
  const says = reason === "ended" && all > 0 ? `${words.endedDone(done, all)} ${then}` : then;
  return (
    <Page title={room?.session.title ?? "Lectern"}>
      {room && <p class="mt-8 text-center font-semibold text-quiet">{room.session.title}</p>}
      <Notice says={[what, says]}>
        {reason === "replaced" && (
          <button type="button" class="btn btn-primary btn-huge" onClick={onReopen}>
            {common.value.closed.comeBack}
          </button>
        )}
        <Link to="/" class="btn btn-lg btn-ghost self-center text-quiet">
          {common.value.toStart}
        </Link>
      </Notice>
    </Page>
  );
}
