/** The progress of a sent command: sending, sent, waiting for the network, or rejected with the reason. */
import type { Sending } from "../../client/outbox.ts";
import { textOf } from "../faults/text-of.ts";
import { Icon } from "./icon.tsx";
import { common } from "./texts.ts";
import { Wait } from "./wait.tsx";

const tones = {
  sending: "text-quiet",
  sent: "text-done-ink",
  waiting: "bg-behind-soft text-behind-ink",
  refused: "bg-help-soft text-help-ink",
};

/** Reserves its line without a command, so that the content below does not move. */
export function SendingMark({ sending }: { sending: Sending | undefined }) {
  const words = common.value;
  return (
    <p class="flex min-h-8 items-center justify-center text-base" role="status">
      {sending && (
        <span class={`mark ${tones[sending.state]}`}>
          {sending.state === "sent" && <Icon name="check" />}
          {sending.state === "refused" && sending.refusal ? textOf(sending.refusal.code) : words.sending[sending.state]}
          {sending.state === "refused" && <Wait refusal={sending.refusal} since={sending.at} />}
        </span>
      )}
    </p>
  );
}
