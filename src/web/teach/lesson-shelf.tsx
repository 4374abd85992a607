/** The teacher's lessons, each with buttons to open a class with it and to edit it. */
import type { Lesson } from "../../domain/session.ts";
import { account } from "../account.ts";
import { ImportButton } from "../lesson/lesson-file-buttons.tsx";
import { hasDraft } from "../lesson/stored-draft.ts";
import { Icon } from "../ui/icon.tsx";
import { Link } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { SampleLessons } from "./sample-lessons.tsx";
import { texts } from "./texts.ts";

export function LessonShelf({ lessons, onStart }: { lessons: readonly Lesson[]; onStart: (lesson: Lesson) => void }) {
  const words = texts.value;
  const unsaved = (lesson?: number) => hasDraft({ user: account.value?.id, lesson });
  return (
    <section class="flex flex-col gap-3">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <h2 class="text-2xl font-bold tracking-tight">{words.lessons}</h2>
        <span class="flex flex-wrap gap-2">
          <ImportButton />
          <Link to="/teach/lessons/new" class="btn">
            <Icon name="plus" />
            {unsaved() ? words.goOn : words.newLesson}
          </Link>
        </span>
      </div>
      {lessons.length === 0 ? (
        <p class="max-w-prose text-quiet">{words.noLessons}</p>
      ) : (
        <ul class="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {lessons.map((lesson) => (
            <li key={lesson.id} class="card-plain flex flex-col gap-3">
              <p class="flex-1">
                <span class="line-clamp-2 text-xl leading-snug font-bold">{lesson.title}</span>
                <span class="text-base text-quiet">{common.value.steps(lesson.subtasks.length)}</span>
                {unsaved(lesson.id) && <span class="block text-base font-semibold text-behind-ink">{words.draft}</span>}
              </p>
              <div class="flex flex-wrap gap-2">
                <button type="button" class="btn flex-1" onClick={() => onStart(lesson)}>
                  {words.startWith}
                  <span class="sr-only">: {lesson.title}</span>
                </button>
                <Link to={`/teach/lessons/${lesson.id}`} class="btn btn-ghost">
                  {words.edit}
                  <span class="sr-only">: {lesson.title}</span>
                </Link>
              </div>
            </li>
          ))}
        </ul>
      )}
      <SampleLessons open={lessons.length === 0} />
    </section>
  );
}
