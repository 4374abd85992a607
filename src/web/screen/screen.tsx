/** The projector: shows a class to everybody in the room. It shows nothing that some student may not know. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isCoTaught, knownTeacher } from "../account.ts";
import { api } from "../api.ts";
import { go } from "../router.ts";
import { useChime } from "../ui/chime.ts";
import { LinkMark } from "../ui/link-mark.tsx";
import { Loading, Notice } from "../ui/notice.tsx";
import { Page, useTitle } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { useWakeLock } from "../ui/wake-lock.ts";
import { claim } from "./claim.ts";
import { Empty } from "./empty.tsx";
import { Foot } from "./foot.tsx";
import { Pair } from "./pair.tsx";
import type { Shown } from "./shown.ts";
import { texts } from "./texts.ts";
import { switchFullScreen, useActive, useProjector, useProjectorType } from "./use-projector.ts";
import { viewOf } from "./views.tsx";

/** Returns the page: without a code, the one that asks for a number. */
export const screenPage = (code: string) =>
  code === "" ? (
    <Pair onPaired={(code) => go(`/screen/${code}`, { replace: true })} />
  ) : (
    <Screen key={code} code={code} />
  );

function Screen({ code }: { code: string }) {
  const projector = useProjector(code);
  const { link, shown } = projector.state.value;
  const reason = link.is === "closed" ? link.reason : undefined;
  /** Whether the teacher's own browser may still become a projector without a number. */
  const claims = useSignal(knownTeacher() || isCoTaught(code));
  const isAway = useSignal(false);
  useEffect(() => {
    if (reason !== "signed_out" || !claims.value) return;
    // Until the server answers, once: a projector that the teacher disconnects must stay so.
    return claim(() => api.openScreen(code), {
      onClaimed: projector.reopen,
      onAway: (away) => {
        isAway.value = away;
      },
      onRefused: () => {
        claims.value = false;
      },
    });
  }, [reason]);
  useEffect(() => {
    if (shown) claims.value = false;
  }, [shown === undefined]);
  useChime(() => projector.state.value.shown?.timer);
  if (reason === "signed_out" && !claims.value) {
    const problem = shown ? texts.value.disconnected : undefined;
    return (
      <Pair
        problem={problem}
        onPaired={(paired) => (paired === code ? projector.reopen() : go(`/screen/${paired}`, { replace: true }))}
      />
    );
  }
  if (reason && reason !== "signed_out") {
    return (
      <Page title={code}>
        <Notice says={common.value.closed[reason]}>
          {reason === "replaced" && (
            <button type="button" class="btn btn-primary btn-huge" onClick={projector.reopen}>
              {common.value.closed.comeBack}
            </button>
          )}
        </Notice>
      </Page>
    );
  }
  if (!shown) {
    return (
      <Page title={code} aside={<LinkMark link={link} onTry={projector.nudge} />}>
        {link.is === "reconnecting" || isAway.value ? <Notice says={common.value.link.away} /> : <Loading />}
      </Page>
    );
  }
  return (
    <Showing shown={shown}>
      {link.is !== "live" && (
        <div class="projector-link">
          <LinkMark link={link} />
        </div>
      )}
    </Showing>
  );
}

function Showing({ shown, children }: { shown: Shown; children: preact.ComponentChildren }) {
  const { session } = shown;
  const active = useActive();
  useTitle(session.title);
  useProjectorType();
  useWakeLock(session.status !== "ENDED");
  useEffect(() => {
    const onKey = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent) => {
      if (key.toLowerCase() === "f" && !ctrlKey && !altKey && !metaKey) switchFullScreen();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  const view = viewOf(shown);
  const ended = session.status === "ENDED";
  return (
    <div class={`projector-page ${active ? "projector-active" : ""}`} data-view={ended ? "ended" : view.name}>
      {children}
      {session.status === "PAUSED" && (
        <p
          class="unfold rounded-field bg-neutral px-[1rem] py-[0.2rem] text-center text-[1.4rem] font-bold text-neutral-content"
          role="status"
        >
          {texts.value.paused}
        </p>
      )}
      <main class="min-h-0 flex-1">
        {ended ? (
          <div class="flex h-full">
            <div class="m-auto">
              <h1 class="sr-only">{session.title}</h1>
              <Empty says={texts.value.ended} />
            </div>
          </div>
        ) : (
          view.show(shown)
        )}
      </main>
      {!ended && <Foot shown={shown} hasCode={view.hasCode === true} />}
    </div>
  );
}
