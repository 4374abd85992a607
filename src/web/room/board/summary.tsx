/** The counts by step, "27 on 3, 4 on 2, 1 asks": a line above tiles; with bars and names above marks. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Room } from "../../../client/fold/index.ts";
import { now, span } from "../../now.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Shape } from "../../ui/shape.tsx";
import { texts as roomTexts } from "../texts.ts";
import { countByStatus, countByStep, type Row, type StepCount } from "./rows.ts";
import { texts } from "./texts.ts";

interface SummaryProps {
  rows: readonly Row[];
  room: Room;
  large: boolean;
  /** How many students are present, as a scale for the bars. */
  present: number;
  /** Shown at the end of the line. */
  children: ComponentChildren;
  onChoose: (id: string) => void;
}

/** Maximum of names shown above the marks. */
const maxNames = 12;

export function Summary({ rows, room, large, present, children, onChoose }: SummaryProps) {
  const words = texts.value;
  const steps = countByStep(rows);
  // In a student-paced class, the spread over the steps is what the teacher looks for.
  const spread = room.session.settings.pace === "student";
  const counts = countByStatus(rows);
  const open = useSignal<number | undefined>(undefined);
  const listed = open.value === undefined ? [] : rows.filter(({ position }) => position.step?.id === open.value);
  const step = listed[0]?.position.step;
  const attention = rows.filter(({ status }) => status === "help" || status === "behind");
  return (
    <>
      <div class="flex items-start justify-between gap-x-6 max-sm:flex-wrap">
        <p class="board-sum" role="status">
          {(spread ? [] : steps.slice(0, large ? 5 : 3)).map(({ step, on }) => (
            <span key={step.id}>{words.sumOn(on, step.order_index)}</span>
          ))}
          {counts.help > 0 && <Count status="help" text={words.sumAsk(counts.help)} />}
          {!large && counts.done > 0 && <Count status="done" text={words.sumDone(counts.done)} />}
          {!large && counts.away > 0 && <Count status="away" text={words.sumAway(counts.away)} />}
        </p>
        {children}
      </div>
      {(large || spread) && steps.length > 0 && (
        <ul class="flex flex-col gap-1" aria-label={words.bySteps}>
          {steps
            .toSorted((a, b) => a.step.order_index - b.step.order_index)
            .map((stepCount) => (
              <li key={stepCount.step.id}>
                <Bar
                  stepCount={stepCount}
                  all={Math.max(present, 1)}
                  current={!spread && stepCount.step.id === room.session.current_subtask?.id}
                  onOpen={() => {
                    open.value = stepCount.step.id;
                  }}
                />
              </li>
            ))}
        </ul>
      )}
      {large && attention.length > 0 && (
        <section class="flex flex-col gap-2" aria-labelledby="attention">
          <h3 id="attention" class="text-lg font-bold">
            {words.attention}
          </h3>
          <Names rows={attention.slice(0, maxNames)} onChoose={onChoose} />
        </section>
      )}
      {step && (
        <Dialog
          title={`${step.order_index}. ${step.title}`}
          onClose={() => {
            open.value = undefined;
          }}
        >
          <Names
            rows={listed}
            onChoose={(id) => {
              open.value = undefined;
              onChoose(id);
            }}
          />
        </Dialog>
      )}
    </>
  );
}

function Count({ status, text }: { status: "done" | "help" | "away"; text: string }) {
  return (
    <span class={`inline-flex items-center gap-2 ${status === "help" ? "text-help-ink" : ""}`}>
      <Shape status={status} size="0.85em" />
      {text}
    </span>
  );
}

/** A step with its students; the coloured part of the bar is done. */
function Bar({
  stepCount,
  all,
  current,
  onOpen,
}: {
  stepCount: StepCount;
  all: number;
  current: boolean;
  onOpen: () => void;
}) {
  const words = texts.value;
  const { step, on, done } = stepCount;
  return (
    <button
      type="button"
      class={`flex min-h-12 w-full items-center gap-3 rounded-field px-3 text-left ${current ? "bg-base-100 font-bold" : ""}`}
      onClick={onOpen}
    >
      <span class="w-8 shrink-0 text-right text-2xl font-extrabold tabular-nums">{step.order_index}</span>
      <span class="w-2/5 min-w-0 truncate text-lg">{step.title}</span>
      <span class="flex h-5 min-w-0 flex-1 overflow-hidden rounded-full bg-base-300" aria-hidden="true">
        <span class="bg-primary" style={{ width: `${(100 * done) / all}%` }} />
        <span class="bg-quiet" style={{ width: `${(100 * (on - done)) / all}%` }} />
      </span>
      <span class="w-14 shrink-0 text-right text-2xl font-extrabold tabular-nums">{on}</span>
      <span class="w-24 shrink-0 text-base font-semibold text-done-ink tabular-nums">
        {done > 0 ? words.sumDone(done) : ""}
      </span>
    </button>
  );
}

function Names({ rows, onChoose }: { rows: readonly Row[]; onChoose: (id: string) => void }) {
  return (
    <ul class="flex flex-wrap gap-2">
      {rows.map(({ person, status, since }) => (
        <li key={person.id}>
          <button type="button" class="btn bg-base-100" onClick={() => onChoose(person.id)}>
            <Shape status={status} />
            {person.nickname}
            <span class="font-normal">
              <span class="sr-only">{roomTexts.value.state[status]} </span>
              {since !== undefined && span(now.value - since)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
