/** The choice of a lesson for a new class. A teacher with many lessons searches for it. */
import type { LessonCard, LessonsQuery } from "../../client/api.ts";
import { api } from "../api.ts";
import { common } from "../ui/texts.ts";
import { usePaged } from "../ui/use-paged.ts";
import { texts } from "./texts.ts";

/** From this number of lessons on, there is a search field. */
const searchableFrom = 9;
const pageSize = 50;

type LessonChoiceState = ReturnType<typeof useLessonChoice>;

/** `wanted` is the id of a lesson, 0 for none, and `null` for the newest one. */
export function useLessonChoice(wanted: number | null) {
  const list = usePaged<LessonsQuery, LessonCard>(api.lessonCards, { limit: pageSize });
  const lessons = list.items.value ?? [];
  // The lesson may have been deleted, or be outside of what was searched for.
  const isListed = wanted === 0 || lessons.some(({ id }) => id === wanted);
  return { list, lessons, chosen: wanted !== null && isListed ? wanted : (lessons[0]?.id ?? 0) };
}

interface LessonChoiceProps {
  lessons: LessonChoiceState;
  onChoose: (id: number) => void;
}

export function LessonChoice({ lessons: { list, lessons, chosen }, onChoose }: LessonChoiceProps) {
  const words = texts.value;
  const { search } = list.query.value;
  return (
    <>
      <label class="label-text" for="class-lesson">
        {words.lesson}
      </label>
      {(lessons.length >= searchableFrom || search !== undefined) && (
        <input
          type="search"
          class="input"
          aria-label={words.searchLessons}
          placeholder={words.searchLessons}
          maxLength={200}
          value={String(search ?? "")}
          onInput={({ currentTarget }) => list.ask({ search: currentTarget.value })}
          onKeyDown={(event) => {
            // It would open the class, with a lesson that is not yet found.
            if (event.key === "Enter") event.preventDefault();
          }}
        />
      )}
      <select
        id="class-lesson"
        class="select"
        value={chosen}
        onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}
      >
        <option value={0}>{words.noLesson}</option>
        {lessons.map(({ id, title, steps }) => (
          <option key={id} value={id}>
            {title} · {common.value.steps(steps)}
          </option>
        ))}
      </select>
    </>
  );
}
