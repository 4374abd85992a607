/** Tells the teacher that the lesson was changed after the class took it, and takes it over by a press. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../client/fold/index.ts";
import type { OwnLesson, PreparedLesson } from "../../domain/lesson.ts";
import { account } from "../account.ts";
import { api } from "../api.ts";
import { errorText, Problem } from "../ui/notice.tsx";
import { differs } from "./polls/to-prepared.ts";
import { texts } from "./texts.ts";

/** The lesson as the class has it, without its polls. */
const textOf = ({ title, subtasks }: PreparedLesson) =>
  JSON.stringify([title, subtasks.map(({ polls: _, ...step }) => Object.entries(step).sort())]);

/** Reads the lesson again each time the page becomes visible, for example after the lesson was edited in another tab. */
export function LessonChange({ room: { session, polls } }: { room: Room }) {
  const words = texts.value;
  const { lesson } = session;
  const now = useSignal<OwnLesson | undefined>(undefined);
  /** The changed lesson that the teacher does not want in this class. */
  const declined = useSignal("");
  const refused = useSignal<string | undefined>(undefined);
  const id = lesson?.id;
  const isOwner = account.value?.id === session.instructor.id;
  useEffect(() => {
    // The lesson is its teacher's: a co-teacher may not read it.
    if (id === undefined || !isOwner) return;
    const look = () => {
      if (document.hidden) return;
      // The lesson may have been deleted, or belong to another teacher.
      api.lesson(id).then(
        (found) => {
          now.value = found;
        },
        () => {},
      );
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [id, isOwner]);

  if (!lesson || now.value?.id !== id || !now.value) return null;
  const changed = now.value;
  const text = JSON.stringify([textOf(changed), changed.subtasks.map(({ polls }) => polls)]);
  // In a class that was made after the last change, a poll is missing because the teacher removed it there.
  const hasOtherPolls =
    session.features.includes("polls") && changed.updated_at > session.created_at && differs(changed, polls);
  if ((textOf(changed) === textOf(lesson) && !hasOtherPolls) || text === declined.value) return null;
  const use = () =>
    api.changeSession(session.id, { lesson_id: lesson.id }).catch((thrown) => {
      refused.value = errorText(thrown);
    });
  return (
    <div class="unfold mx-page mb-2 flex flex-wrap items-center justify-between gap-3 rounded-box bg-behind-soft p-3 text-behind-ink">
      <p role="status">{words.lessonChanged}</p>
      <span class="flex flex-wrap gap-2">
        <button
          type="button"
          class="btn btn-ghost"
          onClick={() => {
            declined.value = text;
          }}
        >
          {words.keepLesson}
        </button>
        <button type="button" class="btn" onClick={() => void use()}>
          {words.useLesson}
        </button>
      </span>
      {refused.value && <Problem says={refused.value} />}
    </div>
  );
}
