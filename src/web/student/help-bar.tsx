/** I'm stuck: with a line or without; what became of it; and back again. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import { openHelp } from "../../client/fold/help.ts";
import type { Room } from "../../client/fold/index.ts";
import type { LiveEvent } from "../../client/frames.ts";
import { type LiveRoom, useEvents } from "../live.ts";
import { now, span } from "../now.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { Shape } from "../ui/shape.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

/** Milliseconds for which the page says that a call was dealt with. */
const answeredVisibleMs = 30_000;

interface HelpBarProps {
  live: LiveRoom;
  room: Room;
  /** The step it would be about. */
  stepId: number | null;
  /** What stands in the same row. */
  beside?: ComponentChildren;
}

export function HelpBar({ live, room, stepId, beside }: HelpBarProps) {
  const words = texts.value;
  const asking = useSignal(false);
  const answered = useSignal(false);
  const { outbox } = live.state.value;
  const open = openHelp(room.help).find(({ participant_id }) => participant_id === room.you.id);
  const sending = outbox.findLast(({ name }) => name === "help.request");
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const resolving = outbox.some(
    ({ name, state }) => name === "help.resolve" && state !== "sent" && state !== "refused",
  );

  useEvents(
    live,
    useCallback(
      (event: LiveEvent) => {
        if (event.type !== "help.resolved") return;
        const { help_id } = event.data;
        const mine = live.state.value.outbox.some(
          ({ name, input }) => name === "help.resolve" && input.help_id === help_id,
        );
        if (!mine) answered.value = true;
      },
      [live],
    ),
  );
  useEffect(() => {
    if (open) answered.value = false;
  }, [open?.help_id]);
  useEffect(() => {
    if (!answered.value) return;
    const timer = setTimeout(() => {
      answered.value = false;
    }, answeredVisibleMs);
    return () => clearTimeout(timer);
  }, [answered.value]);

  if (!room.session.features.includes("help")) return beside ? <div class="flex">{beside}</div> : null;
  return (
    <div class="flex flex-col gap-2">
      {answered.value && !open && (
        <p class="unfold mark justify-center bg-done-soft text-done-ink" role="status">
          <Icon name="check" />
          {words.answered}
        </p>
      )}
      {open ? (
        <div class="unfold flex min-h-14 flex-wrap items-center gap-x-3 rounded-box bg-help-soft px-4 py-1.5 text-help-ink">
          <Shape status="help" size="1.5rem" />
          <p class="min-w-36 flex-1 text-base leading-snug">
            <strong>{words.called}</strong> {span(now.value - Date.parse(open.created_at))}
            {!room.presence.teacher_online && <span class="block">{words.teacherAway}</span>}
          </p>
          <button
            type="button"
            class="btn btn-ghost ml-auto shrink-0 px-3"
            disabled={resolving}
            onClick={() => live.ask("help.resolve", { help_id: open.help_id })}
          >
            {words.solved}
          </button>
        </div>
      ) : null}
      {open ? (
        beside && <div class="flex">{beside}</div>
      ) : (
        <>
          {pending || sending?.state === "refused" ? <SendingMark sending={sending} /> : null}
          <div class="flex gap-2">
            {beside}
            <button
              type="button"
              class={`btn btn-help min-w-0 flex-1 ${beside ? "flex-col gap-0.5 px-1" : "btn-lg"}`}
              disabled={pending}
              onClick={() => {
                asking.value = true;
              }}
            >
              <Icon name="hand" size="1.5rem" />
              {words.stuck}
            </button>
          </div>
        </>
      )}
      {asking.value && (
        <HelpDialog
          onClose={() => {
            asking.value = false;
          }}
          onCall={(message) => {
            asking.value = false;
            live.ask("help.request", { subtask_id: stepId, message });
          }}
        />
      )}
    </div>
  );
}

function HelpDialog({ onClose, onCall }: { onClose: () => void; onCall: (message: string) => void }) {
  const words = texts.value;
  const line = useSignal("");
  return (
    <Dialog title={words.stuckTitle} onClose={onClose}>
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onCall(line.value);
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
        <button type="button" class="btn btn-ghost" onClick={onClose}>
          {common.value.cancel}
        </button>
      </form>
    </Dialog>
  );
}
