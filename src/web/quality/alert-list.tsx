/** List of alerts, newest first, with priority and status; a teacher can acknowledge and close them. */
import type { QualityApi } from "../../client/quality-api.ts";
import type { AlertRecord } from "../../domain/spc/alert.ts";
import { AlertRow } from "./alert-row.tsx";
import { alertDetails } from "./alert-text.ts";

export interface AlertListProps {
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

export function AlertList({ alerts, api, writes, none, named = false, onChanged }: AlertListProps) {
  if (alerts.length === 0) return <p class="text-quiet">{none}</p>;
  return (
    <ul class="flex flex-col gap-2">
      {alerts.map((alert) => (
        <AlertRow
          key={alert.id}
          alert={alert}
          priority={alert.priority}
          details={alertDetails(alert)}
          writes={writes}
          named={named}
          onStatus={async (status) => onChanged?.(await api.changeAlert(alert.id, status))}
        />
      ))}
    </ul>
  );
}
