/** The students of a class, to rename and mute them; the lock, and the nickname filter. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Switch } from "../../settings/switches.tsx";
import { NicknameFilter } from "./nickname-filter.tsx";
import { PersonActions } from "./person-actions.tsx";
import { texts } from "./texts.ts";

/** From how many students on the list can be searched, and how many it shows. */
const searchFrom = 12;
const maxShown = 200;

export function PeopleList({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const typed = useSignal("");
  const students = Array.from(room.people.values()).filter(({ role }) => role === "STUDENT");
  const wanted = typed.value.trim().toLowerCase();
  const found = students.filter(({ nickname }) => nickname.toLowerCase().includes(wanted));
  const shown = found.slice(0, maxShown);
  return (
    <>
      <Switch
        says={words.lock}
        on={room.session.settings.locked}
        onSwitch={(locked) => live.ask("session.lock", { locked })}
      />
      {students.length === 0 && <p class="text-quiet">{words.nobody}</p>}
      {students.length >= searchFrom && (
        <label class="flex flex-col gap-2">
          <span class="label-text">{words.find}</span>
          <input
            class="input"
            type="search"
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
        </label>
      )}
      <ul class="flex max-h-[40dvh] flex-col overflow-y-auto">
        {shown.map((person) => (
          <li
            key={person.id}
            class="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-base-300 py-1.5 first:border-0"
          >
            <span class="flex min-w-40 flex-1 flex-wrap items-center gap-x-2">
              <bdi class="font-semibold">{person.nickname}</bdi>
              {!person.is_online && <span class="text-base text-quiet">{words.away}</span>}
              {room.muted.has(person.id) && <span class="mark bg-behind-soft text-behind-ink">{words.isMuted}</span>}
              {room.groups.of.has(person.id) && (
                <span class="text-base text-quiet">{words.group(room.groups.of.get(person.id) ?? 0)}</span>
              )}
            </span>
            <PersonActions live={live} room={room} person={person} />
          </li>
        ))}
      </ul>
      {found.length > shown.length && <p class="text-quiet">{words.moreToFind(found.length - shown.length)}</p>}
      <NicknameFilter live={live} room={room} />
    </>
  );
}
