/** The actions of a teacher on a question: mark as answered, reply, add a picture, moderate. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { Question } from "../../../client/fold/questions.ts";
import { useDraft } from "../../drafts.ts";
import type { LiveRoom } from "../../live.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { DialogButtons } from "../../ui/dialog-buttons.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useFocus } from "../../ui/page.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { PictureField } from "../picture/picture-field.tsx";
import { usePicture } from "../picture/use-picture.ts";
import { openPolls } from "../polls/poll-dialog.ts";
import { texts as pollTexts } from "../polls/texts.ts";
import { texts as roomTexts } from "../texts.ts";
import { Approval, ModerationMenu } from "./question-moderation.tsx";
import { texts } from "./texts.ts";

type OpenDialog = "nothing" | "replying" | "picturing";

export function QuestionControls({ live, room, question }: { live: LiveRoom; room: Room; question: Question }) {
  const words = texts.value;
  const doing = useSignal<OpenDialog>("nothing");
  const { question_id, cleaned_text, status, approval, archived, merged_into } = question;
  const sending = live.state.value.outbox.findLast(
    ({ name, input }) => name.startsWith("question.") && "question_id" in input && input.question_id === question_id,
  );
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  const about = <span class="sr-only">. {words.about(cleaned_text)}</span>;
  const close = () => {
    doing.value = "nothing";
  };
  return (
    <div class="flex flex-col gap-2">
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
      {approval && <Approval live={live} room={room} question={question} pending={pending} />}
      {status === "open" && !approval && !archived && merged_into === null && (
        <button
          type="button"
          class="btn w-full"
          disabled={pending}
          onClick={() => live.ask("question.answer", { question_id })}
        >
          <Icon name="check" />
          {words.answered}
          {about}
        </button>
      )}
      <div class="-mx-2 flex flex-wrap justify-between">
        <button
          type="button"
          class="btn btn-ghost px-2"
          onClick={() => {
            doing.value = "replying";
          }}
        >
          {words.reply}
          {about}
        </button>
        <button
          type="button"
          class="btn btn-ghost px-2"
          onClick={() => {
            doing.value = "picturing";
          }}
        >
          {roomTexts.value.picture}
          {about}
        </button>
        {status !== "hidden" && (
          <button
            type="button"
            class="btn btn-ghost px-2"
            disabled={pending}
            onClick={() => live.ask("question.hide", { question_id })}
          >
            {words.hide}
            {about}
          </button>
        )}
        {room.session.features.includes("polls") && (
          <button type="button" class="btn btn-ghost px-2" onClick={() => openPolls(cleaned_text.slice(0, 500))}>
            {pollTexts.value.askClass}
            {about}
          </button>
        )}
        <ModerationMenu live={live} room={room} question={question} pending={pending} />
      </div>
      {doing.value === "replying" && <Reply live={live} question={question} onClose={close} />}
      {doing.value === "picturing" && <AddPicture live={live} question={question} onClose={close} />}
    </div>
  );
}

interface DialogProps {
  live: LiveRoom;
  question: Question;
  onClose: () => void;
}

/** The text of the question in a dialog. */
function QuestionText({ question }: { question: Question }) {
  return <p class="max-h-40 overflow-auto text-lg leading-snug whitespace-pre-line">{question.cleaned_text}</p>;
}

function Reply({ live, question, onClose }: DialogProps) {
  const words = texts.value;
  const { session } = live.state.value.room ?? {};
  const {
    value: answer,
    forget,
    sent,
  } = useDraft(`answer.${session?.id}.${question.question_id}`, question.answer ?? "");
  const field = useFocus<HTMLTextAreaElement>();
  const text = answer.value.trim();
  return (
    <Dialog title={words.replyTitle} onClose={onClose}>
      <QuestionText question={question} />
      <form
        class="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (text === "") return;
          sent(live.send("question.answer", { question_id: question.question_id, text }));
          onClose();
        }}
      >
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.replyLabel}</span>
          <textarea
            ref={field}
            class="textarea"
            rows={4}
            maxLength={4000}
            value={answer.value}
            onInput={({ currentTarget }) => {
              answer.value = currentTarget.value;
            }}
          />
        </label>
        <DialogButtons action={words.replySend} disabled={text === ""} onDiscard={forget} onClose={onClose} />
      </form>
    </Dialog>
  );
}

function AddPicture({ live, question, onClose }: DialogProps) {
  const words = texts.value;
  const picture = usePicture(live);
  const state = picture.state.value;
  return (
    <Dialog title={words.pictureFor} onClose={onClose}>
      <QuestionText question={question} />
      <PictureField picture={picture} />
      <DialogButtons
        action={words.put}
        disabled={state.is !== "there"}
        onClose={onClose}
        onAction={() => {
          if (state.is !== "there") return;
          live.ask("question.capture", { question_id: question.question_id, capture_url: state.url });
          onClose();
        }}
      />
    </Dialog>
  );
}
