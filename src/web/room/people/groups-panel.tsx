/** Groups: dividing the connected students, moving one of them, removing the groups. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Choice } from "../../settings/switches.tsx";
import { texts } from "./texts.ts";

const max = 100;

export function GroupsPanel({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const { count, of } = room.groups;
  const numbers = Array.from({ length: count }, (_, n) => n + 1);
  const membersOf = (group: number) =>
    Array.from(of)
      .filter(([, number]) => number === group)
      .flatMap(([id]) => room.people.get(id) ?? []);
  return (
    <>
      <MakeGroups live={live} again={count > 0} />
      <ul class="grid max-h-[45dvh] gap-3 overflow-y-auto sm:grid-cols-2">
        {numbers.map((group) => {
          const members = membersOf(group);
          return (
            <li key={group} class="card-plain flex flex-col gap-1 p-3">
              <h3 class="flex justify-between gap-2 font-bold">
                {words.group(group)}
                <span class="font-normal text-quiet">{words.size(members.length)}</span>
              </h3>
              <ul class="flex flex-col gap-1">
                {members.map(({ id, nickname }) => (
                  <li key={id} class="flex items-center justify-between gap-2">
                    <bdi class="min-w-0 truncate">{nickname}</bdi>
                    <select
                      class="btn btn-ghost min-h-11 w-auto"
                      aria-label={words.moveTo(nickname)}
                      value={group}
                      onChange={({ currentTarget }) => {
                        live.ask("group.move", { participant_id: id, group_id: Number(currentTarget.value) });
                      }}
                    >
                      {numbers.map((number) => (
                        <option key={number} value={number}>
                          {words.group(number)}
                        </option>
                      ))}
                    </select>
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {count > 0 && (
        <button type="button" class="btn self-start" onClick={() => live.ask("groups.clear", {})}>
          {words.clearGroups}
        </button>
      )}
    </>
  );
}

function MakeGroups({ live, again }: { live: LiveRoom; again: boolean }) {
  const words = texts.value;
  const by = useSignal<"count" | "size">("count");
  const typed = useSignal("4");
  const id = useId();
  const sending = live.state.value.outbox.findLast(({ name }) => name === "groups.make")?.state;
  return (
    <form
      class="flex flex-col gap-3 rounded-box bg-base-200 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const n = Math.round(Number(typed.value));
        if (n >= 1 && n <= max) live.ask("groups.make", { by: by.value, n });
      }}
    >
      <p class="text-base text-quiet">{words.groupsHint}</p>
      <div class="flex flex-wrap items-end gap-4">
        <fieldset class="flex flex-col gap-1">
          <legend class="label-text mb-1">{words.into}</legend>
          <Choice
            name={id}
            options={[
              ["count", words.byCount],
              ["size", words.bySize],
            ]}
            value={by.value}
            onChoose={(chosen) => {
              by.value = chosen;
            }}
          />
        </fieldset>
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.howMany}</span>
          <input
            class="input w-24"
            type="number"
            inputmode="numeric"
            min={1}
            max={max}
            required
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="btn btn-lg btn-primary" disabled={sending === "sending" || sending === "waiting"}>
          {again ? words.remakeGroups : words.makeGroups}
        </button>
      </div>
    </form>
  );
}
