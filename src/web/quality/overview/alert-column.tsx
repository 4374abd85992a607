/** The open alerts of all products, from a chosen priority. */
import { useSignal } from "@preact/signals";
import { Link } from "../../ui/page.tsx";
import { AlertGroupList } from "../alert-group-list.tsx";
import type { AlertListProps } from "../alert-list.tsx";
import { texts as qualityTexts } from "../texts.ts";
import type { LiveBoard } from "../use-board.ts";
import { texts } from "./texts.ts";

interface ColumnProps {
  board: LiveBoard;
  alerts: AlertListProps["alerts"];
  writes: boolean;
}

export function AlertColumn({ board, alerts, writes }: ColumnProps) {
  const words = texts.value;
  const minPriority = useSignal(1);
  const matching = alerts.filter(({ priority, status }) => priority >= minPriority.value && status !== "RESOLVED");
  return (
    <section class="flex min-w-0 flex-col gap-3">
      <div class="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 class="flex-1 text-2xl font-bold tracking-tight">{words.openAlerts}</h2>
        <select
          class="select w-auto"
          aria-label={qualityTexts.value.fromPriority}
          value={minPriority.value}
          onChange={({ currentTarget }) => {
            minPriority.value = Number(currentTarget.value);
          }}
        >
          {[1, 2, 3, 4].map((priority) => (
            <option key={priority} value={priority}>
              {priority === 1
                ? qualityTexts.value.allPriorities
                : qualityTexts.value.priorityFrom(qualityTexts.value.priorities[priority - 1] ?? "")}
            </option>
          ))}
        </select>
      </div>
      <AlertGroupList
        alerts={matching}
        api={board.api}
        writes={writes}
        none={words.noAlerts}
        minPriority={minPriority.value}
        named
      />
      <Link to="/spc/statistics" class="flex min-h-11 items-center self-start text-base text-quiet underline">
        {words.toHistory}
      </Link>
    </section>
  );
}
