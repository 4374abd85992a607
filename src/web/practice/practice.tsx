/** The practice of a class: who comes without a seat gets one, then a phone is the pad and a PC the screen. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import type { Refusal } from "../../client/refusal.ts";
import { api, type LiveRoom, useLive } from "../live.ts";
import { text } from "../messages/index.ts";
import { Join, rememberSeat } from "../start/join.tsx";
import { LinkMark } from "../ui/link-mark.tsx";
import { because, Loading, Notice, Problem } from "../ui/notice.tsx";
import { Link, Page } from "../ui/page.tsx";
import { Band } from "./class/band.tsx";
import { useEntry } from "./entry.ts";
import { Player } from "./phone/player.tsx";
import { Stage } from "./screen/stage.tsx";
import { viewOf } from "./view.tsx";

/** The page at `/practice/<code>`; with `#pair=<ticket>` whoever comes is in at once. */
export function Practice({ code }: { code: string }) {
  const words = text.value;
  const { state, anyway, replace } = useEntry(code);
  if (state === "in") return <Seated code={code} />;
  return (
    <Page title={words.practice.title}>
      {state === "pairing" ? (
        <p class="m-auto text-quiet" role="status">
          {words.practice.pairing}
        </p>
      ) : (
        <Refused refusal={state} anyway={anyway} replace={replace} />
      )}
    </Page>
  );
}

/** Why the ticket was not taken, and the ways on. */
function Refused({ refusal, anyway, replace }: { refusal: Refusal; anyway: () => void; replace: () => void }) {
  const words = text.value;
  if (refusal.code === "teacher_here") {
    return (
      <Notice says={words.practice.teacherHere}>
        <button type="button" class="btn btn-primary btn-lg" onClick={anyway}>
          {words.practice.asTeacher}
        </button>
        <button type="button" class="btn btn-lg" onClick={replace}>
          {words.practice.asPhone}
        </button>
      </Notice>
    );
  }
  return (
    <Notice says={refusal.code === "wrong_ticket" ? words.practice.spent : [because(refusal), ""]}>
      <button type="button" class="btn btn-lg" onClick={anyway}>
        {words.join.enter}
      </button>
    </Notice>
  );
}

function Seated({ code }: { code: string }) {
  const live = useLive(code);
  const { link, room, loaded } = live.state.value;
  const words = text.value;
  const closed = link.is === "closed" ? link.reason : undefined;
  const stranger = closed === "not_in_session" || closed === "signed_out";
  useEffect(() => {
    if (stranger) rememberSeat(code, undefined);
  }, [stranger]);
  useEffect(() => {
    if (room?.you.role === "STUDENT") rememberSeat(code, room.you.nickname);
  }, [room?.you.nickname]);

  if (stranger) return <Join code={code} onIn={live.reopen} />;
  if (closed) {
    return (
      <Page title={room?.session.title ?? words.practice.title}>
        <Notice says={words.closed[closed]}>
          {closed === "replaced" && (
            <button type="button" class="btn btn-primary btn-huge" onClick={live.reopen}>
              {words.closed.comeBack}
            </button>
          )}
          <Link to="/" class="btn btn-lg btn-ghost self-center text-quiet">
            {words.common.toStart}
          </Link>
        </Notice>
      </Page>
    );
  }
  if (!room || !loaded) {
    return (
      <Page title={words.practice.title} aside={<LinkMark link={link} onTry={live.nudge} />}>
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
  const words = text.value.practice;
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
                refused.value = because(thrown);
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
