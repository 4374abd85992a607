/** One student: status, call for help, steps done, and removal from the class. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import { noSteps } from "../../../client/fold/progress.ts";
import type { Participant } from "../../../domain/session.ts";
import type { LiveRoom } from "../../live.ts";
import { now, span } from "../../now.ts";
import { Switch } from "../../settings/switches.tsx";
import { Confirm, Dialog } from "../../ui/dialog.tsx";
import { Shape, type StudentStatus } from "../../ui/shape.tsx";
import { common } from "../../ui/texts.ts";
import { HelpActions } from "../help-actions.tsx";
import { PersonActions, PersonMark } from "../people/person-actions.tsx";
import { texts as roomTexts } from "../texts.ts";
import type { Row } from "./rows.ts";
import { texts } from "./texts.ts";

interface PersonProps {
  live: LiveRoom;
  room: Room;
  row: Row;
  onClose: () => void;
}

export function Person({ live, room, row, onClose }: PersonProps) {
  const words = texts.value;
  const removing = useSignal(false);
  const { person, status, since, helpRequest } = row;
  const steps = room.progress.get(person.id) ?? noSteps;
  const ended = room.session.status === "ENDED";

  if (removing.value) {
    return (
      <Remove
        live={live}
        room={room}
        person={person}
        onNo={() => {
          removing.value = false;
        }}
        onDone={onClose}
      />
    );
  }
  return (
    <Dialog title={person.nickname} onClose={onClose}>
      <p class="flex items-center gap-2 text-lg font-semibold">
        <Shape status={status} size="1.5rem" />
        {roomTexts.value.state[status]}
        {since !== undefined && <span class="font-normal text-quiet">{span(now.value - since, true)}</span>}
      </p>
      {helpRequest && !ended && (
        <div class="flex flex-col gap-3 rounded-box bg-help-soft p-4">
          {helpRequest.message && <p class="text-lg">{helpRequest.message}</p>}
          <HelpActions live={live} call={helpRequest} />
        </div>
      )}
      <ol class="flex flex-col">
        {room.session.lesson?.subtasks.map((step) => {
          const of = fareOfStep(steps.get(step.id)?.status);
          return (
            <li key={step.id} class="flex min-h-10 items-center gap-3">
              <span class="w-6 shrink-0 text-right text-quiet tabular-nums">{step.order_index}</span>
              <span class="flex-1 leading-snug">{step.title}</span>
              {of && (
                <span class="flex shrink-0 items-center gap-1.5 text-base">
                  <Shape status={of} />
                  {roomTexts.value.state[of]}
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {!ended && <PersonActions live={live} room={room} person={person} />}
      {!ended && <PersonMark live={live} person={person} />}
      <div class="flex flex-wrap justify-between gap-3">
        {!ended && (
          <button
            type="button"
            class="btn btn-ghost text-help-ink"
            onClick={() => {
              removing.value = true;
            }}
          >
            {words.remove}
          </button>
        )}
        <button type="button" class="btn btn-lg ml-auto" onClick={onClose}>
          {common.value.close}
        </button>
      </div>
    </Dialog>
  );
}

function fareOfStep(status: string | undefined): StudentStatus | undefined {
  if (status === undefined) return undefined;
  return status === "completed" ? "done" : "working";
}

interface RemoveProps {
  live: LiveRoom;
  room: Room;
  person: Participant;
  onNo: () => void;
  onDone: () => void;
}

/** Asks before somebody is removed, and offers to lock the class: a browser whose data is cleared is a new one. */
function Remove({ live, room, person, onNo, onDone }: RemoveProps) {
  const words = texts.value;
  const lock = useSignal(false);
  return (
    <Confirm
      title={words.removeAsk(person.nickname)}
      hint={words.removeHint}
      yes={words.removeYes}
      no={common.value.cancel}
      onNo={onNo}
      onYes={() => {
        if (lock.value) live.ask("session.lock", { locked: true });
        live.ask("participant.remove", { participant_id: person.id });
        onDone();
      }}
    >
      {!room.session.settings.locked && (
        <Switch
          says={words.removeLock}
          on={lock.value}
          onSwitch={(on) => {
            lock.value = on;
          }}
        />
      )}
    </Confirm>
  );
}
