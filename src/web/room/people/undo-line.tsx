/** Below the head of the room: what this teacher did last to moderate the class, and its undo, for a minute. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { now } from "../../now.ts";
import { Icon } from "../../ui/icon.tsx";
import { actionText, UndoButton } from "./history.tsx";
import { texts } from "./texts.ts";

/** For how long it is shown, in milliseconds. */
const shownMs = 60_000;

export function UndoLine({ live, room }: { live: LiveRoom; room: Room }) {
  const dismissed = useSignal(0);
  const { lastAction: action } = room;
  // Not another teacher's action: it would move under the finger that presses Undo.
  const isOwn = action?.by === room.you.nickname;
  const isShown =
    isOwn && action.can_undo && action.action_id !== dismissed.value && now.value - Date.parse(action.at) < shownMs;
  return (
    <div role="status" class="px-page">
      {isShown && (
        <div class="unfold mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-box bg-base-100 px-4 py-1">
          <span class="min-w-40 flex-1">
            {actionText(action)} <span class="text-base text-quiet">· {action.by}</span>
          </span>
          <UndoButton live={live} action={action} />
          <button
            type="button"
            class="btn btn-ghost btn-square"
            aria-label={texts.value.dismiss}
            onClick={() => {
              dismissed.value = action.action_id;
            }}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
