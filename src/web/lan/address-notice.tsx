/** Says in the room that the address for students has changed, until the teacher has read it. */
import { useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";
import type { LiveEvent } from "../../client/frames.ts";
import { type LiveRoom, useEvents } from "../live.ts";
import { texts } from "./texts.ts";

export function AddressNotice({ live }: { live: LiveRoom }) {
  const words = texts.value;
  const address = useSignal<string | undefined>(undefined);
  useEvents(
    live,
    useCallback((event: LiveEvent) => {
      if (event.type === "session.moved") address.value = new URL(event.data.join_url).host;
    }, []),
  );
  if (address.value === undefined) return null;
  return (
    <div role="status" class="mx-page flex flex-wrap items-center gap-3 rounded-box bg-behind-soft p-3 text-behind-ink">
      <p class="flex-1 basis-72 font-semibold">{words.moved(address.value)}</p>
      <button
        type="button"
        class="btn"
        onClick={() => {
          address.value = undefined;
        }}
      >
        {words.gotIt}
      </button>
    </div>
  );
}
