/** The summary of a practice: the praise, its figures, the comparison with the best, what to practise next. */

import type { PracticeSummary } from "../../../client/fold/practice.ts";
import { keyOf } from "../../../domain/guitar/chords.ts";
import { minActiveMs } from "../../../domain/guitar/practice-figures.ts";
import { number } from "../../language.ts";
import { Icon } from "../../ui/icon.tsx";
import { Figure } from "../screen/chord-screen.tsx";
import { texts as practiceTexts } from "../texts.ts";
import type { OwnPractice } from "../use-practice.ts";
import { History } from "./history.tsx";
import { comparablePoints, compareWithBest, type Finished, minStreakMs, praiseOf } from "./outcome.ts";
import { texts } from "./texts.ts";

/** Maximum of chords and changes that are listed. */
const maxShown = { chords: 6, changes: 3 };

/** Summarises the last practice; nothing if there is none. */
export function Summary({ past, own }: { past: PracticeSummary; own: OwnPractice }) {
  const words = texts.value;
  const { last } = past;
  if (!last) return null;
  const { exercise, changes_per_minute: rate, active_ms } = last;
  const fast = rate !== null && active_ms >= minActiveMs;
  const points = comparablePoints(past);
  return (
    <article class="mx-auto flex w-full max-w-5xl flex-col gap-8 px-page pt-6" aria-labelledby="went">
      <Headline last={last} />
      <div class="flex flex-wrap gap-x-14 gap-y-4">
        {exercise && <Figure label={practiceTexts.value.landings} value={number(exercise.landings)} />}
        {exercise && exercise.wrong > 0 && (
          <p class="self-end pb-2 text-xl font-semibold">{practiceTexts.value.wrongChords(exercise.wrong)}</p>
        )}
        {!exercise && fast && <Figure label={words.changesPerMinute} value={number(Math.round(rate ?? 0))} />}
        {!exercise && fast && <Figure label={words.bestMinute} value={number(last.best_minute)} />}
        <Figure label={words.lasted} value={practiceTexts.value.minutes(last.duration_ms)} />
      </div>
      <Compared past={past} />
      <div class="grid gap-8 md:grid-cols-2">
        <MostUsed last={last} />
        <ToPractise last={last} own={own} />
      </div>
      {points.length > 1 && (
        <History
          title={exercise ? words.historyOfPair(...exercise.pair) : words.history}
          figure={exercise ? practiceTexts.value.landings : words.rate}
          points={points}
        />
      )}
      <div class="summary-bar">
        <button
          type="button"
          class="btn btn-primary btn-huge grow px-2 text-xl sm:px-4 sm:grow-0"
          onClick={() => {
            if (!exercise) own.start();
            else own.exercise({ pair: exercise.pair, seconds: exercise.seconds });
          }}
        >
          {words.again}
        </button>
        <button type="button" class="btn btn-huge grow px-2 text-xl sm:px-4 sm:grow-0" onClick={() => own.show(false)}>
          {words.close}
        </button>
      </div>
    </article>
  );
}

function Headline({ last }: { last: Finished }) {
  const words = texts.value;
  const { exercise, changes, distinct_chords, messages, longest_streak_ms, ended_by } = last;
  const says = {
    record: words.fastest[0],
    landed: words.landed(exercise?.landings ?? 0, exercise?.seconds ?? 0),
    changed: words.did(changes, distinct_chords),
    played: words.justPlayed(messages),
    nothing: words.nothing,
  };
  const praise = praiseOf(last);
  return (
    <header class="flex flex-col gap-2">
      <p class="font-semibold text-quiet">{words.went}</p>
      <h2 id="went" class="text-step font-extrabold tracking-tight text-balance">
        {says[praise]}
      </h2>
      {praise === "record" && <p class="text-xl">{words.did(changes, distinct_chords)}</p>}
      {!exercise && changes > 0 && longest_streak_ms >= minStreakMs && (
        <p class="text-xl">{words.stayed(practiceTexts.value.minutes(longest_streak_ms))}</p>
      )}
      {ended_by === "silence" && <p class="text-quiet">{words.endedBySilence}</p>}
    </header>
  );
}

/** Compares the practice with the best one before it, in words. */
function Compared({ past }: { past: PracticeSummary }) {
  const words = texts.value;
  const { last } = past;
  if (!last || last.messages === 0) return null;
  const better = (text: string) => (
    <p class="flex items-center gap-2 text-xl font-semibold text-done-ink">
      <Icon name="up" />
      {text}
    </p>
  );
  if (last.exercise) {
    const comparison = compareWithBest(comparablePoints(past));
    if (!comparison) return <p class="text-xl text-quiet">{words.pairFirst}</p>;
    if (comparison.by > 0) return better(words.pairNew(comparison.by));
    return <p class="text-xl text-quiet">{words.pairBest(comparison.best)}</p>;
  }
  const { compared, changes_per_minute, changes, active_ms } = last;
  if (changes === 0 || changes_per_minute === null || active_ms < minActiveMs) return null;
  if (!compared) return <p class="text-xl text-quiet">{words.firstOne}</p>;
  if (compared.better) return better(words.faster(changes_per_minute - compared.changes_per_minute));
  return <p class="text-xl text-quiet">{words.best(compared.changes_per_minute)}</p>;
}

function MostUsed({ last: { most_used } }: { last: Finished }) {
  const words = texts.value;
  const shown = most_used.slice(0, maxShown.chords);
  const highest = shown[0]?.count ?? 1;
  if (shown.length === 0) return null;
  return (
    <section class="flex flex-col gap-3">
      <h3 class="text-2xl font-bold tracking-tight">{words.mostUsed}</h3>
      <ul class="flex flex-col gap-2">
        {shown.map(({ name, count }) => (
          <li key={name} class="flex items-center gap-3 text-xl">
            <span class="w-20 shrink-0 font-bold">{name}</span>
            <span class="flex h-6 flex-1" aria-hidden="true">
              <span class="rounded-r-md bg-primary" style={{ width: `${(100 * count) / highest}%` }} />
            </span>
            <span class="w-16 shrink-0 text-right font-semibold tabular-nums">{number(count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ToPractise({ last: { slowest }, own }: { last: Finished; own: OwnPractice }) {
  const words = texts.value;
  const shown = slowest.filter(({ from, to }) => keyOf(from) !== keyOf(to)).slice(0, maxShown.changes);
  if (shown.length === 0) return null;
  return (
    <section class="flex flex-col gap-3">
      <h3 class="text-2xl font-bold tracking-tight">{words.practiseNext}</h3>
      <p class="text-quiet">{words.practiseHint}</p>
      <ul class="flex flex-col gap-2">
        {shown.map(({ from, to, median_ms }) => (
          <li
            key={`${from} ${to}`}
            class="flex items-center gap-4 rounded-box bg-base-100 py-2 pr-2 pl-4 ring-1 ring-base-300"
          >
            <span class="flex-1 text-xl font-bold">
              {from} → {to}
              <span class="ml-3 text-base font-medium text-quiet">{words.took(median_ms / 1000)}</span>
            </span>
            <button
              type="button"
              class="btn btn-lg"
              aria-label={words.practisePair(from, to)}
              onClick={() => own.exercise({ pair: [from, to], seconds: 60 })}
            >
              <Icon name="play" />
              {words.oneMinute}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
