/** List of alerts, one entry for each cause, and a button to acknowledge all of them. */
import { useSignal } from "@preact/signals";
import { useAttempt } from "../ui/attempt.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/notice.tsx";
import { type AlertGroup, groupByCause } from "./alert-groups.ts";
import { AlertList, type AlertListProps } from "./alert-list.tsx";
import { AlertRow } from "./alert-row.tsx";
import { groupDetails } from "./alert-text.ts";
import { acknowledgeAll, changeAlerts } from "./change-alerts.ts";
import { texts } from "./texts.ts";

interface GroupListProps extends Omit<AlertListProps, "onChanged"> {
  /** What "All seen" acknowledges, as far as it is filtered. */
  product?: number;
  minPriority?: number;
}

/** How many groups are shown; the history has the others. */
const maxGroups = 50;

export function AlertGroupList({ alerts, api, writes, none, named = false, product, minPriority }: GroupListProps) {
  const { busy, problem, attempt } = useAttempt();
  const open = alerts.filter(({ status }) => status === "OPEN");
  const [newest] = alerts;
  if (!newest) return <p class="text-quiet">{none}</p>;
  return (
    <>
      {writes && open.length > 1 && (
        <button
          type="button"
          class="btn self-start"
          disabled={busy.value}
          onClick={() =>
            void attempt(() => acknowledgeAll(api, { product, min_priority: minPriority, newest: newest.id }))
          }
        >
          {texts.value.allSeen}
        </button>
      )}
      {problem.value && <Problem says={problem.value} />}
      <ul class="flex flex-col gap-2">
        {groupByCause(alerts)
          .slice(0, maxGroups)
          .map((group) => (
            <GroupRow key={group.cause} group={group} api={api} writes={writes} named={named} />
          ))}
      </ul>
    </>
  );
}

type GroupProps = Pick<AlertListProps, "api" | "writes" | "onChanged"> & { group: AlertGroup; named: boolean };

/** The alerts of one cause as one row, which unfolds to each of them. */
export function GroupRow({ group, api, writes, named, onChanged }: GroupProps) {
  const { newest, alerts } = group;
  const unfolded = useSignal(false);
  return (
    <AlertRow
      alert={newest}
      priority={Math.max(...alerts.map(({ priority }) => priority))}
      details={groupDetails(group)}
      writes={writes}
      named={named}
      onStatus={(status) => changeAlerts(api, alerts, { status, onChanged })}
    >
      {alerts.length > 1 && (
        <details
          class="w-full"
          onToggle={({ currentTarget }) => {
            unfolded.value = currentTarget.open;
          }}
        >
          <summary class="flex min-h-11 items-center gap-2 text-base text-quiet underline">
            <Icon name="down" />
            {texts.value.eachAlert(alerts.length)}
          </summary>
          {unfolded.value && (
            <AlertList alerts={alerts} api={api} writes={writes} none="" {...(onChanged && { onChanged })} />
          )}
        </details>
      )}
    </AlertRow>
  );
}
