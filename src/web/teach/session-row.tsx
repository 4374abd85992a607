/** A class in the teacher's list: what it is called, its code, how it is, when it was. */
import type { Session } from "../../domain/session.ts";
import { locale, text } from "../messages/index.ts";
import { Icon } from "../ui/icon.tsx";
import { Link } from "../ui/page.tsx";

export function SessionRow({ session, large }: { session: Session; large: boolean }) {
  const { title, code, status, lesson, current_subtask, created_at, started_at } = session;
  const { common, status: statuses } = text.value;
  const at = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(
    Date.parse(started_at ?? created_at),
  );
  const steps = lesson?.subtasks.length ?? 0;
  const place = current_subtask && status !== "ENDED" && common.stepOf(current_subtask.order_index, steps);
  return (
    <li>
      <Link
        to={`/teach/${code}`}
        class={`flex min-h-14 items-center gap-4 rounded-box bg-base-100 px-5 ring-1 ring-base-300 ${large ? "py-4" : "py-2"}`}
      >
        <span class="flex min-w-0 flex-1 flex-col">
          <span class={`line-clamp-2 font-bold ${large ? "text-2xl tracking-tight" : "text-lg"}`}>{title}</span>
          <span class="flex flex-wrap gap-x-4 text-base text-quiet">
            {large && <span class="font-semibold text-done-ink">{statuses[status]}</span>}
            {place && <span>{place}</span>}
            <span>{at}</span>
          </span>
        </span>
        {large && <span class="font-code text-2xl font-bold tracking-wider">{code}</span>}
        <Icon name="right" />
      </Link>
    </li>
  );
}
