/** The teacher's lessons: searched, filtered by tag, sorted, archived, and each with its actions. */
import { useSignal } from "@preact/signals";
import type { LessonCard } from "../../client/api.ts";
import { account } from "../account.ts";
import { ImportButton } from "../lesson/lesson-file-buttons.tsx";
import { hasDraft } from "../lesson/stored-draft.ts";
import { Icon } from "../ui/icon.tsx";
import { Menu, MenuButton } from "../ui/menu.tsx";
import { Problem } from "../ui/notice.tsx";
import { Link } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { LessonFilter } from "./lesson-filter.tsx";
import { SampleLessons } from "./sample-lessons.tsx";
import { TagsDialog } from "./tags-dialog.tsx";
import { texts } from "./texts.ts";
import { type Lessons, useLessons } from "./use-lessons.ts";

const unsaved = (lesson?: number) => hasDraft({ user: account.value?.id, lesson });

export function LessonShelf({ onStart }: { onStart: (lesson: LessonCard) => void }) {
  const words = texts.value;
  const lessons = useLessons();
  const tagging = useSignal<LessonCard | undefined>(undefined);
  const { items, query, answered, hasMore } = lessons.list;
  const shown = items.value ?? [];
  // While the list is read again, what is shown still answers the query before.
  const isFiltered = [query.value, answered.value].some(({ search, tag, archived }) =>
    Boolean(search || tag || archived),
  );
  const isEmpty = items.value !== undefined && shown.length === 0 && !isFiltered;
  return (
    <section class="flex flex-col gap-3" aria-labelledby="lessons">
      <div class="flex flex-wrap items-center justify-between gap-3">
        <h2 id="lessons" class="text-2xl font-bold tracking-tight">
          {words.lessons}
        </h2>
        <span class="flex flex-wrap gap-2">
          <ImportButton />
          <Link to="/teach/lessons/new" class="btn">
            <Icon name="plus" />
            {unsaved() ? words.goOn : words.newLesson}
          </Link>
        </span>
      </div>
      {(!isEmpty || lessons.hasArchived.value) && <LessonFilter lessons={lessons} />}
      {lessons.problem && <Problem says={lessons.problem} />}
      {shown.length > 0 ? (
        <ul class="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {shown.map((lesson) => (
            <Card
              key={lesson.id}
              lesson={lesson}
              lessons={lessons}
              onStart={onStart}
              onTags={() => {
                tagging.value = lesson;
              }}
            />
          ))}
        </ul>
      ) : (
        items.value && (
          <p class="max-w-prose text-quiet" role="status">
            {isEmpty ? words.noLessons : words.noLessonFound}
          </p>
        )
      )}
      {hasMore.value && (
        <button type="button" class="btn self-start" onClick={() => void lessons.list.readMore()}>
          {words.moreLessons}
        </button>
      )}
      {items.value && !isFiltered && <SampleLessons open={shown.length === 0} />}
      {tagging.value && (
        <TagsDialog
          lesson={tagging.value}
          known={lessons.tags.value.map(({ tag }) => tag)}
          onSave={lessons.tag}
          onClose={() => {
            tagging.value = undefined;
          }}
        />
      )}
    </section>
  );
}

interface CardProps {
  lesson: LessonCard;
  lessons: Lessons;
  onStart: (lesson: LessonCard) => void;
  onTags: () => void;
}

function Card({ lesson, lessons, onStart, onTags }: CardProps) {
  const words = texts.value;
  const { id, title, steps, classes, tags, archived } = lesson;
  return (
    <li class="card-plain flex flex-col gap-3">
      <div class="flex flex-1 flex-col gap-1">
        <p class="line-clamp-2 text-xl leading-snug font-bold">{title}</p>
        <p class="flex flex-wrap gap-x-3 text-base text-quiet">
          <span>{common.value.steps(steps)}</span>
          {classes > 0 && <span>{words.usedIn(classes)}</span>}
        </p>
        {unsaved(id) && <p class="text-base font-semibold text-behind-ink">{words.draft}</p>}
        {tags.length > 0 && (
          <ul class="flex flex-wrap gap-1.5 pt-1" aria-label={words.tags}>
            {tags.map((tag) => (
              <li key={tag} class="rounded-full bg-base-200 px-2.5 py-0.5 text-base break-words">
                {tag}
              </li>
            ))}
          </ul>
        )}
      </div>
      <div class="flex flex-wrap gap-2">
        <button type="button" class="btn flex-1" onClick={() => onStart(lesson)}>
          {words.startWith}
          <span class="sr-only">: {title}</span>
        </button>
        <span class="flex items-center">
          <Link to={`/teach/lessons/${id}`} class="btn btn-ghost">
            {words.edit}
            <span class="sr-only">: {title}</span>
          </Link>
          <Menu label={words.moreOf(title)}>
            <MenuButton onPress={() => void lessons.copy(lesson)}>{words.copy}</MenuButton>
            <MenuButton onPress={onTags}>{words.editTags}</MenuButton>
            <MenuButton onPress={() => void lessons.archive(lesson, !archived)}>
              {archived ? words.unarchive : words.archive}
            </MenuButton>
          </Menu>
        </span>
      </div>
    </li>
  );
}
