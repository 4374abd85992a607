/** The random pick: who is picked now, the next one, and who was picked before. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { ItemOf } from "../../../features/index.ts";
import { api } from "../../api.ts";
import type { LiveRoom } from "../../live.ts";
import { useOncePressed } from "../../ui/once-pressed.ts";
import { texts } from "./texts.ts";

export function PickPanel({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { picked } = room;
  const after = picked?.pick_id ?? null;
  const drawOnce = useOncePressed();
  const skipOnce = useOncePressed();
  const earlier = useEarlier(room);
  const sending = live.state.value.outbox.findLast(({ name }) => name.startsWith("pick."));
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  return (
    <>
      <p class="text-base text-quiet">{words.pickHint}</p>
      <div class="flex min-h-32 flex-col items-center justify-center gap-1 rounded-box bg-base-200 p-4" role="status">
        {picked && (
          <>
            <span class="text-base text-quiet">{words.picked}</span>
            <bdi class="text-center text-4xl font-extrabold">{picked.nickname}</bdi>
          </>
        )}
      </div>
      <div class="flex flex-wrap gap-2">
        <button
          type="button"
          class="btn btn-lg btn-primary"
          disabled={pending}
          onClick={drawOnce(() => live.ask("pick.draw", { after }))}
        >
          {picked ? words.drawNext : words.draw}
        </button>
        {picked && (
          <>
            <button
              type="button"
              class="btn btn-lg"
              disabled={pending}
              onClick={skipOnce(() => live.ask("pick.draw", { after, skip: true }))}
            >
              {words.skip}
            </button>
            <button
              type="button"
              class="btn btn-lg"
              disabled={pending}
              onClick={() => live.ask("pick.end", { pick_id: picked.pick_id })}
            >
              {words.endPick}
            </button>
          </>
        )}
      </div>
      {earlier.length > 0 && (
        <section class="flex flex-col gap-1">
          <h3 class="font-bold">{words.earlier}</h3>
          <ol class="flex max-h-[30dvh] flex-wrap gap-2 overflow-y-auto">
            {earlier.map(({ pick_id, nickname, status }) => (
              <li key={pick_id} class="mark bg-base-200">
                <bdi>{nickname}</bdi>
                {status === "skipped" && <span class="text-quiet"> · {words.passedOver}</span>}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

/** Who was picked before, newest first: read again with each pick. */
function useEarlier(room: Room): readonly ItemOf<"picks.list">[] {
  const read = useSignal<readonly ItemOf<"picks.list">[]>([]);
  useEffect(() => {
    // If this fails, the next pick reads it again.
    void api.picks(room.session.id).then(
      ({ data }) => {
        read.value = data;
      },
      () => {},
    );
  }, [room.picked?.pick_id]);
  return read.value.filter(({ status }) => status !== "current");
}
