/** List of alerts, newest first, with priority and status; a teacher can acknowledge and close them. */
import type { QualityApi } from "../../client/quality-api.ts";
import type { AlertRecord } from "../../domain/spc/alert.ts";
import type { AlertStatus } from "../../domain/spc/alerts.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/notice.tsx";
import { Link } from "../ui/page.tsx";
import { alertDetails, alertTitle } from "./alert-text.ts";
import { formatTime } from "./format-time.ts";
import { PriorityMark } from "./priority-mark.tsx";
import { texts } from "./texts.ts";

interface ListProps {
  alerts: readonly AlertRecord[];
  api: QualityApi;
  writes: boolean;
  /** The text shown if there are no alerts. */
  none: string;
  /** Whether each alert shows its product's name. */
  named?: boolean;
  /** Called with the changed alert. A live list does not need it: it receives the event. */
  onChanged?: (alert: AlertRecord) => void;
}

export function AlertList({ alerts, api, writes, none, named = false, onChanged }: ListProps) {
  if (alerts.length === 0) return <p class="text-quiet">{none}</p>;
  return (
    <ul class="flex flex-col gap-2">
      {alerts.map((alert) => (
        <AlertRow
          key={alert.id}
          alert={alert}
          api={api}
          writes={writes}
          named={named}
          {...(onChanged && { onChanged })}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  alert: AlertRecord;
  api: QualityApi;
  writes: boolean;
  named: boolean;
  onChanged?: (alert: AlertRecord) => void;
}

function AlertRow({ alert, api, writes, named, onChanged }: RowProps) {
  const words = texts.value;
  const { busy, problem, attempt } = useAttempt();
  const { status } = alert;
  const setStatus = (next: AlertStatus) =>
    attempt(async () => {
      const changed = await api.changeAlert(alert.id, next);
      onChanged?.(changed);
    });
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-box bg-base-100 p-3 ring-1 ring-base-300">
      <span class="shrink-0 sm:w-26">
        <PriorityMark priority={alert.priority} quiet={status === "RESOLVED"} />
      </span>
      <div id={`alert-${alert.id}`} class="min-w-0 flex-1 basis-60">
        {named ? (
          <Link to={`/spc/${alert.product_id}`} class="block min-h-11 rounded-field hover:underline">
            <AlertText alert={alert} named />
          </Link>
        ) : (
          <AlertText alert={alert} named={false} />
        )}
        {problem.value && <Problem says={problem.value} />}
      </div>
      <div class="ml-auto flex items-center gap-2">
        {status === "OPEN" && writes ? (
          <button
            type="button"
            class="btn"
            disabled={busy.value}
            aria-describedby={`alert-${alert.id}`}
            onClick={() => void setStatus("ACKNOWLEDGED")}
          >
            {words.seen}
          </button>
        ) : (
          <span class="mark text-quiet">
            {status !== "OPEN" && <Icon name="check" />}
            {words.statuses[status]}
          </span>
        )}
        {writes && status !== "RESOLVED" && (
          <button
            type="button"
            class="btn"
            disabled={busy.value}
            aria-describedby={`alert-${alert.id}`}
            onClick={() => void setStatus("RESOLVED")}
          >
            {words.close}
          </button>
        )}
      </div>
    </li>
  );
}

/** The alert's title, time and details. */
function AlertText({ alert, named }: { alert: AlertRecord; named: boolean }) {
  return (
    <>
      <span class={`block font-semibold ${alert.status === "RESOLVED" ? "text-quiet" : ""}`}>
        {[...(named ? [alert.product_name] : []), alertTitle(alert)].join(" · ")}
      </span>
      <span class="block text-base text-quiet">
        {[formatTime(alert.created_at), alertDetails(alert)].filter(Boolean).join(" · ")}
      </span>
    </>
  );
}
