/** The dialog in which a poll of a lesson is written. What is typed is stored until it is kept or cancelled. */
import type { PreparedPollInput } from "../../domain/quiz/prepared-poll.ts";
import { useDraft } from "../drafts.ts";
import { emptyForm, type PollForm, toForm, toPollInput } from "../quiz/form-input.ts";
import { PollFields } from "../quiz/poll-fields.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { useFocus } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

interface LessonPollDialogProps {
  title: string;
  /** Identifies the poll among the drafts in this browser. */
  draft: string;
  /** `undefined` for a new one. */
  poll: PreparedPollInput | undefined;
  onKeep: (poll: PreparedPollInput) => void;
  onClose: () => void;
}

export function LessonPollDialog({ title, draft, poll, onKeep, onClose }: LessonPollDialogProps) {
  const words = texts.value;
  const { value: form, forget } = useDraft<PollForm>(draft, poll ? toForm(poll) : emptyForm);
  const field = useFocus<HTMLTextAreaElement>();
  const input = toPollInput(form.value);
  return (
    <Dialog title={title} size="wide" onClose={onClose}>
      <form
        class="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          // The form around it would save the lesson.
          event.stopPropagation();
          if (!input) return;
          forget();
          onKeep(input);
        }}
      >
        <p class="text-quiet">{words.pollsHint}</p>
        <PollFields
          form={form.value}
          field={field}
          onChange={(change) => {
            form.value = { ...form.value, ...change };
          }}
        />
        <div class="sticky bottom-0 -mx-6 -mb-6 flex flex-wrap justify-end gap-3 border-t border-base-300 bg-base-100 px-6 pt-3 pb-5">
          <button
            type="button"
            class="btn btn-lg btn-ghost"
            onClick={() => {
              forget();
              onClose();
            }}
          >
            {common.value.cancel}
          </button>
          <button type="submit" class="btn btn-lg btn-primary" disabled={!input}>
            {words.keepPoll}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
