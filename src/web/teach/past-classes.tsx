/** The classes that have ended: searched and filtered by date, lesson and tag. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { LessonCard, SessionsQuery } from "../../client/api.ts";
import type { Session } from "../../features/whole-session.ts";
import { api } from "../api.ts";
import { errorText, Problem } from "../ui/notice.tsx";
import { Summary } from "../ui/summary.tsx";
import { common } from "../ui/texts.ts";
import { SessionList } from "./session-row.tsx";
import { TagOptions } from "./tag-options.tsx";
import { texts } from "./texts.ts";
import type { Classes } from "./use-classes.ts";

interface PastClassesProps {
  list: Classes;
  onSettings: (session: Session) => void;
}

/** From this number of classes on, the list can be searched; it stays so while something is searched for. */
const searchableFrom = 6;

export const isFiltered = ({ search, from, to, lesson, tag }: SessionsQuery) =>
  [search, from, to, lesson, tag].some((field) => field !== undefined);

export function PastClasses({ list, onSettings }: PastClassesProps) {
  const words = texts.value;
  const { items, query, answered, hasMore, problem, readMore } = list.past;
  const sessions = items.value ?? [];
  // While the list is read again, what is shown still answers the query before.
  const filtered = isFiltered(query.value) || isFiltered(answered.value);
  return (
    <section class="flex flex-col gap-3" aria-labelledby="past">
      <div class="flex flex-wrap items-start justify-between gap-3">
        <h2 id="past" class="text-2xl font-bold tracking-tight">
          {words.past}
        </h2>
        {(sessions.length >= searchableFrom || filtered) && <PastFilter list={list} />}
      </div>
      {problem.value !== undefined && <Problem says={errorText(problem.value)} />}
      {sessions.length > 0 ? (
        <SessionList
          sessions={sessions}
          onSettings={onSettings}
          onDeleted={list.remove}
          onRepeat={(session) => void list.repeat(session)}
        />
      ) : (
        <p class="text-quiet" role="status">
          {filtered ? words.noneFound : words.noPast}
        </p>
      )}
      {hasMore.value && (
        <button type="button" class="btn self-start" onClick={() => void readMore()}>
          {common.value.older}
        </button>
      )}
    </section>
  );
}

function PastFilter({ list: { past } }: { list: Classes }) {
  const words = texts.value;
  const { search } = past.query.value;
  return (
    <div class="flex w-full flex-col gap-2 sm:w-96">
      <input
        type="search"
        class="input w-full"
        aria-label={words.search}
        placeholder={words.search}
        maxLength={200}
        value={String(search ?? "")}
        onInput={({ currentTarget }) => past.ask({ search: currentTarget.value || undefined })}
      />
      <MoreFilters list={past} />
    </div>
  );
}

/** The start of a day of this device's calendar, some days later, as an instant. */
function startOf(day: string, later = 0): string | undefined {
  const date = new Date(`${day}T00:00`);
  date.setDate(date.getDate() + later);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** The lessons and tags to choose from, read when `unfolded` becomes true. */
function useChoices() {
  const unfolded = useSignal(false);
  const lessons = useSignal<readonly LessonCard[]>([]);
  const tags = useSignal<readonly { readonly tag: string }[]>([]);
  useEffect(() => {
    if (!unfolded.value) return;
    api.lessonCards({ limit: 200, sort: "title" }).then(
      ({ data }) => {
        lessons.value = data;
      },
      () => {},
    );
    api.lessonTags().then(
      (found) => {
        tags.value = found;
      },
      () => {},
    );
  }, [unfolded.value]);
  return { unfolded, lessons, tags };
}

/** Date, lesson and tag. */
function MoreFilters({ list }: { list: Classes["past"] }) {
  const words = texts.value;
  const { unfolded, lessons, tags } = useChoices();
  return (
    <details
      onToggle={({ currentTarget }) => {
        unfolded.value = currentTarget.open;
      }}
    >
      <Summary>{words.moreFilters}</Summary>
      <div class="grid grid-cols-2 gap-3 pt-1">
        <label class="flex min-w-0 flex-col gap-1">
          <span class="label-text">{words.fromDay}</span>
          <input
            type="date"
            class="input w-full"
            onChange={({ currentTarget }) => list.ask({ from: startOf(currentTarget.value) })}
          />
        </label>
        <label class="flex min-w-0 flex-col gap-1">
          <span class="label-text">{words.toDay}</span>
          <input
            type="date"
            class="input w-full"
            onChange={({ currentTarget }) => list.ask({ to: startOf(currentTarget.value, 1) })}
          />
        </label>
        <label class="flex min-w-0 flex-col gap-1">
          <span class="label-text">{words.lesson}</span>
          <select
            class="select w-full"
            onChange={({ currentTarget }) => list.ask({ lesson: currentTarget.value || undefined })}
          >
            <option value="">{words.anyLesson}</option>
            {lessons.value.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        {tags.value.length > 0 && (
          <label class="flex min-w-0 flex-col gap-1">
            <span class="label-text">{words.tag}</span>
            <select
              class="select w-full"
              onChange={({ currentTarget }) => list.ask({ tag: currentTarget.value || undefined })}
            >
              <TagOptions tags={tags.value} />
            </select>
          </label>
        )}
      </div>
    </details>
  );
}
