/** The practice of a class: who comes without a seat gets one, then a phone is the pad and a PC the screen. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import type { Refusal } from "../../client/refusal.ts";
import { api, type LiveRoom, useLive } from "../live.ts";
import { Join, rememberSeat } from "../start/join.tsx";
import { LinkMark } from "../ui/link-mark.tsx";
import { errorText, Loading, Notice, Problem } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { Band } from "./class/band.tsx";
import { useEntry } from "./entry.ts";
import { Player } from "./phone/player.tsx";
import { Stage } from "./screen/stage.tsx";
import { texts } from "./texts.ts";
import { viewOf } from "./view.tsx";

/** The page at `/practice/<code>`; with `#pair=<ticket>` whoever comes is in at once. */
export function Practice({ code }: { code: string }) {
  const words = texts.value;
  const { state, anyway, replace } = useEntry(code);
  if (state === "in") return <Seated code={code} />;
  return (
    <Page title={common.value.guitarPractice}>
      {state === "pairing" ? (
        <p class="m-auto text-quiet" role="status">
          {words.pairing}
        </p>
      ) : (
        <Refused refusal={state} anyway={anyway} replace={replace} />
      )}
    </Page>
  );
}

/** Why the ticket was not taken, and the ways on. */
function Refused({ refusal, anyway, replace }: { refusal: Refusal; anyway: () => void; replace: () => void }) {
  const words = texts.value;
  if (refusal.code === "teacher_here") {
    return (
      <Notice says={words.teacherHere}>
        <button type="button" class="btn btn-primary btn-lg" onClick={anyway}>
          {words.asTeacher}
        </button>
        <button type="button" class="btn btn-lg" onClick={replace}>
          {words.asPhone}
        </button>
      </Notice>
    );
  }
  return (
    <Notice says={refusal.code === "wrong_ticket" ? words.spent : [errorText(refusal), ""]}>
      <button type="button" class="btn btn-lg" onClick={anyway}>
        {common.value.comeIn}
      </button>
    </Notice>
  );
}

function Seated({ code }: { code: string }) {
  const live = useLive(code);
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
  if (room.you.role === "INSTRUCTOR") return <Band live={live} room={room} />;
  return viewOf(code) === "pad" ? <Player live={live} room={room} /> : <Stage live={live} room={room} />;
}

/** A class without practice: its teacher turns it on here, the others read who can. */
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
