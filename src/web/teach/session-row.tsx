/** The teacher's list of classes: title, code, status, time, number of students and duration, with links to report and settings. */
import type { ListedSession } from "../../client/api.ts";
import type { Session } from "../../features/whole-session.ts";
import { locale } from "../language.ts";
import { span } from "../now.ts";
import { Link } from "../ui/page.tsx";
import { common } from "../ui/texts.ts";
import { DeleteDemo } from "./demo-offer.tsx";
import { texts } from "./texts.ts";

interface SessionRowProps {
  session: ListedSession;
  large: boolean;
  onSettings: (session: Session) => void;
  /** A demo class was deleted by its button in the list. */
  onDeleted: (session: Session) => void;
  /** Opens the same class again; absent for a class that has not ended. */
  onRepeat?: ((session: Session) => void) | undefined;
}

function SessionRow({ session, large, onSettings, onDeleted, onRepeat }: SessionRowProps) {
  const { title, code, status, lesson, current_subtask, created_at, started_at, ended_at } = session;
  const words = texts.value;
  const at = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(
    Date.parse(started_at ?? created_at),
  );
  const steps = lesson?.subtasks.length ?? 0;
  const place = current_subtask && status !== "ENDED" && common.value.stepOf(current_subtask.order_index, steps);
  const duration = started_at && ended_at && span(Date.parse(ended_at) - Date.parse(started_at));
  return (
    <li class="flex flex-wrap items-center rounded-box bg-base-100 pr-2 ring-1 ring-base-300">
      <Link
        to={`/teach/${code}`}
        class={`flex min-h-14 min-w-0 flex-1 basis-72 items-center gap-4 rounded-box px-5 ${large ? "py-4" : "py-2"}`}
      >
        <span class="flex min-w-0 flex-1 flex-col gap-1">
          <span class={`line-clamp-2 font-bold ${large ? "text-2xl tracking-tight" : "text-lg"}`}>{title}</span>
          <span class="flex flex-wrap gap-x-4 text-base text-quiet">
            {session.demo && <span class="badge badge-outline font-semibold">{words.demo.mark}</span>}
            {large && <span class="font-semibold text-done-ink">{common.value.status[status]}</span>}
            {place && <span>{place}</span>}
            <span>{at}</span>
            {session.student_count > 0 && <span>{words.students(session.student_count)}</span>}
            {duration && <span>{words.lasted(duration)}</span>}
            {!large && <span class="font-code tracking-wider">{code}</span>}
          </span>
        </span>
        {large && <span class="font-code text-2xl font-bold tracking-wider">{code}</span>}
      </Link>
      <span class="flex px-1 max-sm:pb-2">
        {session.demo && <DeleteDemo session={session} onDeleted={onDeleted} />}
        {onRepeat && !session.demo && (
          <button type="button" class="btn btn-ghost px-4" onClick={() => onRepeat(session)}>
            <span aria-hidden="true">{words.repeat}</span>
            <span class="sr-only">{words.repeatOf(title)}</span>
          </button>
        )}
        <Link to={`/teach/${code}/report`} class="btn btn-ghost px-4">
          <span aria-hidden="true">{common.value.report}</span>
          <span class="sr-only">{words.reportOf(title)}</span>
        </Link>
        <button type="button" class="btn btn-ghost px-4" onClick={() => onSettings(session)}>
          <span aria-hidden="true">{words.settings}</span>
          <span class="sr-only">{words.settingsOf(title)}</span>
        </button>
      </span>
    </li>
  );
}

interface ListProps {
  title?: string;
  sessions: readonly ListedSession[];
  onSettings: (session: Session) => void;
  onDeleted: (session: Session) => void;
  onRepeat?: ((session: Session) => void) | undefined;
  large?: boolean;
}

export function SessionList({ title, sessions, onSettings, onDeleted, onRepeat, large }: ListProps) {
  return (
    <div class="flex flex-col gap-3">
      {title && <h2 class="text-2xl font-bold tracking-tight">{title}</h2>}
      <ul class="flex flex-col gap-2">
        {sessions.map((session) => (
          <SessionRow
            key={session.id}
            session={session}
            large={large === true}
            {...{ onSettings, onDeleted, onRepeat }}
          />
        ))}
      </ul>
    </div>
  );
}
