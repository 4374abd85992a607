/** The raised hands in their order: the teacher calls on one after the other, and lowers one or all. */
import { useSignal } from "@preact/signals";
import { useCallback } from "preact/hooks";
import type { Hand } from "../../../client/fold/hands.ts";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveEvent } from "../../../client/frames.ts";
import { type LiveRoom, useEvents } from "../../live.ts";
import { Icon } from "../../ui/icon.tsx";
import { useOncePressed } from "../../ui/once-pressed.ts";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { texts } from "./texts.ts";

/** How many are listed. */
const maxShown = 20;

export function HandsList({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const announcement = useSignal("");
  useEvents(
    live,
    useCallback(
      (event: LiveEvent) => {
        if (event.type === "hand.raised") announcement.value = texts.value.raises(event.data.nickname);
      },
      [announcement],
    ),
  );
  const { hands } = room;
  const called = hands.find((hand) => hand.called);
  const waiting = hands.filter((hand) => !hand.called);
  const shown = [...(called ? [called] : []), ...waiting].slice(0, maxShown);
  const [next] = waiting;
  const call = ({ participant_id }: Hand) =>
    live.ask("hand.call", { participant_id, after: called?.participant_id ?? null });
  const oncePressed = useOncePressed();
  const sending = live.state.value.outbox.findLast(({ name }) => name.startsWith("hand"));
  return (
    <>
      <p class="sr-only" aria-live="polite">
        {announcement.value}
      </p>
      {hands.length > 0 && (
        <section class="card-plain flex shrink-0 flex-col gap-2 p-3" aria-label={words.hands}>
          <h2 class="flex items-center gap-2 text-lg font-bold">
            <Icon name="hand" />
            {words.hands}
            <span class="grid h-7 min-w-7 place-items-center rounded-full bg-base-300 px-2 text-base tabular-nums">
              {waiting.length}
            </span>
          </h2>
          <ol class="flex max-h-60 flex-col gap-1 overflow-y-auto">
            {shown.map((hand) => (
              <li key={hand.participant_id} class="flex items-center justify-between gap-2">
                <span class="min-w-0 flex-1 truncate">
                  {!hand.called && <span class="tabular-nums">{waiting.indexOf(hand) + 1}. </span>}
                  <bdi class="font-semibold">{room.people.get(hand.participant_id)?.nickname ?? hand.nickname}</bdi>
                  {hand.called && <span class="mark ml-2 bg-done-soft text-done-ink">{words.called}</span>}
                </span>
                {!hand.called && (
                  <button type="button" class="btn btn-ghost px-2" onClick={oncePressed(() => call(hand))}>
                    {words.call}
                    <span class="sr-only">{words.of(hand.nickname)}</span>
                  </button>
                )}
                <button
                  type="button"
                  class="btn btn-ghost px-2"
                  onClick={() => live.ask("hand.lower", { participant_id: hand.participant_id })}
                >
                  {words.lower}
                  <span class="sr-only">{words.of(hand.nickname)}</span>
                </button>
              </li>
            ))}
          </ol>
          {hands.length > shown.length && (
            <p class="text-base text-quiet">{words.moreHands(hands.length - shown.length)}</p>
          )}
          <div class="flex flex-wrap gap-2">
            {next && (
              <button type="button" class="btn btn-primary" onClick={oncePressed(() => call(next))}>
                {words.callNext}
              </button>
            )}
            <button type="button" class="btn" onClick={() => live.ask("hands.lower", {})}>
              {words.lowerAll}
            </button>
          </div>
          {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
        </section>
      )}
    </>
  );
}
