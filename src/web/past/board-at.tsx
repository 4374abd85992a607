/** The class at one moment of the replay: its step, its students, the feedback and the questions so far. */
import { useMemo } from "preact/hooks";
import type { ReplayState } from "../../client/replay.ts";
import { Marks } from "../room/board/marks.tsx";
import { toRows } from "../room/board/rows.ts";
import { looks } from "../room/board/tile.tsx";
import { texts as roomTexts } from "../room/texts.ts";
import { Shape } from "../ui/shape.tsx";
import { common } from "../ui/texts.ts";
import { texts } from "./texts.ts";

/** How many students have a tile at most, and how many questions are shown. */
const maxTiles = 60;
const maxQuestions = 20;

export function BoardAt({ state }: { state: ReplayState }) {
  const words = texts.value;
  const { session, feedback, questions } = state;
  const rows = useMemo(() => toRows(state), [state]);
  const step = session.status === "WAITING" ? null : session.current_subtask;
  const course = feedback.course.reduce((sum, { ok, hard }) => ({ ok: sum.ok + ok, hard: sum.hard + hard }), {
    ok: 0,
    hard: 0,
  });
  const asked = questions.filter(({ status }) => status !== "hidden");
  return (
    <div class="flex min-w-0 flex-col gap-4">
      <p class="text-lg">
        <strong>{common.value.status[session.status]}</strong>
        {step && ` · ${step.order_index}. ${step.title}`}
      </p>
      <section aria-labelledby="board-then" class="flex flex-col gap-3">
        <h2 id="board-then" class="text-lg font-bold">
          {words.board}
        </h2>
        {rows.length === 0 ? (
          <p class="text-quiet">{words.nobody}</p>
        ) : rows.length > maxTiles ? (
          <Marks rows={rows} />
        ) : (
          <ul class="tiles tiles-small">
            {rows.map(({ person, status, position }) => (
              <li key={person.id} class={`tile ${looks[status]}`}>
                <span class="flex items-start justify-between gap-2">
                  <span class="tile-name">{person.nickname}</span>
                  {position.step && status !== "waiting" && (
                    <span class="tile-step">
                      <span class="sr-only">{common.value.step(position.step.order_index)}</span>
                      <span aria-hidden="true">{position.step.order_index}</span>
                    </span>
                  )}
                </span>
                <span class="tile-state">
                  <Shape status={status} size="1rem" />
                  {roomTexts.value.state[status]}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {session.features.includes("feedback") && (
        <p>
          <strong>{words.now}:</strong> {words.feedback(course.ok, course.hard)}
        </p>
      )}
      {asked.length > 0 && (
        <section class="flex flex-col gap-1">
          <h2 class="text-lg font-bold">{words.openQuestions}</h2>
          <ul class="flex flex-col gap-1">
            {asked.slice(-maxQuestions).map(({ question_id, cleaned_text, status }) => (
              <li key={question_id} class={`max-w-prose break-words ${status === "answered" ? "text-quiet" : ""}`}>
                {cleaned_text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
