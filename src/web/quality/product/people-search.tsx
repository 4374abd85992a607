/** Searches people by name while the name is typed. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { User } from "../../../domain/session.ts";
import { errorText, Problem } from "../../ui/notice.tsx";
import { texts } from "./texts.ts";

/** Pause in typing before the server is queried, in ms. */
const debounceMs = 300;
/** How many people are listed at most. */
const maxResults = 8;

interface SearchProps {
  find: (search: string) => Promise<User[]>;
  /** Ids of people to leave out. */
  excludedIds: readonly (number | undefined)[];
  onChoose: (user: User) => void;
}

export function PeopleSearch({ find, excludedIds, onChoose }: SearchProps) {
  const words = texts.value;
  const search = useSignal("");
  const found = useSignal<readonly User[] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  useEffect(() => {
    found.value = undefined;
    const name = search.value.trim();
    if (name === "") return;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const people = await find(name);
        if (current) found.value = people;
      } catch (thrown) {
        if (current) problem.value = errorText(thrown);
      }
    }, debounceMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search.value]);
  const people = found.value?.filter(({ id }) => !excludedIds.includes(id)).slice(0, maxResults);
  return (
    <div class="flex flex-col gap-1">
      <input
        class="input w-full"
        type="search"
        aria-label={words.sharingFind}
        placeholder={words.sharingFind}
        maxLength={100}
        value={search.value}
        onInput={({ currentTarget }) => {
          problem.value = undefined;
          search.value = currentTarget.value;
        }}
      />
      {people?.length === 0 && <p class="text-base text-quiet">{words.sharingNobody}</p>}
      {people?.map((user) => (
        <button
          key={user.id}
          type="button"
          class="btn btn-ghost justify-start"
          onClick={() => {
            search.value = "";
            onChoose(user);
          }}
        >
          {user.name} <span class="text-base text-quiet">{words.roles[user.role]}</span>
        </button>
      ))}
      {problem.value && <Problem says={problem.value} />}
    </div>
  );
}
