/** The history of moderation: who did what and when, with an undo for what can be undone. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { Action } from "../../../client/fold/moderation.ts";
import { reportWords } from "../../../features/report-words.ts";
import { api } from "../../api.ts";
import { language } from "../../language.ts";
import type { LiveRoom } from "../../live.ts";
import { At } from "../../talk/user-text.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { texts } from "./texts.ts";

/** What was done, and to whom: `Renamed: Ann → Anna`. */
export function actionText({ kind, name, text }: Action): string {
  const what = reportWords.moderation.values.kind[kind][language.value];
  const whom = kind === "rename" ? `${text} → ${name}` : (name ?? text);
  return whom === null ? what : `${what}: ${whom}`;
}

export function History({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const actions = useActions(room);
  if (actions.length === 0) return <p class="text-quiet">{words.noHistory}</p>;
  return (
    <ol class="flex max-h-[55dvh] flex-col overflow-y-auto">
      {actions.map((action) => (
        <li
          key={action.action_id}
          class="flex min-h-11 flex-wrap items-center gap-x-3 border-t border-base-300 py-1 first:border-0"
        >
          <At time={action.at} class="text-quiet" />
          <span class={`min-w-40 flex-1 ${action.undone_at ? "text-quiet line-through" : ""}`}>
            {actionText(action)}
          </span>
          <span class="text-base text-quiet">
            {action.undone_by === null ? action.by : words.undone(action.undone_by)}
          </span>
          {action.can_undo && <UndoButton live={live} action={action} />}
        </li>
      ))}
    </ol>
  );
}

export function UndoButton({ live, action }: { live: LiveRoom; action: Action }) {
  const { action_id } = action;
  const sending = live.state.value.outbox.findLast(
    ({ name, input }) => name === "moderation.undo" && input.action_id === action_id,
  );
  return (
    <>
      {sending?.state === "refused" && <SendingMark sending={sending} />}
      <button
        type="button"
        class="btn"
        disabled={sending?.state === "sending" || sending?.state === "waiting"}
        onClick={() => live.ask("moderation.undo", { action_id })}
      >
        <Icon name="undo" />
        {texts.value.undo}
        <span class="sr-only">: {actionText(action)}</span>
      </button>
    </>
  );
}

/** The actions, newest first: read again with each. */
function useActions(room: Room): readonly Action[] {
  const read = useSignal<readonly Action[]>([]);
  const { lastAction: last } = room;
  useEffect(() => {
    // If this fails, the next action reads them again.
    void api.moderation(room.session.id).then(
      ({ data }) => {
        read.value = data;
      },
      () => {},
    );
  }, [last?.action_id, last?.undone_at]);
  return read.value;
}
