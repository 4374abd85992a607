/** A poll that is open, on a student's phone: the vote, and whether it is saved. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Poll } from "../../client/fold/polls.ts";
import { textOf } from "../faults/text-of.ts";
import type { StudentLive } from "../live.ts";
import { now } from "../now.ts";
import { Icon } from "../ui/icon.tsx";
import { Wait } from "../ui/wait.tsx";
import { Results } from "./results.tsx";
import { texts } from "./texts.ts";
import { emptyVote, isComplete, isSame, sentVote, toDraft, type VoteDraft } from "./vote-draft.ts";
import { VoteInput } from "./vote-input.tsx";

export function VoteForm({ live, poll }: { live: StudentLive; poll: Poll }) {
  const words = texts.value;
  const { poll_id, points } = poll;
  const sent = sentVote(live.state.value.outbox, poll_id);
  const isPending = sent?.state === "sending" || sent?.state === "waiting";
  const before: VoteDraft | undefined = isPending ? sent.input : poll.vote ? toDraft(poll.vote) : undefined;
  const edited = useSignal<VoteDraft | undefined>(undefined);
  /** Pressed; the outbox is rendered with a delay, so that a second press could be faster. */
  const pressed = useSignal<VoteDraft | undefined>(undefined);
  useEffect(() => {
    // Saved: from now on the form shows the saved vote, which another tab may change.
    if (edited.value && pressed.value && isSame(edited.value, pressed.value)) edited.value = undefined;
    pressed.value = undefined;
  }, [poll.voted_at]);

  const draft = edited.value ?? before ?? emptyVote(poll);
  const isOver = poll.ends_at !== null && now.value >= Date.parse(poll.ends_at);
  const isFinal = points !== null && (before !== undefined || pressed.value !== undefined);
  const isFixed = isOver || isFinal;
  const last = pressed.value ?? before;
  const isChanged = last === undefined || !isSame(draft, last);
  const vote = () => {
    if (isFixed || !isChanged || !isComplete(poll, draft)) return;
    pressed.value = draft;
    edited.value = draft;
    live.send("poll.vote", { poll_id, ...draft }).catch(() => {
      pressed.value = undefined;
    });
  };
  return (
    <>
      <VoteInput
        poll={poll}
        draft={draft}
        isFixed={isFixed}
        onChange={(next) => {
          edited.value = next;
        }}
      />
      {poll.results === "live" && poll.vote && <Results poll={poll} class="text-base" />}
      <div class="poll-foot">
        <VoteMark poll={poll} sent={sent} isOver={isOver} isChanged={isChanged && edited.value !== undefined} />
        {!isFixed && (
          <button
            type="button"
            class="btn btn-primary btn-huge w-full"
            disabled={!isChanged || !isComplete(poll, draft)}
            onClick={vote}
          >
            {points !== null ? words.answer : before ? words.change : words.vote}
          </button>
        )}
      </div>
    </>
  );
}

interface VoteMarkProps {
  poll: Poll;
  sent: ReturnType<typeof sentVote>;
  isOver: boolean;
  /** Whether the form differs from the vote that was sent. */
  isChanged: boolean;
}

/** Whether the vote is saved; before a vote, whether it can be changed later. Its line is always there. */
function VoteMark({ poll, sent, isOver, isChanged }: VoteMarkProps) {
  const words = texts.value;
  const [look, text] = (() => {
    if (sent?.state === "sending") return ["text-quiet", words.saving] as const;
    if (sent?.state === "waiting") return ["bg-behind-soft text-behind-ink", words.unsaved] as const;
    if (sent?.state === "refused" && !poll.vote) {
      return ["bg-help-soft text-help-ink", textOf(sent.refusal?.code ?? "internal")] as const;
    }
    if (isOver && !poll.vote) return ["text-quiet", words.timeUp] as const;
    if (poll.vote && !isChanged) return ["bg-done-soft text-done-ink", words.saved] as const;
    return ["text-quiet font-normal", poll.points !== null ? words.final : words.changeable] as const;
  })();
  return (
    <p class="flex min-h-8 items-center justify-center text-center text-base" role="status">
      <span class={`mark ${look}`}>
        {text === words.saved && <Icon name="check" />}
        {text}
        {sent?.state === "refused" && !poll.vote && <Wait refusal={sent.refusal} since={sent.at} />}
      </span>
    </p>
  );
}
