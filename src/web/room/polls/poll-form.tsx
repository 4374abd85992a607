/** The form of a new poll. What is typed survives a reload. */
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import { useDraft } from "../../drafts.ts";
import type { LiveRoom } from "../../live.ts";
import { emptyForm, type PollForm as Form, toPollInput } from "../../quiz/form-input.ts";
import { PollFields } from "../../quiz/poll-fields.tsx";
import { useFocus } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { texts } from "./texts.ts";

interface PollFormProps {
  live: LiveRoom;
  room: Room;
  /** The question to begin with. */
  question: string;
  onDone: () => void;
}

export function PollForm({ live, room, question, onDone }: PollFormProps) {
  const words = texts.value;
  const draft = useDraft<Form>(`poll.${room.session.id}.${room.you.id}`, emptyForm);
  const field = useFocus<HTMLTextAreaElement>();
  const form = draft.value.value;
  const change = (to: Partial<Form>) => {
    draft.value.value = { ...draft.value.value, ...to };
  };
  useEffect(() => {
    if (question !== "") change({ question });
  }, [question]);
  const input = toPollInput(form);
  const send = (open: boolean) => {
    if (!input) return;
    draft.sent(live.send("poll.create", { ...input, open }));
    onDone();
  };
  const { forget } = draft;
  const cancel = () => {
    forget();
    onDone();
  };
  return (
    <form
      class="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        send(true);
      }}
    >
      <PollFields form={form} field={field} onChange={change} />
      <div class="sticky bottom-0 -mx-6 -mb-6 flex flex-wrap justify-end gap-3 border-t border-base-300 bg-base-100 px-6 pt-3 pb-5">
        <button type="button" class="btn btn-lg btn-ghost" onClick={cancel}>
          {common.value.cancel}
        </button>
        <button type="button" class="btn btn-lg" disabled={!input} onClick={() => send(false)}>
          {words.save}
        </button>
        <button type="submit" class="btn btn-lg btn-primary" disabled={!input}>
          {words.openNow}
        </button>
      </div>
    </form>
  );
}
