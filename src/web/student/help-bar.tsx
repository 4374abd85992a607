/** The help request: one press sends it, or a line of text first; then its progress and the way to take it back. */
import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import { type HelpItem, openHelp } from "../../client/fold/help.ts";
import type { StudentRoom } from "../../client/fold/student.ts";
import type { LiveEvent } from "../../client/frames.ts";
import { type Draft, useDraft } from "../drafts.ts";
import { type StudentLive, useEvents } from "../live.ts";
import { now, span } from "../now.ts";
import { UserText } from "../talk/user-text.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { Shape } from "../ui/shape.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

/** For how long, in ms, the page shows that a request was answered. */
const answeredVisibleMs = 30_000;

interface HelpBarProps {
  live: StudentLive;
  room: StudentRoom;
  /** The step that a request refers to. */
  stepId: number | null;
  /** The feedback buttons, shown in the same row. */
  feedback?: ComponentChildren;
}

export function HelpBar({ live, room, stepId, feedback }: HelpBarProps) {
  const open = openHelp(room.help).find(({ participant_id }) => participant_id === room.you.id);
  const answered = useAnswered(live, room.you.id);
  if (!room.session.features.includes("help")) return feedback ? <div class="flex">{feedback}</div> : null;
  if (open) {
    return (
      <div class="flex flex-col gap-2">
        <OpenRequest live={live} room={room} request={open} />
        {feedback && <div class="flex">{feedback}</div>}
      </div>
    );
  }
  return (
    <div class="flex flex-col gap-2">
      {answered.value && (
        <p class="unfold mark justify-center bg-done-soft text-done-ink" role="status">
          <Icon name="check" />
          {texts.value.answered}
        </p>
      )}
      <HelpButtons live={live} room={room} stepId={stepId} feedback={feedback} />
    </div>
  );
}

/** Whether the teacher has just resolved this person's request. */
function useAnswered(live: StudentLive, you: string): Signal<boolean> {
  const answered = useSignal(false);
  useEvents(
    live,
    useCallback(
      (event: LiveEvent) => {
        if (event.type === "help.requested" && event.data.participant_id === you) answered.value = false;
        if (event.type !== "help.resolved") return;
        const { help_id } = event.data;
        const byStudent = live.state.value.outbox.some(
          ({ name, input }) => name === "help.resolve" && input.help_id === help_id,
        );
        if (!byStudent) answered.value = true;
      },
      [live, you],
    ),
  );
  useEffect(() => {
    if (!answered.value) return;
    const timer = setTimeout(() => {
      answered.value = false;
    }, answeredVisibleMs);
    return () => clearTimeout(timer);
  }, [answered.value]);
  return answered;
}

/** The open request: whether the teacher is coming, else its place in the queue; its text, and the button that resolves it. */
function OpenRequest({ live, room, request }: { live: StudentLive; room: StudentRoom; request: HelpItem }) {
  const words = texts.value;
  const coming = request.acknowledged_at !== null;
  const resolving = live.state.value.outbox.some(
    ({ name, state }) => name === "help.resolve" && state !== "sent" && state !== "refused",
  );
  return (
    <div
      class={`unfold flex min-h-14 flex-wrap items-center gap-x-3 rounded-box px-4 py-1.5 ${coming ? "bg-done-soft text-done-ink" : "bg-help-soft text-help-ink"}`}
    >
      <Shape status={coming ? "done" : "help"} size="1.5rem" />
      <div class="min-w-56 flex-1 text-base leading-snug">
        <p>
          <span role="status">
            <strong class="block">{coming ? words.coming : words.called}</strong>
            {!coming && (request.position ? words.position(request.position) : words.farBack)}
          </span>
          <Waiting since={request.created_at} />
          {!coming && !room.presence.teacher_online && <span class="block">{words.teacherAway}</span>}
        </p>
        {request.message && <UserText>{request.message}</UserText>}
      </div>
      <button
        type="button"
        class="btn btn-ghost ml-auto shrink-0 px-3"
        disabled={resolving}
        onClick={() => live.ask("help.resolve", { help_id: request.help_id })}
      >
        {words.solved}
      </button>
    </div>
  );
}

/** How long ago the student asked, from the first minute on. */
function Waiting({ since }: { since: string }) {
  const time = span(now.value - Date.parse(since));
  return time ? <span class="whitespace-nowrap"> · {time}</span> : null;
}

/** Two ways to call the teacher: at once, or with a line of text. */
function HelpButtons({ live, room, stepId, feedback }: HelpBarProps) {
  const words = texts.value;
  const text = useDraft(`help.${room.session.id}.${room.you.id}`, "");
  const writing = useSignal(false);
  const sending = live.state.value.outbox.findLast(({ name }) => name === "help.request");
  const calling = useSignal(false);
  const pending = calling.value || sending?.state === "sending" || sending?.state === "waiting";
  const call = async (message: string) => {
    writing.value = false;
    // The outbox is rendered with a delay, so that a second press could be faster.
    if (calling.value) return;
    calling.value = true;
    const request = live.send("help.request", { subtask_id: stepId, message });
    if (message) text.sent(request);
    await request.catch(() => {});
    calling.value = false;
  };
  return (
    <>
      {(pending || sending?.state === "refused") && <SendingMark sending={sending} />}
      <div class="flex flex-wrap gap-2">
        {feedback}
        <div class="flex min-w-34 flex-1 gap-1">
          <button
            type="button"
            class={`btn btn-help min-w-0 flex-1 ${feedback ? "min-h-15 flex-col gap-0.5 px-1" : "btn-lg"}`}
            disabled={pending}
            onClick={() => void call("")}
          >
            <Icon name="hand" size="1.5rem" />
            {words.stuck}
          </button>
          <button
            type="button"
            class="btn btn-help h-auto min-h-11 w-11 shrink-0 px-0"
            aria-label={words.stuckWithText}
            disabled={pending}
            onClick={() => {
              writing.value = true;
            }}
          >
            <Icon name="pencil" />
          </button>
        </div>
      </div>
      {writing.value && (
        <HelpDialog
          text={text}
          onClose={() => {
            writing.value = false;
          }}
          onCall={() => void call(text.value.value)}
        />
      )}
    </>
  );
}

function HelpDialog({ text, onClose, onCall }: { text: Draft<string>; onClose: () => void; onCall: () => void }) {
  const words = texts.value;
  const { value: line, forget } = text;
  return (
    <Dialog title={words.stuckTitle} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onCall();
        }}
      >
        <label class="text-base text-quiet" for="stuck-line">
          {words.stuckHint}
        </label>
        <input
          id="stuck-line"
          class="input"
          maxLength={200}
          enterkeyhint="send"
          value={line.value}
          onInput={({ currentTarget }) => {
            line.value = currentTarget.value;
          }}
        />
        <button type="submit" class="btn btn-error btn-huge">
          {words.call}
        </button>
        <button
          type="button"
          class="btn btn-ghost"
          onClick={() => {
            forget();
            onClose();
          }}
        >
          {common.value.cancel}
        </button>
      </form>
    </Dialog>
  );
}
