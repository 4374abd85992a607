/** The report's parts about people: attendance, questions, chat. */
import { useSignal } from "@preact/signals";
import type { ReportRow } from "../../features/index.ts";
import { span } from "../now.ts";
import { texts as talk } from "../talk/texts.ts";
import { Part } from "./part.tsx";
import { texts } from "./texts.ts";
import { formatTime } from "./time.ts";

interface AttendanceProps {
  rows: readonly ReportRow<"attendance">[];
  done: ReadonlyMap<string, number>;
  /** The number of steps; 0 leaves the column out. */
  steps: number;
}

export function Attendance({ rows, done, steps }: AttendanceProps) {
  const words = texts.value;
  return (
    <Part title={words.attendance} none={rows.length === 0 && words.nobody}>
      <table class="sheet-table">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.came}</th>
            <th scope="col" class="max-sm:hidden print:table-cell">
              {words.left}
            </th>
            <th scope="col" class="number">
              {words.there}
            </th>
            {steps > 0 && (
              <th scope="col" class="number">
                {words.done}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, status, joined_at, first_seen_at, last_seen_at, minutes }) => (
            <tr key={`${name} ${joined_at}`}>
              <th scope="row">
                {name}
                {status === "REMOVED" && <span class="font-normal text-quiet"> · {words.removed}</span>}
              </th>
              <td class="whitespace-nowrap tabular-nums">{formatTime(first_seen_at ?? joined_at)}</td>
              <td class="whitespace-nowrap tabular-nums max-sm:hidden print:table-cell">
                {last_seen_at ? formatTime(last_seen_at) : "–"}
              </td>
              <td class="number">
                {first_seen_at === null ? words.never : span(minutes * 60_000) || words.underMinute}
              </td>
              {steps > 0 && <td class="number">{done.has(name) ? `${done.get(name)} / ${steps}` : "–"}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

export function Questions({ rows }: { rows: readonly ReportRow<"questions">[] }) {
  const words = texts.value;
  const sorted = rows.toSorted((a, b) => b.likes - a.likes || a.question - b.question);
  return (
    <Part title={words.questions} none={rows.length === 0 && words.noQuestions}>
      <ul class="flex flex-col">
        {sorted.map(({ question, name, text, likes, status, answer, asked_at }) => (
          <li key={question} class="flex flex-col gap-1 border-t border-base-300 py-3 first:border-0 first:pt-0">
            <p class="max-w-prose text-lg font-semibold whitespace-pre-line">{text}</p>
            <p class="flex flex-wrap gap-x-4 text-base text-quiet">
              <span>{name ?? talk.value.nameless}</span>
              <span>{formatTime(asked_at)}</span>
              {likes > 0 && <span>{words.likes(likes)}</span>}
              <span class="font-semibold">{words.questionStatus[status]}</span>
            </p>
            {answer && (
              <p class="max-w-prose border-l-4 border-primary pl-3 whitespace-pre-line">
                <span class="sr-only">{words.answer}: </span>
                {answer}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** The chat: folded on the screen, always printed. */
export function Chat({ rows }: { rows: readonly ReportRow<"messages">[] }) {
  const words = texts.value;
  const shown = useSignal(false);
  if (rows.length === 0) return null;
  return (
    <Part title={words.chat}>
      <button
        type="button"
        class="btn"
        aria-expanded={shown.value}
        onClick={() => {
          shown.value = !shown.value;
        }}
      >
        {shown.value ? words.hideChat : words.showChat(rows.length)}
      </button>
      <ol class={`mt-3 flex-col gap-1 text-base print:flex ${shown.value ? "flex" : "hidden"}`}>
        {rows.map(({ name, content, sent_at }) => (
          <li key={`${sent_at} ${name}`} class="flex gap-3">
            <span class="text-quiet tabular-nums">{formatTime(sent_at)}</span>
            <span class="max-w-prose min-w-0 flex-1 whitespace-pre-line">
              <span class="font-semibold">{name}</span> {content}
            </span>
          </li>
        ))}
      </ol>
    </Part>
  );
}
