/** Polls in the room: the button with the dialog. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { LazyPage } from "../../ui/lazy-page.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { common } from "../../ui/texts.ts";
import { openPolls, pollDialog } from "./poll-dialog.ts";
import { PollForm } from "./poll-form.tsx";
import { PollList } from "./poll-list.tsx";
import { quickPolls } from "./quick-polls.ts";
import { texts } from "./texts.ts";

// Loaded on first use: most classes have no control charts.
const chartForm = () => import("./chart/chart-question-form.tsx");

const titleOf = (page: "list" | "form" | "chart"): string => {
  const { newPoll, polls, readChart } = texts.value;
  return { list: polls, form: newPoll, chart: readChart }[page];
};

interface PollsProps {
  live: LiveRoom;
  room: Room;
}

export function PollsButton({ live, room }: PollsProps) {
  const open = pollDialog.value;
  const close = () => {
    pollDialog.value = undefined;
  };
  // The room is left: the next one begins without the dialog.
  useEffect(() => close, []);
  const toList = () => {
    pollDialog.value = { page: "list" };
  };
  return (
    <>
      <button type="button" class="btn" onClick={() => openPolls()}>
        {texts.value.polls}
      </button>
      {open && (
        <Dialog title={titleOf(open.page)} size="wide" onClose={close}>
          {open.page === "form" ? (
            <PollForm live={live} room={room} question={open.question ?? ""} onDone={toList} />
          ) : open.page === "chart" ? (
            <LazyPage
              load={chartForm}
              isPart
              page={({ ChartQuestionForm }) => <ChartQuestionForm live={live} onDone={toList} />}
            />
          ) : (
            <>
              <NewPoll key={open.question} live={live} question={open.question ?? ""} />
              <PollList live={live} room={room} />
              <button type="button" class="btn btn-lg self-end" onClick={close}>
                {common.value.close}
              </button>
            </>
          )}
        </Dialog>
      )}
    </>
  );
}

/** A question, and the polls that one press opens. */
function NewPoll({ live, question }: { live: LiveRoom; question: string }) {
  const words = texts.value;
  const typed = useSignal(question);
  const sending = live.state.value.outbox.findLast(({ name }) => name === "poll.create");
  const pending = sending?.state === "sending" || sending?.state === "waiting";
  return (
    <section class="flex flex-col gap-3 rounded-box bg-base-200 p-4" aria-label={words.newPoll}>
      <label class="flex flex-col gap-2">
        <span class="label-text">{words.question}</span>
        <input
          class="input"
          maxLength={500}
          autocomplete="off"
          value={typed.value}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
          }}
        />
      </label>
      <p class="text-base text-quiet">{words.quickHint}</p>
      <div class="flex flex-wrap gap-2">
        {quickPolls(typed.value).map(([label, poll]) => (
          <button
            key={label}
            type="button"
            class="btn btn-lg btn-neutral"
            disabled={pending}
            onClick={() => {
              const question = typed.value;
              typed.value = "";
              live.send("poll.create", poll).catch(() => {
                // The reason is shown below.
                if (typed.value === "") typed.value = question;
              });
            }}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          class="btn btn-lg"
          onClick={() => {
            pollDialog.value = { page: "chart" };
          }}
        >
          {words.readChart}
        </button>
        <button
          type="button"
          class="btn btn-lg"
          onClick={() => {
            pollDialog.value = { page: "form", question: typed.value };
          }}
        >
          <Icon name="pencil" />
          {words.own}
        </button>
      </div>
      {(sending?.state === "waiting" || sending?.state === "refused") && <SendingMark sending={sending} />}
    </section>
  );
}
