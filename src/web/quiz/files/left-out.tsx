/** What is not imported of a file, in plain words: nothing is lost silently. */
import type { ReadQuiz } from "../../../domain/quiz/quiz.ts";
import { texts } from "./texts.ts";

export function LeftOut({ quiz: { problems, notes, skipped } }: { quiz: ReadQuiz }) {
  const words = texts.value;
  if (problems.length + notes.length + skipped === 0) return null;
  const rows = [
    ...problems.map(({ line, problem }) => ({ line, says: words.problems[problem] })),
    ...notes.map(({ line, note }) => ({ line, says: words.notes[note] })),
  ].sort((a, b) => a.line - b.line);
  return (
    <section class="rounded-box bg-behind-soft p-3 text-behind-ink">
      <h3 class="font-bold">{words.left}</h3>
      <ul>
        {rows.map(({ line, says }, n) => (
          <li key={n}>
            <strong class="tabular-nums">{words.at(line)}</strong>: {says}
          </li>
        ))}
        {skipped > 0 && <li>{words.notRead(skipped)}</li>}
      </ul>
    </section>
  );
}
