/** The practice page of a class: asks for a name if needed, then a phone shows the pad and a PC the large screen. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import type { Refusal } from "../../client/refusal.ts";
import { api } from "../api.ts";
import type { LiveRoom } from "../live.ts";
import { Join, rememberSeat } from "../start/join.tsx";
import { LinkMark } from "../ui/link-mark.tsx";
import { errorNotice, errorText, Loading, Notice, Problem } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { useWakeLock } from "../ui/wake-lock.ts";
import { useWholeRoom } from "../whole-room.ts";
import { ClassOverview } from "./class/class-overview.tsx";
import { type Entry, useEntry } from "./entry.ts";
import { useHasSeat } from "./has-seat.ts";
import { PadPage } from "./phone/pad-page.tsx";
import { LargeScreen } from "./screen/large-screen.tsx";
import { texts } from "./texts.ts";
import { viewOf } from "./view.tsx";

/** The page at `/practice/<code>`. With `#pair=<ticket>` it joins without asking for a name. */
export function Practice({ code }: { code: string }) {
  const words = texts.value;
  const entry = useEntry(code);
  useWakeLock(entry.state === "in");
  const seat = useHasSeat(code, entry.state === "in");
  if (entry.state === "in" && seat.value === true) return <Seated code={code} />;
  if (entry.state === "in" && seat.value === false) {
    return (
      <Join
        code={code}
        onJoined={() => {
          seat.value = true;
        }}
      />
    );
  }
  return (
    <Page title={common.value.guitarPractice}>
      {entry.state === "in" ? (
        <Loading />
      ) : entry.state === "pairing" ? (
        <p class="m-auto text-quiet" role="status">
          {words.pairing}
        </p>
      ) : (
        <Refused refusal={entry.state} entry={entry} />
      )}
    </Page>
  );
}

/** Why the ticket was refused, and how to continue. */
function Refused({ refusal, entry }: { refusal: Refusal; entry: Entry }) {
  const words = texts.value;
  if (refusal.code === "teacher_here") {
    return (
      <Notice says={words.teacherHere}>
        <button type="button" class="btn btn-primary btn-lg" onClick={entry.skip}>
          {words.asTeacher}
        </button>
        <button type="button" class="btn btn-lg" onClick={entry.replaceTeacher}>
          {words.asPhone}
        </button>
      </Notice>
    );
  }
  return (
    <Notice says={refusal.code === "wrong_ticket" ? words.ticketUsed : errorNotice(refusal)}>
      <button type="button" class="btn btn-lg" onClick={entry.skip}>
        {common.value.comeIn}
      </button>
    </Notice>
  );
}

function Seated({ code }: { code: string }) {
  const live = useWholeRoom(code);
  const { link, room, loaded } = live.state.value;
  const words = common.value;
  const closed = link.is === "closed" ? link.reason : undefined;
  const stranger = closed === "not_in_session" || closed === "signed_out";
  useEffect(() => {
    if (stranger) rememberSeat(code, undefined);
  }, [stranger]);
  useEffect(() => {
    if (room?.you.role === "STUDENT") rememberSeat(code, room.you.nickname);
  }, [room?.you.nickname]);

  if (stranger) return <Join code={code} onJoined={live.reopen} />;
  if (closed) {
    return (
      <Page title={room?.session.title ?? words.guitarPractice}>
        <Notice says={words.closed[closed]}>
          {closed === "replaced" && (
            <button type="button" class="btn btn-primary btn-huge" onClick={live.reopen}>
              {words.closed.comeBack}
            </button>
          )}
          <Link to="/" class="btn btn-lg btn-ghost self-center text-quiet">
            {words.toStart}
          </Link>
        </Notice>
      </Page>
    );
  }
  if (!room || !loaded) {
    return (
      <Page title={words.guitarPractice} aside={<LinkMark link={link} onTry={live.nudge} />}>
        <Loading />
      </Page>
    );
  }
  if (!room.session.features.includes("practice")) return <Off live={live} room={room} />;
  if (room.you.role === "INSTRUCTOR") return <ClassOverview live={live} room={room} />;
  return viewOf(code) === "pad" ? <PadPage live={live} room={room} /> : <LargeScreen live={live} room={room} />;
}

/** Shown if practice is off: the teacher can turn it on, students are told to ask the teacher. */
function Off({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { session, you } = room;
  const refused = useSignal<string | undefined>(undefined);
  return (
    <Page title={session.title} aside={<LinkMark link={live.state.value.link} onTry={live.nudge} />}>
      <Notice says={words.off}>
        {you.role === "INSTRUCTOR" && (
          <button
            type="button"
            class="btn btn-primary btn-huge"
            onClick={() => {
              api.changeSession(session.code, { features: [...session.features, "practice"] }).catch((thrown) => {
                refused.value = errorText(thrown);
              });
            }}
          >
            {words.turnOn}
          </button>
        )}
        <Problem says={refused.value} />
      </Notice>
    </Page>
  );
}
