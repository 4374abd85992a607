/** The teacher's moderation of a question: approve or refuse, pin, archive, hide, merge with another one. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { Question } from "../../../client/fold/questions.ts";
import type { LiveRoom } from "../../live.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Menu, MenuButton } from "../../ui/menu.tsx";
import { texts } from "./texts.ts";

interface ModerationProps {
  live: LiveRoom;
  room: Room;
  question: Question;
  pending: boolean;
}

/** For a question that waits for approval. */
export function Approval({ live, question, pending }: ModerationProps) {
  const words = texts.value;
  const { question_id, cleaned_text } = question;
  const about = <span class="sr-only">. {words.about(cleaned_text)}</span>;
  return (
    <div class="flex gap-2">
      <button
        type="button"
        class="btn btn-primary flex-1"
        disabled={pending}
        onClick={() => live.ask("question.approve", { question_id })}
      >
        <Icon name="check" />
        {words.approve}
        {about}
      </button>
      {question.approval === "waiting" && (
        <button
          type="button"
          class="btn flex-1"
          disabled={pending}
          onClick={() => live.ask("question.refuse", { question_id })}
        >
          {words.refuse}
          {about}
        </button>
      )}
    </div>
  );
}

export function ModerationMenu({ live, room, question, pending }: ModerationProps) {
  const words = texts.value;
  const isMerging = useSignal(false);
  const { question_id, pinned, archived, merged_into, status, cleaned_text } = question;
  const others = mergeable(room, question);
  return (
    <>
      <Menu label={`${words.more}. ${words.about(cleaned_text)}`}>
        <MenuButton
          disabled={pending}
          onPress={() => live.ask(pinned ? "question.unpin" : "question.pin", { question_id })}
        >
          {pinned ? words.unpin : words.pin}
        </MenuButton>
        {archived || status === "hidden" ? (
          <MenuButton disabled={pending} onPress={() => live.ask("question.restore", { question_id })}>
            {words.restore}
          </MenuButton>
        ) : (
          <MenuButton disabled={pending} onPress={() => live.ask("question.archive", { question_id })}>
            {words.archive}
          </MenuButton>
        )}
        {merged_into !== null ? (
          <MenuButton disabled={pending} onPress={() => live.ask("question.separate", { question_id })}>
            {words.separate}
          </MenuButton>
        ) : (
          others.length > 0 && (
            <MenuButton
              disabled={pending}
              onPress={() => {
                isMerging.value = true;
              }}
            >
              {words.merge}
            </MenuButton>
          )
        )}
      </Menu>
      {isMerging.value && (
        <Merge
          live={live}
          question={question}
          others={others}
          onClose={() => {
            isMerging.value = false;
          }}
        />
      )}
    </>
  );
}

/** The questions into which one may be merged: if all see it, they must see the other one, too. */
const mergeable = ({ questions }: Room, question: Question): readonly Question[] =>
  questions.filter(
    (one) =>
      one.question_id !== question.question_id &&
      one.merged_into === null &&
      !one.archived &&
      one.status !== "hidden" &&
      (isForAll(one) || !isForAll(question)),
  );

const isForAll = ({ visibility, approval }: Question): boolean => visibility === "all" && approval === null;

interface MergeProps {
  live: LiveRoom;
  question: Question;
  others: readonly Question[];
  onClose: () => void;
}

function Merge({ live, question, others, onClose }: MergeProps) {
  const words = texts.value;
  const into = useSignal<number | undefined>(undefined);
  return (
    <Dialog title={words.mergeTitle} onClose={onClose}>
      <p class="text-base text-quiet">{words.mergeHint}</p>
      <p class="max-h-32 overflow-auto leading-snug font-semibold whitespace-pre-line">{question.cleaned_text}</p>
      <fieldset class="flex max-h-[40dvh] flex-col gap-1 overflow-y-auto">
        <legend class="label-text mb-1">{words.mergeInto}</legend>
        {others.map(({ question_id, cleaned_text, like_count }) => (
          <label key={question_id} class="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="radio"
              class="radio radio-primary border-quiet"
              name="merge-into"
              checked={into.value === question_id}
              onChange={() => {
                into.value = question_id;
              }}
            />
            <span class="line-clamp-2 flex-1">{cleaned_text}</span>
            <span class="text-quiet tabular-nums">{like_count}</span>
          </label>
        ))}
      </fieldset>
      <DialogButtons
        action={words.merge}
        disabled={into.value === undefined}
        onClose={onClose}
        onAction={() => {
          if (into.value !== undefined)
            live.ask("question.merge", { question_id: question.question_id, into: into.value });
          onClose();
        }}
      />
    </Dialog>
  );
}
