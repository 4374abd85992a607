/** Gives a class without steps a lesson: an existing or a new one. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { LessonCard } from "../../../client/api.ts";
import type { Session } from "../../../features/whole-session.ts";
import { account } from "../../account.ts";
import { api } from "../../api.ts";
import { errorText, Problem } from "../../ui/notice.tsx";
import { Link } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { texts } from "./texts.ts";

export function ChooseLesson({ session }: { session: Session }) {
  const words = texts.value;
  const lessons = useSignal<readonly LessonCard[] | undefined>(undefined);
  const problem = useSignal<string | undefined>(undefined);
  // Only a teacher has lessons: a co-teacher without an account may read none.
  const hasLessons = account.value?.role === "teacher";
  useEffect(() => {
    if (!hasLessons) return;
    api
      .lessonCards({ limit: 100, sort: "changed" })
      .then(({ data }) => {
        lessons.value = data;
      })
      .catch((thrown) => {
        problem.value = errorText(thrown);
      });
  }, [hasLessons]);
  const choose = (id: number) =>
    api.changeSession(session.id, { lesson_id: id }).catch((thrown) => {
      problem.value = errorText(thrown);
    });
  if (!hasLessons) return null;
  return (
    <div class="flex flex-col gap-3">
      {lessons.value && <p class="text-quiet">{lessons.value.length > 0 ? words.noLessonHint : words.noLessonsHint}</p>}
      {lessons.value && lessons.value.length > 0 && (
        <ul class="flex max-h-64 flex-col gap-1 overflow-auto" aria-label={words.chooseLesson}>
          {lessons.value.map((lesson) => (
            <li key={lesson.id}>
              <button type="button" class="btn w-full justify-between text-left" onClick={() => void choose(lesson.id)}>
                <span class="line-clamp-2">{lesson.title}</span>
                <span class="shrink-0 font-normal">{common.value.steps(lesson.steps)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Link to={`/teach/lessons/new?class=${session.code}`} class="btn btn-lg">
        {words.writeLesson}
      </Link>
      {problem.value && <Problem says={problem.value} />}
    </div>
  );
}
