/** What the teacher does with a call for help: say that they are coming, and mark it as done. */
import type { HelpItem } from "../../client/fold/help.ts";
import type { LiveRoom } from "../live.ts";
import { now, span } from "../now.ts";
import { Icon } from "../ui/icon.tsx";
import { SendingMark } from "../ui/sending-mark.tsx";
import { texts } from "./texts.ts";

export function HelpActions({ live, call }: { live: LiveRoom; call: HelpItem }) {
  const words = texts.value;
  const { help_id } = call;
  const sent = live.state.value.outbox.filter(
    ({ name, input }) => (name === "help.acknowledge" || name === "help.resolve") && input.help_id === help_id,
  );
  const isPending = (command: string) =>
    sent.some(({ name, state }) => name === command && (state === "sending" || state === "waiting"));
  const last = sent.at(-1);
  return (
    <div class="flex flex-col gap-1.5">
      {(last?.state === "waiting" || last?.state === "refused") && <SendingMark sending={last} />}
      <div class="flex flex-wrap items-center justify-end gap-2">
        {call.acknowledged_at ? (
          <p class="mr-auto flex items-center gap-1.5 font-semibold">
            <Icon name="check" />
            {words.onMyWay} {span(now.value - Date.parse(call.acknowledged_at))}
          </p>
        ) : (
          <button
            type="button"
            class="btn shrink-0 px-3"
            disabled={isPending("help.acknowledge") || isPending("help.resolve")}
            onClick={() => live.ask("help.acknowledge", { help_id })}
          >
            <Icon name="hand" />
            {words.coming}
            <span class="sr-only">: {call.user_name}</span>
          </button>
        )}
        <button
          type="button"
          class="btn shrink-0 px-3"
          disabled={isPending("help.resolve")}
          onClick={() => live.ask("help.resolve", { help_id })}
        >
          <Icon name="check" />
          {words.helped}
          <span class="sr-only">: {call.user_name}</span>
        </button>
      </div>
    </div>
  );
}
