/** The lessons of the signed-in teacher: the shown part of the list, the tags, and what can be done to a lesson. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { LessonCard, LessonsQuery } from "../../client/api.ts";
import { api } from "../api.ts";
import { errorText } from "../ui/notice.tsx";
import { usePaged } from "../ui/use-paged.ts";
import { texts } from "./texts.ts";

const pageSize = 12;

export type Lessons = ReturnType<typeof useLessons>;

export function useLessons() {
  const list = usePaged<LessonsQuery, LessonCard>(api.lessonCards, { limit: pageSize });
  const tags = useSignal<readonly { readonly tag: string }[]>([]);
  const hasArchived = useSignal(false);
  /** Why the last action failed. */
  const refused = useSignal<string | undefined>(undefined);

  const loadTags = async () => {
    const [found, archived] = await Promise.all([api.lessonTags(), api.lessonCards({ archived: "true", limit: 1 })]);
    tags.value = found;
    hasArchived.value = archived.data.length > 0;
  };
  useEffect(() => void loadTags().catch(() => {}), []);

  /** Does something to a lesson, and reads the list again. */
  const act = async (action: () => Promise<unknown>) => {
    refused.value = undefined;
    try {
      await action();
      await Promise.all([list.reload(), loadTags()]);
      return true;
    } catch (thrown) {
      refused.value = errorText(thrown);
      return false;
    }
  };
  return {
    list,
    tags,
    hasArchived,
    problem: refused.value ?? (list.problem.value ? errorText(list.problem.value) : undefined),
    copy: ({ id, title }: LessonCard) => act(() => api.copyLesson(id, texts.value.copyOf(title).slice(0, 200))),
    archive: ({ id }: LessonCard, archived: boolean) => act(() => api.archiveLesson(id, archived)),
    tag: ({ id }: LessonCard, to: string[]) => act(() => api.tagLesson(id, to)),
  };
}
