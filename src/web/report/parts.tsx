/** The report's parts about the steps: progress bars, notes, and calls for help. */
import type { ReportRow } from "../../features/index.ts";
import { Part } from "./part.tsx";
import { texts } from "./texts.ts";
import { formatSpan, formatTime } from "./time.ts";

export function Steps({ rows, students }: { rows: readonly ReportRow<"steps">[]; students: number }) {
  const words = texts.value;
  return (
    <Part title={words.steps} none={rows.length === 0 && words.noSteps}>
      <ol class="flex flex-col gap-2">
        {rows.map(({ step, title, completed, failed }) => (
          <li key={step} class="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1 sm:grid-cols-[2fr_3fr_6rem]">
            <span>
              <span class="font-semibold tabular-nums">{step}.</span> {title}
            </span>
            <span class="order-last col-span-2 h-3.5 overflow-hidden rounded-full bg-base-200 ring-1 ring-base-300 sm:order-none sm:col-span-1">
              <span
                class="block h-full bg-primary"
                style={{ width: `${students ? Math.min(100, (completed / students) * 100) : 0}%` }}
              />
            </span>
            <span class="text-right text-base tabular-nums">
              <span class="font-semibold">{words.doneOf(completed, students)}</span>
              {failed > 0 && <span class="block text-help-ink">{words.failed(failed)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}

/** The notes of students to a step, mostly why it did not work. */
export function Notes({ rows }: { rows: readonly ReportRow<"progress">[] }) {
  const words = texts.value;
  const noted = rows.filter(({ note }) => note);
  if (noted.length === 0) return null;
  return (
    <Part title={words.notes}>
      <table class="sheet-table">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.step}</th>
            <th scope="col">{words.message}</th>
          </tr>
        </thead>
        <tbody>
          {noted.map(({ name, step, note, at }) => (
            <tr key={`${name} ${step} ${at}`}>
              <th scope="row">{name}</th>
              <td class="tabular-nums">{step ?? "–"}</td>
              <td class="whitespace-pre-line">{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

export function Help({ rows }: { rows: readonly ReportRow<"help">[] }) {
  const words = texts.value;
  return (
    <Part title={words.help} none={rows.length === 0 && words.noHelp}>
      <table class="sheet-table">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.step}</th>
            <th scope="col">{words.message}</th>
            <th scope="col" class="max-sm:hidden print:table-cell">
              {words.when}
            </th>
            <th scope="col" class="number">
              {words.waited}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, step, message, created_at, resolved_at }) => (
            <tr key={`${name} ${created_at}`}>
              <th scope="row">{name}</th>
              <td class="tabular-nums">{step ?? "–"}</td>
              <td class="whitespace-pre-line">{message || "–"}</td>
              <td class="whitespace-nowrap tabular-nums max-sm:hidden print:table-cell">{formatTime(created_at)}</td>
              <td class="number max-sm:whitespace-normal">
                {resolved_at ? formatSpan(created_at, resolved_at) : words.notSolved}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
