/** Opens projectors, switches their view and disconnects them. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import { api } from "../../api.ts";
import type { LiveRoom } from "../../live.ts";
import { useAttempt } from "../../ui/attempt.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/notice.tsx";
import { common } from "../../ui/texts.ts";
import { openProjectorWindow } from "./open-window.ts";
import { OtherDevice } from "./other-device.tsx";
import { texts } from "./texts.ts";
import { ViewSwitch } from "./view-switch.tsx";

export function ProjectorDialog({ live, room, onClose }: { live: LiveRoom; room: Room; onClose: () => void }) {
  const words = texts.value;
  const { code } = room.session;
  const { connected } = room.screens;
  const blocked = useSignal(false);
  const { busy, problem, refusal, attempt } = useAttempt();
  return (
    <Dialog title={words.projector} onClose={onClose}>
      <p class="text-quiet">{words.hint}</p>
      <button
        type="button"
        class="btn btn-lg btn-primary"
        onClick={async () => {
          if (await openProjectorWindow(code)) onClose();
          else blocked.value = true;
        }}
      >
        <Icon name="expand" />
        {words.open}
      </button>
      {blocked.value ? (
        <p role="alert" class="font-medium text-help-ink">
          {words.blocked}{" "}
          <a class="underline" href={`/screen/${code}`} target="_blank" rel="noopener">
            {words.open}
          </a>
        </p>
      ) : (
        <p class="text-base text-quiet">{words.openHint}</p>
      )}
      <OtherDevice code={code} />
      <h3 class="label-text">{words.shows}</h3>
      <ViewSwitch live={live} room={room} />
      <div class="flex min-h-11 flex-wrap items-center justify-between gap-3">
        <p role="status">{words.connected(connected)}</p>
        {connected > 0 && (
          <button type="button" class="btn" disabled={busy.value} onClick={() => attempt(() => api.closeScreens(code))}>
            {words.disconnect}
          </button>
        )}
      </div>
      <Problem says={problem.value} refusal={refusal.value} />
      <button type="button" class="btn btn-lg self-end" onClick={onClose}>
        {common.value.close}
      </button>
    </Dialog>
  );
}
