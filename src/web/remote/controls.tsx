/** The buttons of the remote, at the bottom: next, back, pause, timer, projector, and ending the class. */
import { type Signal, useSignal } from "@preact/signals";
import type { Room } from "../../client/fold/index.ts";
import { timeLeft } from "../../client/fold/timer.ts";
import type { LiveRoom } from "../live.ts";
import { now } from "../now.ts";
import { texts as projectorTexts } from "../room/projector/texts.ts";
import { GateButton, GateMark } from "../room/steps/gate.tsx";
import { clockText } from "../ui/countdown.ts";
import { Confirm } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { common } from "../ui/texts.ts";
import { MoreDialog, ScreenDialog, TimerDialog } from "./dialogs.tsx";
import { texts } from "./texts.ts";
import { vibrate } from "./vibrate.ts";

/** For how long "sent" is shown, in ms. */
const sentVisibleMs = 3000;

const own = /^(session|step|timer|screen|gate)\./;

export function Controls({ live, room }: { live: LiveRoom; room: Room }) {
  const last = live.state.value.outbox.findLast(({ name }) => own.test(name));
  const shown = last?.state === "sent" && now.value - last.at > sentVisibleMs ? undefined : last;
  return (
    <footer class="remote-controls">
      <SendingMark sending={shown} />
      <Position room={room} />
      <Move live={live} room={room} />
      <Gate live={live} room={room} />
      <Row live={live} room={room} />
    </footer>
  );
}

/** Where the class is. Takes two lines, so that the buttons do not move. */
function Position({ room }: { room: Room }) {
  const words = texts.value;
  const { session } = room;
  const { status, current_subtask: step, lesson } = session;
  const all = lesson?.subtasks.length ?? 0;
  const begun = status !== "WAITING";
  return (
    <div class="flex h-14 flex-col justify-center">
      <p class="flex items-center gap-2 text-base font-semibold text-quiet">
        {status === "PAUSED" && (
          <span class="mark min-h-6 bg-neutral text-sm text-neutral-content">
            <Icon name="pause" size="0.9rem" />
            {words.paused}
          </span>
        )}
        {begun && step ? common.value.stepOf(step.order_index, all) : !begun && words.notBegun}
      </p>
      <p class="truncate text-lg font-bold">{begun ? (step?.title ?? words.noStep) : lesson?.title}</p>
    </div>
  );
}

/** Back and Next. A press counts once the server has confirmed the last one, so that one press is one step. */
function Move({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { status, current_subtask, lesson, settings } = room.session;
  const all = lesson?.subtasks ?? [];
  const begun = status !== "WAITING";
  const at = begun ? all.findIndex(({ id }) => id === current_subtask?.id) : -1;
  const next = all[at + 1];
  const before = at > 0 ? all[at - 1] : undefined;
  const isPending = live.state.value.outbox.some(
    ({ name, state }) => /^(step|session)\.start$/.test(name) && (state === "sending" || state === "waiting"),
  );
  const go = (subtask_id: number | undefined) => {
    if (isPending) return;
    vibrate("press");
    if (subtask_id === undefined) live.ask("session.start", {});
    else live.ask("step.start", { subtask_id });
  };
  const canGo = next !== undefined || !begun;
  const label = begun ? (next ? (settings.pace === "student" ? words.bring : words.next) : words.last) : words.begin;
  return (
    <div class="flex gap-2">
      <button
        type="button"
        class="btn h-20 w-24 shrink-0 flex-col"
        disabled={!before}
        aria-disabled={isPending}
        onClick={() => go(before?.id)}
      >
        <Icon name="left" size="1.75rem" />
        {words.back}
      </button>
      <button
        type="button"
        class="btn btn-primary h-20 min-w-0 flex-1 flex-col gap-0"
        disabled={!canGo}
        aria-disabled={isPending}
        onClick={() => go(next?.id)}
      >
        <span class="flex items-center gap-2 text-2xl font-extrabold">
          {label}
          {canGo && <Icon name="right" size="1.75rem" />}
        </span>
        {next && (
          <span class="line-clamp-1 text-sm font-semibold">
            {next.order_index}. {next.title}
          </span>
        )}
      </button>
    </div>
  );
}

/** In a student-paced class: lets the students wait for each other at the step that the controls show. */
function Gate({ live, room }: { live: LiveRoom; room: Room }) {
  const { status, settings, current_subtask: step } = room.session;
  if (settings.pace !== "student" || status === "WAITING" || !step) return null;
  return (
    <div class="flex min-h-11 flex-wrap items-center justify-between gap-x-3">
      <GateButton live={live} room={room} step={step.id} />
      <GateMark room={room} step={step.id} />
    </div>
  );
}

type DialogName = "timer" | "screen" | "more" | "end";

/** Pause, timer, projector and more: four buttons of one size. */
function Row({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const open = useSignal<DialogName | undefined>(undefined);
  const { status } = room.session;
  const paused = status === "PAUSED";
  const isPending = live.state.value.outbox.some(
    ({ name, state }) => /^session\.(pause|resume|end)$/.test(name) && (state === "sending" || state === "waiting"),
  );
  const style = "btn h-16 min-w-0 flex-col gap-0.5 px-1 text-sm";
  return (
    <div class="grid grid-cols-4 gap-2">
      <button
        type="button"
        class={`${style} ${paused ? "btn-accent" : ""}`}
        disabled={isPending || status === "WAITING"}
        onClick={() => {
          vibrate("press");
          live.ask(paused ? "session.resume" : "session.pause", {});
        }}
      >
        <Icon name={paused ? "play" : "pause"} />
        {paused ? words.resume : words.pause}
      </button>
      <button
        type="button"
        class={style}
        onClick={() => {
          open.value = "timer";
        }}
      >
        <TimerLabel room={room} />
        {words.timer}
      </button>
      <button
        type="button"
        class={style}
        onClick={() => {
          open.value = "screen";
        }}
      >
        <span class="max-w-full truncate font-bold">{projectorTexts.value.views[room.screen.view]}</span>
        {words.screen}
      </button>
      <button
        type="button"
        class={style}
        onClick={() => {
          open.value = "more";
        }}
      >
        <Icon name="down" />
        {words.more}
      </button>
      <OpenDialog live={live} room={room} open={open} />
    </div>
  );
}

/** The dialog that a button opened. */
function OpenDialog({ live, room, open }: { live: LiveRoom; room: Room; open: Signal<DialogName | undefined> }) {
  const words = texts.value;
  const close = () => {
    open.value = undefined;
  };
  const props = { live, room, onClose: close };
  return (
    <>
      {open.value === "timer" && <TimerDialog {...props} />}
      {open.value === "screen" && <ScreenDialog {...props} />}
      {open.value === "more" && (
        <MoreDialog
          {...props}
          onEnd={() => {
            open.value = "end";
          }}
        />
      )}
      {open.value === "end" && (
        <Confirm
          title={words.endAsk}
          hint={words.endHint}
          yes={words.endYes}
          no={common.value.cancel}
          onNo={close}
          onYes={() => {
            close();
            live.ask("session.end", {});
          }}
        />
      )}
    </>
  );
}

/** The time that is left, or a dash, in a line of its own. */
function TimerLabel({ room }: { room: Room }) {
  const left = timeLeft(room.timer, now.value);
  if (left === undefined) return <span class="font-bold">–</span>;
  if (left === 0) return <span class="font-bold leading-tight text-help-ink">{common.value.timeUp}</span>;
  return <span class="font-bold tabular-nums">{clockText(left)}</span>;
}
