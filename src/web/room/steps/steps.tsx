/** The current step of the class, and Next, the largest control of the page. */
import { useSignal } from "@preact/signals";
import { stepSince } from "../../../client/fold/controls.ts";
import type { Room } from "../../../client/fold/index.ts";
import { noSteps } from "../../../client/fold/progress.ts";
import { doneCount } from "../../../client/lesson-position.ts";
import type { Subtask } from "../../../domain/session.ts";
import type { Session } from "../../../features/whole-session.ts";
import type { LiveRoom } from "../../live.ts";
import { now, span } from "../../now.ts";
import { PastActions } from "../../past/actions.tsx";
import { StepText } from "../../step-text/step-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Link } from "../../ui/page.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { common } from "../../ui/texts.ts";
import type { Row } from "../board/rows.ts";
import { ChooseLesson } from "./choose-lesson.tsx";
import { Controls } from "./controls.tsx";
import { StepList } from "./step-list.tsx";
import { texts } from "./texts.ts";
import { useNextKey } from "./use-next-key.ts";

export function Steps({ live, room, rows }: { live: LiveRoom; room: Room; rows: readonly Row[] }) {
  const words = texts.value;
  const { session, controls, progress } = room;
  const all = session.lesson?.subtasks ?? [];
  const ended = session.status === "ENDED";
  const current = session.status === "WAITING" ? null : session.current_subtask;
  const shown = all.find(({ id }) => id === current?.id) ?? current;
  const next = all[all.findIndex(({ id }) => id === current?.id) + 1];
  const since = stepSince(controls);
  const waited = current && since && !ended ? span(now.value - Date.parse(since)) : "";

  // A class that was started over HTTP may run without a step.
  const noStep = session.status === "WAITING" ? words.notBegun : words.noStep;
  const isPaced = session.settings.pace === "student" && current !== null;
  const title = isPaced ? words.ownPace : (current?.title ?? (all.length > 0 ? noStep : words.noLesson));

  if (ended) {
    const finished = rows.filter(({ person }) => {
      const steps = progress.get(person.id) ?? noSteps;
      return all.length > 0 && doneCount(session.lesson, steps) === all.length;
    });
    return (
      <section class="room-steps card-plain gap-4" aria-labelledby="now">
        <h2 id="now" class="text-step font-extrabold tracking-tight text-balance">
          {words.ended}
        </h2>
        <p class="text-quiet">{words.report(rows.length, finished.length)}</p>
        <Link to={`/teach/${session.code}/report`} class="btn btn-primary btn-huge">
          {common.value.report}
        </Link>
        <PastActions session={session} onReopened={live.reopen} />
        <Link to="/teach" class="btn btn-lg">
          {common.value.toClasses}
        </Link>
        <StepList live={live} room={room} />
      </section>
    );
  }

  return (
    <section class="room-steps card-plain" aria-labelledby="now">
      <div class="flex flex-col gap-1">
        <p class="flex min-h-8 items-center gap-3 font-semibold text-quiet">
          {session.status === "PAUSED" && (
            <span class="mark bg-neutral text-neutral-content">
              <Icon name="pause" />
              {words.paused}
            </span>
          )}
          {current && !isPaced
            ? `${common.value.stepOf(current.order_index, all.length)}${waited && ` · ${waited}`}`
            : session.status !== "PAUSED" && common.value.status[session.status]}
        </p>
        <h2 id="now" class={`${sizeOf(title)} leading-tight font-extrabold tracking-tight`}>
          {title}
        </h2>
        {isPaced && <p class="text-base text-quiet">{words.ownPaceHint}</p>}
        {!isPaced && shown?.guide_text && (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, by the keyboard as well
          <section class="room-guide" tabIndex={0} aria-label={common.value.guideText}>
            <StepText step={shown} class="text-base" />
          </section>
        )}
      </div>
      {all.length === 0 ? <ChooseLesson session={session} /> : <StepList live={live} room={room} />}
      <div class="mt-auto flex flex-col gap-3">
        <Unsent live={live} />
        {all.length > 0 && !isPaced && <Next live={live} room={room} next={next} />}
        <Controls live={live} room={room} />
      </div>
    </section>
  );
}

/** The font size of a title: a long one is smaller, so that it fits above the list of steps. */
const sizeOf = (title: string) =>
  title.length <= 50 ? "text-[2.375rem]" : title.length <= 110 ? "text-[1.75rem]" : "text-xl";

/** The label of the button to the next step. */
function nextLabel({ status, current_subtask }: Session, next: Subtask | undefined): string {
  const words = texts.value;
  if (status === "WAITING") return words.begin;
  if (!next) return words.last;
  return current_subtask ? words.next : words.first;
}

/** The button to the next step. Ignores presses until the last one is confirmed, so that one press is one step. */
function Next({ live, room, next }: { live: LiveRoom; room: Room; next: Subtask | undefined }) {
  const words = texts.value;
  const { session } = room;
  const sending = live.state.value.outbox.findLast(({ name }) => name === "step.start");
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const paused = session.status === "PAUSED";
  const pressed = useSignal(0);
  const press = () => {
    if (!next || pending) return;
    pressed.value++;
    live.ask("step.start", { subtask_id: next.id });
  };
  useNextKey(!paused && next !== undefined, press);
  return (
    <div class="room-next">
      <button
        type="button"
        class={`btn btn-next ${paused ? "" : "btn-primary"}`}
        disabled={!next}
        aria-disabled={pending}
        aria-keyshortcuts="Space"
        onClick={press}
      >
        <span class="flex w-full items-center justify-between gap-3 text-3xl font-extrabold">
          {nextLabel(session, next)}
          {next && <Icon name="right" size="2.25rem" />}
        </span>
        {next && (
          <span class="flex w-full items-baseline justify-between gap-3 text-base font-semibold">
            <span class="line-clamp-2 text-left">
              {next.order_index}. {next.title}
            </span>
            {!paused && <kbd class="hidden shrink-0 font-sans text-sm font-medium lg:inline">{words.space}</kbd>}
          </span>
        )}
      </button>
    </div>
  );
}

/** The last command if it is waiting or was refused, above the buttons so that they do not move. */
function Unsent({ live }: { live: LiveRoom }) {
  const last = live.state.value.outbox.findLast(({ name }) => name === "step.start" || name.startsWith("session."));
  return last?.state === "waiting" || last?.state === "refused" ? <SendingMark sending={last} /> : null;
}
