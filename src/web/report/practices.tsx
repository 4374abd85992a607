/** The report's part about practice: a row for each, with the changes per minute. */
import type { ReportRow } from "../../features/index.ts";
import { Part } from "./part.tsx";
import { texts } from "./texts.ts";
import { formatTime } from "./time.ts";

export function Practices({ rows }: { rows: readonly ReportRow<"practice">[] }) {
  const words = texts.value;
  return (
    <Part title={words.practice} none={rows.length === 0 && words.noPractice}>
      <table class="sheet-table">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.when}</th>
            <th scope="col" class="number">
              {words.minutes}
            </th>
            <th scope="col" class="number">
              {words.aMinute}
            </th>
            <th scope="col">{words.exercise}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, started_at, minutes, changes_per_minute, exercise, landings }) => (
            <tr key={`${name} ${started_at}`}>
              <th scope="row">{name}</th>
              <td class="whitespace-nowrap tabular-nums">{formatTime(started_at)}</td>
              <td class="number">{minutes}</td>
              <td class="number">{changes_per_minute ?? "–"}</td>
              <td>{exercise ? words.landed(exercise, landings ?? 0) : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
