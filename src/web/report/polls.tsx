/** The report's parts about polls: a chart of each, with its figures in words, and the points of the quizzes. */
import type { ReportRow } from "../../features/index.ts";
import { number } from "../language.ts";
import { Icon } from "../ui/icon.tsx";
import { Part } from "./part.tsx";
import { texts } from "./texts.ts";

type Row = ReportRow<"polls">;

export function Polls({ rows }: { rows: readonly Row[] }) {
  const words = texts.value;
  const polls = [...Map.groupBy(rows, ({ poll }) => poll).values()];
  return (
    <Part title={words.polls}>
      <ol class="flex flex-col gap-6">
        {polls.map((answers) => (
          <PollChart key={answers[0]?.poll} answers={answers} />
        ))}
      </ol>
    </Part>
  );
}

function PollChart({ answers }: { answers: readonly Row[] }) {
  const words = texts.value;
  const [first] = answers;
  if (!first) return null;
  const { question, voters, kind } = first;
  // A ranking has points, more than there are voters; of words, each voter has several.
  const full = kind === "rank" || kind === "words" ? Math.max(...answers.map(({ votes }) => votes)) : voters;
  return (
    <li class="flex break-inside-avoid flex-col gap-2">
      <h3 class="text-lg leading-snug font-bold whitespace-pre-line">{question}</h3>
      <p class="text-base text-quiet tabular-nums">{words.voters(voters)}</p>
      <ul class="flex flex-col gap-2">
        {answers.map(({ answer, votes, right }) => (
          <li
            key={answer}
            class="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1 sm:grid-cols-[2fr_3fr_8rem] print:grid-cols-[2fr_3fr_8rem]"
          >
            <span>
              {answer}
              {right && (
                <span class="ml-2 inline-flex items-center gap-1 font-semibold text-done-ink">
                  <Icon name="check" size="1em" />
                  {words.right}
                </span>
              )}
            </span>
            <span class="order-last col-span-2 h-3.5 overflow-hidden rounded-full bg-base-200 ring-1 ring-base-300 sm:order-none sm:col-span-1 print:order-none print:col-span-1">
              <span class="block h-full bg-primary" style={{ width: `${full > 0 ? (votes / full) * 100 : 0}%` }} />
            </span>
            <span class="text-right text-base font-semibold tabular-nums">
              {kind === "rank" ? words.points(votes) : words.votes(votes)}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Everybody's points in the quizzes, the most first. */
export const QuizPoints = ({ rows }: { rows: readonly ReportRow<"quiz">[] }) => (
  <Points title={texts.value.quiz} rows={rows} />
);

/** The points of the teams, the most first. */
export const TeamPoints = ({ rows }: { rows: readonly ReportRow<"teams">[] }) => (
  <Points
    title={texts.value.teamPoints}
    rows={rows.map(({ team, members, points }) => ({ name: texts.value.team(team, members), points }))}
  />
);

function Points({
  title,
  rows,
}: {
  title: string;
  rows: readonly { readonly name: string; readonly points: number }[];
}) {
  const words = texts.value;
  if (rows.length === 0) return null;
  return (
    <Part title={title}>
      <table class="sheet-table">
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col" class="number">
              {words.pointsTitle}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, points }, n) => (
            <tr key={n}>
              <th scope="row">{name}</th>
              <td class="number">{number(points)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
