/** The gate at a step of a student-paced class: whether students wait there, and the button that closes or opens it. */
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Icon } from "../../ui/icon.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { texts } from "./texts.ts";

/** Says that students wait at this step; nothing without a gate. */
export function GateMark({ room, step }: { room: Room; step: number }) {
  const gate = room.pace.gates.get(step);
  if (!gate) return null;
  return (
    <span class="mt-0.5 flex items-center gap-1.5 text-base font-semibold text-behind-ink" role="status">
      <Icon name="pause" size="1rem" />
      {texts.value.waitsHere(gate.working, gate.present)}
    </span>
  );
}

export function GateButton({ live, room, step }: { live: LiveRoom; room: Room; step: number }) {
  const words = texts.value;
  const isClosed = room.pace.gates.has(step);
  const sending = live.state.value.outbox.findLast(
    ({ name, input }) => (name === "gate.close" || name === "gate.open") && input.subtask_id === step,
  );
  const isPending = sending?.state === "sending" || sending?.state === "waiting";
  return (
    <>
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
      <button
        type="button"
        class="btn"
        disabled={isPending}
        onClick={() => live.ask(isClosed ? "gate.open" : "gate.close", { subtask_id: step })}
      >
        <Icon name={isClosed ? "play" : "pause"} />
        {isClosed ? words.openGate : words.closeGate}
      </button>
    </>
  );
}
