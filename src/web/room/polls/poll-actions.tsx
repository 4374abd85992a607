/** What a teacher does with a poll, each with one press. */
import { useSignal } from "@preact/signals";
import type { Poll } from "../../../client/fold/polls.ts";
import type { LiveRoom } from "../../live.ts";
import { Icon } from "../../ui/icon.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { texts } from "./texts.ts";

interface PollActionsProps {
  live: LiveRoom;
  poll: Poll;
  /** Without the actions that only a list needs. */
  brief?: boolean;
}

/** The commands that a poll allows now. The first is the next one to do. */
function commandsOf({ status, points }: Poll) {
  const words = texts.value;
  if (status === "draft") return [["poll.open", words.open]] as const;
  if (status === "open")
    return [
      ["poll.close", words.close],
      ["poll.reveal", words.reveal],
    ] as const;
  if (status === "revealed") return [];
  // A quiz does not open again: students may have seen the results.
  return points === null
    ? ([
        ["poll.reveal", words.reveal],
        ["poll.open", words.openAgain],
      ] as const)
    : ([["poll.reveal", words.reveal]] as const);
}

export function PollActions({ live, poll, brief = false }: PollActionsProps) {
  const words = texts.value;
  const asking = useSignal(false);
  const { poll_id } = poll;
  const sending = live.state.value.outbox.findLast(
    ({ name, input }) => name.startsWith("poll.") && "poll_id" in input && input.poll_id === poll_id,
  );
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const about = <span class="sr-only">. {words.about(poll.question)}</span>;
  const remove = () => live.ask("poll.remove", { poll_id });
  if (asking.value) {
    return (
      <div class="flex flex-wrap items-center gap-2">
        <p class="flex-1 font-semibold">{poll.status === "draft" ? words.removeDraftAsk : words.removeAsk}</p>
        <button
          type="button"
          class="btn"
          onClick={() => {
            asking.value = false;
          }}
        >
          {words.keep}
        </button>
        <button type="button" class="btn btn-error" onClick={remove}>
          {words.remove}
        </button>
      </div>
    );
  }
  return (
    <>
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
      <div class="flex flex-wrap items-center gap-2">
        {commandsOf(poll).map(([command, label], n) => (
          <button
            key={command}
            type="button"
            class={`btn ${n === 0 ? "btn-primary" : ""}`}
            disabled={pending}
            onClick={() => live.ask(command, { poll_id })}
          >
            {label}
            {about}
          </button>
        ))}
        {!brief && (
          <button
            type="button"
            class="btn btn-ghost ml-auto px-3"
            disabled={pending}
            onClick={() => {
              // Votes, and a question that was written for later, are lost for good.
              if (poll.status !== "draft" && (poll.counted?.votes ?? 0) === 0) remove();
              else asking.value = true;
            }}
          >
            <Icon name="trash" />
            {words.remove}
            {about}
          </button>
        )}
      </div>
    </>
  );
}
