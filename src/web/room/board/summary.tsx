/** The sum by step, "27 on 3, 4 on 2, 1 asks": a line over tiles, bars and names over marks. */
import { useSignal } from "@preact/signals";
import type { Room } from "../../../client/fold/index.ts";
import { now, span } from "../../now.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Shape } from "../../ui/shape.tsx";
import { texts as roomTexts } from "../texts.ts";
import { countFares, type Row, type Sum, toSums } from "./rows.ts";
import { texts } from "./texts.ts";

interface SummaryProps {
  rows: readonly Row[];
  room: Room;
  large: boolean;
  onChoose: (id: string) => void;
}

/** How many names are called out beside the marks. */
const named = 12;

export function Summary({ rows, room, large, onChoose }: SummaryProps) {
  const words = texts.value;
  const sums = toSums(rows);
  const counts = countFares(rows);
  const open = useSignal<number | undefined>(undefined);
  const listed = open.value === undefined ? [] : rows.filter(({ place }) => place.step?.id === open.value);
  const step = listed[0]?.place.step;
  const attention = rows.filter(({ fare }) => fare === "help" || fare === "behind");
  return (
    <>
      <p class="board-sum" role="status">
        {sums.slice(0, large ? 5 : 3).map(({ step, on }) => (
          <span key={step.id}>{words.sumOn(on, step.order_index)}</span>
        ))}
        {counts.help > 0 && <Count fare="help" says={words.sumAsk(counts.help)} />}
        {!large && counts.done > 0 && <Count fare="done" says={words.sumDone(counts.done)} />}
        {!large && counts.away > 0 && <Count fare="away" says={words.sumAway(counts.away)} />}
      </p>
      {large && sums.length > 0 && (
        <ul class="flex flex-col gap-1" aria-label={words.bySteps}>
          {sums
            .toSorted((a, b) => a.step.order_index - b.step.order_index)
            .map((sum) => (
              <li key={sum.step.id}>
                <Bar
                  sum={sum}
                  all={rows.length}
                  here={sum.step.id === room.session.current_subtask?.id}
                  onOpen={() => {
                    open.value = sum.step.id;
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
          <Names rows={attention.slice(0, named)} onChoose={onChoose} />
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

function Count({ fare, says }: { fare: "done" | "help" | "away"; says: string }) {
  return (
    <span class={`inline-flex items-center gap-2 ${fare === "help" ? "text-help-ink" : ""}`}>
      <Shape status={fare} size="0.85em" />
      {says}
    </span>
  );
}

/** A step with how many are on it; the full part of the bar is done. */
function Bar({ sum, all, here, onOpen }: { sum: Sum; all: number; here: boolean; onOpen: () => void }) {
  const words = texts.value;
  const { step, on, done } = sum;
  return (
    <button
      type="button"
      class={`flex min-h-12 w-full items-center gap-3 rounded-field px-3 text-left ${here ? "bg-base-100 font-bold" : ""}`}
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
      {rows.map(({ person, fare, since }) => (
        <li key={person.id}>
          <button type="button" class="btn bg-base-100" onClick={() => onChoose(person.id)}>
            <Shape status={fare} />
            {person.nickname}
            <span class="font-normal">
              <span class="sr-only">{roomTexts.value.state[fare]} </span>
              {since !== undefined && span(now.value - since)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
