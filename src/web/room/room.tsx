/** The live room: the teacher's page during a class. */
import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { openHelp } from "../../client/fold/help.ts";
import type { Room as RoomState } from "../../client/fold/index.ts";
import { AddressNotice } from "../lan/address-notice.tsx";
import type { LiveRoom } from "../live.ts";
import { PhoneButton } from "../pairing/phone-button.tsx";
import { go } from "../router.ts";
import { LinkMark } from "../ui/link-mark.tsx";
import { Notice } from "../ui/notice.tsx";
import { Brand, LanguageButton, Link, Page, useTitle } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { useWholeRoom } from "../whole-room.ts";
import { Board } from "./board/board.tsx";
import { toRows } from "./board/rows.ts";
import { ClassControlButtons, ClassControlLine } from "./class-controls.tsx";
import { DemoNotice } from "./demo-notice.tsx";
import { Expected } from "./expected.tsx";
import { Gauge } from "./gauge/gauge.tsx";
import { LessonChange } from "./lesson-change.tsx";
import { Opening } from "./opening.tsx";
import { PeopleButton } from "./people/people-button.tsx";
import { UndoLine } from "./people/undo-line.tsx";
import { PollStrip } from "./polls/poll-strip.tsx";
import { PollsButton } from "./polls/polls.tsx";
import { PreparedPolls } from "./polls/prepared-polls.tsx";
import { SettingsButton } from "./settings-button.tsx";
import { Side } from "./side/side.tsx";
import { Steps } from "./steps/steps.tsx";
import { texts } from "./texts.ts";

export function Room({ code }: { code: string }) {
  const live = useWholeRoom(code);
  const { link, room, loaded } = live.state.value;
  const words = texts.value;
  useEffect(() => {
    if (room?.you.role === "STUDENT") go(`/s/${code}`, { replace: true });
  }, [room?.you.role]);

  if (link.is === "closed" && !(link.reason === "ended" && room)) {
    const stranger = link.reason === "not_in_session";
    return (
      <Page title={code} home="/teach">
        <Notice says={stranger ? words.notTeacher : common.value.closed[link.reason]}>
          {link.reason === "replaced" && (
            <button type="button" class="btn btn-primary btn-huge" onClick={live.reopen}>
              {common.value.closed.comeBack}
            </button>
          )}
          <Link to="/teach" class="btn btn-lg">
            {common.value.toClasses}
          </Link>
        </Notice>
      </Page>
    );
  }
  if (!room || !loaded) return <Opening code={code} live={live} />;
  return <Running live={live} room={room} />;
}

function Running({ live, room }: { live: LiveRoom; room: RoomState }) {
  const { link } = live.state.value;
  const { session } = room;
  const words = texts.value;
  // Computed once for all parts that show rows.
  const rows = useComputed(() => {
    const now = live.state.value.room;
    return now ? toRows(now) : [];
  }).value;
  const callsForHelp = openHelp(room.help).length;
  const ended = session.status === "ENDED";
  const online = rows.filter(({ person }) => person.is_online).length;
  useTitle(callsForHelp > 0 && !ended ? `(${callsForHelp}) ${session.title}` : session.title);

  return (
    <div class="flex min-h-dvh flex-col lg:h-dvh">
      <header class="flex flex-wrap items-center gap-x-5 gap-y-1 px-page py-2">
        <span class="order-first lg:order-none">
          <Brand to="/teach" />
        </span>
        <h1 class="order-last min-w-0 basis-full text-xl font-bold tracking-tight lg:order-none lg:flex-1 lg:basis-0 lg:truncate">
          {session.title}
        </h1>
        {!ended && <p class="text-lg font-bold tabular-nums">{words.online(online, rows.length)}</p>}
        <div class="flex flex-wrap items-center gap-x-2">
          {!ended && session.features.includes("polls") && <PollsButton live={live} room={room} />}
          {!ended && session.features.includes("practice") && (
            <Link to={`/practice/${session.code}`} class="btn">
              {common.value.guitarPractice}
            </Link>
          )}
          {!ended && <PeopleButton live={live} room={room} />}
          {!ended && <ClassControlButtons live={live} room={room} />}
          {!ended && <PhoneButton session={session.code} class="btn btn-ghost px-3" />}
          {!ended && <SettingsButton session={session} />}
        </div>
        <div class="order-first ml-auto flex items-center gap-x-2 lg:order-none">
          {!ended && <LinkMark link={link} onTry={live.nudge} />}
          <LanguageButton />
        </div>
      </header>
      {!ended && <AddressNotice live={live} />}
      <DemoNotice room={room} rows={rows} />
      {!ended && <ClassControlLine live={live} room={room} />}
      {!ended && <LessonChange room={room} />}
      {!ended && <UndoLine live={live} room={room} />}
      <main class="room-grid min-h-0 flex-1 px-page">
        <Steps live={live} room={room} rows={rows} />
        <div class={ended ? "room-centre lg:col-span-2" : "room-centre"}>
          {!ended && session.features.includes("polls") && <PollStrip live={live} room={room} />}
          {!ended && session.features.includes("polls") && <PreparedPolls live={live} room={room} />}
          <Board live={live} room={room} rows={rows} />
          {!ended && <Expected room={room} />}
          {!ended && session.features.includes("feedback") && <Gauge live={live} room={room} />}
        </div>
        {!ended && <Side live={live} room={room} />}
      </main>
    </div>
  );
}
