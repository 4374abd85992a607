/** The polls of a step in the lesson editor: adding, editing, ordering and removing them, and files of questions. */
import { useSignal } from "@preact/signals";
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";
import { account } from "../account.ts";
import { kindName } from "../quiz/poll-fields.tsx";
import { QuizFilesButtons } from "../quiz/quiz-files-buttons.tsx";
import { Icon } from "../ui/icon.tsx";
import { LessonPollDialog } from "./lesson-poll-dialog.tsx";
import { texts } from "./texts.ts";

interface StepPollsProps {
  /** The number of the step. */
  n: number;
  /** Its title. */
  title: string;
  polls: readonly PreparedPollInput[];
  /** How many more polls the lesson can have. */
  free: number;
  onChange: (polls: readonly PreparedPollInput[]) => void;
}

export function StepPolls({ n, title, polls, free, onChange }: StepPollsProps) {
  const words = texts.value;
  /** The poll that is edited; its index is `polls.length` if it is new. */
  const edited = useSignal<number | undefined>(undefined);
  /** Names what is typed here in the browser's storage. */
  const place = `${account.value?.id}.${location.pathname}.${n}`;
  const close = () => {
    edited.value = undefined;
  };
  return (
    <div class="flex flex-col sm:ml-8">
      {polls.length > 0 && (
        <ol class="my-1 flex flex-col gap-1.5" aria-label={words.pollsOf(n)}>
          {polls.map((poll, at) => (
            <PollRow
              key={at}
              poll={poll}
              isFirst={at === 0}
              onEdit={() => {
                edited.value = at;
              }}
              onUp={() => onChange(polls.toSpliced(at, 1).toSpliced(at - 1, 0, poll))}
              onRemove={() => onChange(polls.toSpliced(at, 1))}
            />
          ))}
        </ol>
      )}
      <div class="flex flex-wrap items-center">
        <button
          type="button"
          class="btn btn-ghost btn-sm font-medium text-quiet"
          disabled={free <= 0}
          onClick={() => {
            edited.value = polls.length;
          }}
        >
          <Icon name="plus" size="1rem" />
          {words.addPoll}
          <span class="sr-only">: {n}</span>
        </button>
        <QuizFilesButtons
          title={title}
          polls={polls}
          free={free}
          look="btn btn-ghost btn-sm font-medium text-quiet"
          labels={[words.importPolls, words.exportPolls]}
          about={String(n)}
          draft={place}
          onImport={async (added) => {
            onChange([...polls, ...added]);
            return { added: added.length };
          }}
        />
        {free <= 0 && <p class="px-3 text-base text-quiet">{words.tooManyPolls}</p>}
      </div>
      {edited.value !== undefined && (
        <LessonPollDialog
          title={edited.value < polls.length ? words.editPoll : words.newPoll(n)}
          // An edited poll is named by its content: it may get another place.
          draft={`lesson-poll.${place}.${JSON.stringify(polls[edited.value] ?? "new")}`}
          poll={polls[edited.value]}
          onClose={close}
          onKeep={(poll) => {
            onChange(polls.toSpliced(edited.value ?? polls.length, 1, poll));
            close();
          }}
        />
      )}
    </div>
  );
}

interface PollRowProps {
  poll: PreparedPollInput;
  isFirst: boolean;
  onEdit: () => void;
  onUp: () => void;
  onRemove: () => void;
}

function PollRow({ poll: { question, kind, points, seconds }, isFirst, onEdit, onUp, onRemove }: PollRowProps) {
  const words = texts.value;
  const rules = [
    kindName(kind),
    ...(points == null ? [] : [words.quizOf(points)]),
    ...(seconds == null ? [] : [words.seconds(seconds)]),
  ];
  return (
    <li class="flex items-center gap-1 rounded-field bg-base-200 pl-1">
      <button type="button" class="flex min-h-12 min-w-0 flex-1 flex-col px-2 py-1 text-left" onClick={onEdit}>
        <span class="line-clamp-2 font-semibold">{question}</span>
        <span class="text-base text-quiet">{rules.join(" · ")}</span>
      </button>
      {!isFirst && (
        <button type="button" class="btn btn-ghost btn-square" aria-label={words.pollUp(question)} onClick={onUp}>
          <Icon name="up" />
        </button>
      )}
      <button type="button" class="btn btn-ghost btn-square" aria-label={words.removePoll(question)} onClick={onRemove}>
        <Icon name="trash" />
      </button>
    </li>
  );
}
