/** What a player plays in full screen: the chord, its diagram, the next chord and the tempo. */

import type { ReadonlySignal } from "@preact/signals";
import { type Exercise, landingsOf, type Playing, tempoAt } from "../../../client/fold/practice.ts";
import { keyOf, transpose } from "../../../domain/guitar/chords.ts";
import { number } from "../../language.ts";
import { now } from "../../now.ts";
import type { Sounding } from "../audio/use-sounding.ts";
import { Diagram } from "../chords/diagram.tsx";
import { texts as practiceTexts } from "../texts.ts";
import { nextChord } from "./next-chord.ts";
import { texts } from "./texts.ts";

interface ChordScreenProps {
  player: Playing;
  sounding: ReadonlySignal<Sounding | undefined>;
  /** The chosen set, in its order, to guess the next chord from. */
  set: readonly string[];
  capo: number;
}

/** Shows the two chords and the count in an exercise, otherwise the chord and the next one. */
export function ChordScreen({ player, sounding, set, capo }: ChordScreenProps) {
  const exercise = player.running?.exercise ?? null;
  if (exercise) return <ExerciseScreen player={player} exercise={exercise} sounding={sounding} capo={capo} />;
  const words = texts.value;
  const chord = sounding.value?.chord;
  const next = nextChord(chord?.name, { exercise, played: player.recent, set });
  return (
    <div class="chord-screen">
      <div class="screen-words">
        {chord ? (
          <Name sounding={sounding} capo={capo} />
        ) : (
          <p class="text-step font-bold text-quiet">{words.nothingYet}</p>
        )}
        <div class="flex min-h-28 flex-wrap items-center justify-center gap-x-12 gap-y-4">
          {next !== undefined && (
            <div class="flex items-center gap-4">
              <Diagram name={next} capo={capo} class="h-28 w-auto" />
              <p class="flex flex-col text-left">
                <span class="text-lg font-semibold text-quiet">{words.next}</span>
                <span class="text-5xl leading-none font-extrabold">{next}</span>
              </p>
            </div>
          )}
          {player.running && <Figure label={words.tempo} value={number(tempoAt(player, now.value))} />}
        </div>
      </div>
      {chord && <Diagram name={chord.name} capo={capo} class="screen-diagram max-lg:max-h-64" />}
    </div>
  );
}

/** A name's length class for the font size: 0 short, 1 medium, 2 long. */
export const lengthClass = (name: string) => (name.length <= 3 ? 0 : name.length <= 5 ? 1 : 2);

function Name({ sounding, capo }: Pick<ChordScreenProps, "sounding" | "capo">) {
  const words = practiceTexts.value;
  const { chord, count } = sounding.value ?? { chord: undefined, count: 0 };
  if (!chord) return null;
  return (
    <div role="status" class="screen-name-box">
      <p key={count} class="screen-name struck" data-long={lengthClass(chord.name)}>
        {chord.name}
      </p>
      <p class="mt-3 min-h-9 text-2xl font-semibold text-quiet">
        {capo > 0 && `${words.shape(transpose(chord.name, -capo))} · ${words.capo(capo)}`}
      </p>
    </div>
  );
}

/** A number under its label. */
export function Figure({ label, value }: { label: string; value: string }) {
  return (
    <p class="flex flex-col gap-1 text-left">
      <span class="text-lg font-semibold text-quiet">{label}</span>
      <span class="screen-figure">{value}</span>
    </p>
  );
}

/** The seconds left of an exercise, rounded up. */
export const secondsLeft = (started: number, { seconds }: Exercise, time: number): number =>
  Math.min(seconds, Math.max(0, Math.ceil(seconds - (time - started) / 1000)));

interface ExerciseProps extends Omit<ChordScreenProps, "set"> {
  exercise: Exercise;
}

/** One-minute changes: the landings, the time left, and which of the two chords is next. */
function ExerciseScreen({ player, exercise, sounding, capo }: ExerciseProps) {
  const words = texts.value;
  const score = landingsOf(player);
  const chord = sounding.value?.chord;
  const next = nextChord(chord?.name, { exercise, played: [], set: [] });
  const isOn = (name: string) => keyOf(name) === chord?.key;
  return (
    <div class="flex min-h-0 flex-1 flex-wrap items-center justify-center gap-x-14 gap-y-6 px-page">
      <PairChord name={exercise.pair[0]} capo={capo} lit={isOn(exercise.pair[0])} next={next === exercise.pair[0]} />
      <div class="order-first flex basis-full flex-col items-center gap-4 text-center lg:order-none lg:basis-auto">
        <p class="text-2xl font-semibold text-quiet">{practiceTexts.value.landings}</p>
        <p class="screen-count" role="status">
          {score?.landings ?? 0}
        </p>
        <p class="text-lg text-quiet">{words.landingsHint}</p>
        <div class="flex items-end gap-10">
          <Figure
            label={practiceTexts.value.left}
            value={practiceTexts.value.seconds(secondsLeft(player.running?.started ?? 0, exercise, now.value))}
          />
        </div>
        <p class="min-h-8 text-xl font-semibold text-help-ink">
          {score && score.wrong > 0 && practiceTexts.value.wrongChords(score.wrong)}
        </p>
      </div>
      <PairChord name={exercise.pair[1]} capo={capo} lit={isOn(exercise.pair[1])} next={next === exercise.pair[1]} />
    </div>
  );
}

function PairChord({ name, capo, lit, next }: { name: string; capo: number; lit: boolean; next: boolean }) {
  const words = texts.value;
  return (
    <div
      class={`flex flex-col items-center gap-3 rounded-box px-8 py-5 ${
        lit ? "bg-primary text-primary-content" : next ? "ring-4 ring-behind" : "ring-1 ring-base-300"
      }`}
    >
      <p class="text-7xl leading-none font-extrabold">{name}</p>
      <div class="rounded-box bg-base-100 p-3 text-base-content">
        <Diagram name={name} capo={capo} class="h-48 w-auto" />
      </div>
      <p class="min-h-7 text-xl font-bold">{lit ? practiceTexts.value.sounding : next ? words.next : ""}</p>
    </div>
  );
}
