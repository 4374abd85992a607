/** One alert, or several with the same cause: priority, text, and buttons to acknowledge and close. */
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import type { AlertRecord } from "../../domain/spc/alert.ts";
import type { AlertStatus } from "../../domain/spc/alerts.ts";
import { useAttempt } from "../ui/attempt.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/notice.tsx";
import { Link } from "../ui/page.tsx";
import { alertTitle } from "./alert-text.ts";
import { formatTime } from "./format-time.ts";
import { PriorityMark } from "./priority-mark.tsx";
import { texts } from "./texts.ts";

interface RowProps {
  /** The alert, or the newest of several. */
  alert: AlertRecord;
  priority: number;
  details: string;
  writes: boolean;
  /** Whether the row shows the product's name. */
  named: boolean;
  onStatus: (status: AlertStatus) => Promise<unknown>;
  children?: ComponentChildren;
}

export function AlertRow({ alert, priority, details, writes, named, onStatus, children }: RowProps) {
  const { busy, problem, attempt } = useAttempt();
  const { status } = alert;
  // A group and its newest alert are two rows of one alert.
  const textId = useId();
  const text = (
    <>
      <span class={`block font-semibold ${status === "RESOLVED" ? "text-quiet" : ""}`}>
        {[...(named ? [alert.product_name] : []), alertTitle(alert)].join(" · ")}
      </span>
      <span class="block text-base text-quiet">
        {[formatTime(alert.created_at), details].filter(Boolean).join(" · ")}
      </span>
    </>
  );
  return (
    <li class="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-box bg-base-100 p-3 ring-1 ring-base-300">
      <span class="shrink-0 sm:w-26">
        <PriorityMark priority={priority} quiet={status === "RESOLVED"} />
      </span>
      <div id={textId} class="min-w-0 flex-1 basis-60">
        {named ? (
          <Link to={`/spc/${alert.product_id}`} class="block min-h-11 rounded-field hover:underline">
            {text}
          </Link>
        ) : (
          text
        )}
        {problem.value && <Problem says={problem.value} />}
      </div>
      <StatusButtons
        status={status}
        textId={textId}
        writes={writes}
        disabled={busy.value}
        onStatus={(next) => void attempt(() => onStatus(next))}
      />
      {children}
    </li>
  );
}

interface ButtonsProps {
  status: AlertStatus;
  /** The id of the element with the alert's text. */
  textId: string;
  writes: boolean;
  disabled: boolean;
  onStatus: (status: AlertStatus) => void;
}

/** The status, or the button to acknowledge; and the button to close. */
function StatusButtons({ status, textId, writes, disabled, onStatus }: ButtonsProps) {
  const words = texts.value;
  const button = (text: string, next: AlertStatus) => (
    <button type="button" class="btn" disabled={disabled} aria-describedby={textId} onClick={() => onStatus(next)}>
      {text}
    </button>
  );
  return (
    <div class="ml-auto flex items-center gap-2">
      {status === "OPEN" && writes ? (
        button(words.seen, "ACKNOWLEDGED")
      ) : (
        <span class="mark text-quiet">
          {status !== "OPEN" && <Icon name="check" />}
          {words.statuses[status]}
        </span>
      )}
      {writes && status !== "RESOLVED" && button(words.close, "RESOLVED")}
    </div>
  );
}
