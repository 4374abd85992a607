/** The buttons to rename and to mute a student. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { Participant } from "../../../domain/session.ts";
import type { LiveRoom } from "../../live.ts";
import { useFocus } from "../../ui/page.tsx";
import { SendingMark } from "../../ui/sending-mark.tsx";
import { common } from "../../ui/texts.ts";
import { texts } from "./texts.ts";

interface PersonActionsProps {
  live: LiveRoom;
  room: Room;
  person: Participant;
}

export function PersonActions({ live, room, person }: PersonActionsProps) {
  const words = texts.value;
  const isRenaming = useSignal(false);
  const { id: participant_id, nickname } = person;
  const isMuted = room.muted.has(participant_id);
  const about = <span class="sr-only">{words.of(nickname)}</span>;
  if (isRenaming.value) {
    return (
      <Rename
        live={live}
        person={person}
        onDone={() => {
          isRenaming.value = false;
        }}
      />
    );
  }
  return (
    <div class="flex flex-wrap gap-1">
      <button
        type="button"
        class="btn btn-ghost px-2"
        onClick={() => {
          isRenaming.value = true;
        }}
      >
        {words.rename}
        {about}
      </button>
      <button
        type="button"
        class="btn btn-ghost px-2"
        onClick={() => live.ask(isMuted ? "participant.unmute" : "participant.mute", { participant_id })}
      >
        {isMuted ? words.unmute : words.mute}
        {about}
      </button>
    </div>
  );
}

/** Says that a change of the student waits or was refused, where nothing else does. */
export function PersonMark({ live, person }: Pick<PersonActionsProps, "live" | "person">) {
  const sending = live.state.value.outbox.findLast(
    ({ name, input }) =>
      (name === "participant.rename" || name === "participant.mute" || name === "participant.unmute") &&
      input.participant_id === person.id,
  );
  return sending?.state === "waiting" || sending?.state === "refused" ? <SendingMark sending={sending} /> : null;
}

function Rename({ live, person, onDone }: { live: LiveRoom; person: Participant; onDone: () => void }) {
  const words = texts.value;
  const typed = useSignal(person.nickname);
  const field = useFocus<HTMLInputElement>();
  return (
    <form
      class="flex flex-wrap gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        const nickname = typed.value.trim();
        if (nickname === "") return;
        live.ask("participant.rename", { participant_id: person.id, nickname });
        onDone();
      }}
    >
      <input
        ref={field}
        class="input min-w-40"
        aria-label={words.newName(person.nickname)}
        maxLength={40}
        autocomplete="off"
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
        }}
      />
      <button type="submit" class="btn btn-primary">
        {words.save}
      </button>
      <button type="button" class="btn btn-ghost" onClick={onDone}>
        {common.value.cancel}
      </button>
    </form>
  );
}
