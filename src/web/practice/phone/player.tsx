/** The phone: chords to press without looking, strings to drag across, start and end. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import { landingsOf, tempoAt } from "../../../client/fold/practice.ts";
import type { LinkStatus } from "../../../client/link.ts";
import { keyOf, transpose } from "../../../domain/guitar/chords.ts";
import type { LiveRoom } from "../../live.ts";
import { now, passedSince, span } from "../../now.ts";
import { LinkMark } from "../../ui/link-mark.tsx";
import { LanguageButton, useTitle } from "../../ui/page.tsx";
import { common } from "../../ui/texts.ts";
import { SoundControls } from "../audio/sound-controls.tsx";
import { useSound } from "../audio/use-sound.ts";
import { useSounding } from "../audio/use-sounding.ts";
import { ChordChooser } from "../chords/chord-chooser.tsx";
import { choice, inReach } from "../chords/chord-set.ts";
import { ChooseExercise, CountDown } from "../exercise-dialog.tsx";
import { secondsLeft } from "../screen/screen.tsx";
import { endedSilently, SilenceNote } from "../silence-note.tsx";
import { Elapsed, StartButton } from "../start-button.tsx";
import { Summary } from "../summary/summary.tsx";
import { texts as practiceTexts } from "../texts.ts";
import { usePlaying } from "../use-playing.ts";
import { type Own, usePractice } from "../use-practice.ts";
import { ViewButton } from "../view.tsx";
import { Pad } from "./pad.tsx";
import { texts } from "./texts.ts";

/** The page of a phone. */
export function Player({ live, room }: { live: LiveRoom; room: Room }) {
  const { link } = live.state.value;
  const connected = link.is === "live";
  useTitle(`${common.value.guitarPractice} · ${room.session.title}`);
  const own = usePractice(live, room);
  const hand = usePlaying(live);
  const sound = useSound("pad");
  const sounding = useSounding(live, room.you.id, (name) => sound.strum(name, choice.peek().capo));
  const { capo } = choice.value;
  const exercise = own.player.running?.exercise;
  const chords = exercise
    ? exercise.pair.map((name) => ({ name, shape: transpose(name, -capo), key: keyOf(name) }))
    : inReach.value;
  const names = chords.map(({ name }) => name);
  useEffect(() => sound.prepare(names, capo), [sound, names.join(" "), capo]);
  const choosing = useSignal(false);
  const counting = own.counting.value;
  const summary = own.shown.value ? own.past.value : undefined;

  return (
    <div class="player">
      <header class="flex min-h-12 shrink-0 items-center justify-between gap-x-2">
        <h1 class="line-clamp-1 min-w-0 flex-1 font-semibold">{room.session.title}</h1>
        <span class="max-sm:hidden">
          <ViewButton code={room.session.code} />
        </span>
        {connected && <LinkMark link={link} />}
        <LanguageButton />
      </header>
      {summary?.last ? (
        <main>
          <Summary past={summary} own={own} />
        </main>
      ) : (
        <main class="flex min-h-0 flex-1 flex-col gap-2">
          {!exercise && (
            <div class="flex shrink-0 items-center justify-between gap-2">
              <ChordChooser class="min-w-0 flex-1 justify-between" />
              <SoundControls sound={sound} small />
            </div>
          )}
          <Standing own={own} />
          <div class="relative flex min-h-0 flex-1 flex-col">
            <Pad chords={chords} sounding={sounding} hand={hand} live={connected} />
            {!connected && <Lost link={link} onTry={live.nudge} />}
          </div>
          <div class="flex shrink-0 gap-2">
            {!own.player.running && (
              <button
                type="button"
                class="btn btn-huge flex-1 px-2 text-base"
                disabled={!connected}
                onClick={() => {
                  choosing.value = true;
                }}
              >
                {practiceTexts.value.exercise}
              </button>
            )}
            <div class="flex-[1.5]">
              <StartButton live={live} own={own} wide />
            </div>
          </div>
        </main>
      )}
      {choosing.value && <ChooseExercise own={own} chords={inReach.value.map(({ name }) => name)} open={choosing} />}
      {counting && <CountDown counting={counting} onCancel={() => own.show(false)} />}
    </div>
  );
}

/** How it stands: practising for so long, this fast; or not counted. Keeps its line. */
function Standing({ own }: { own: Own }) {
  const words = texts.value;
  const { player } = own;
  const { running } = player;
  if (running?.exercise) {
    return (
      <p
        class="flex min-h-14 shrink-0 items-center justify-between gap-3 px-1 text-xl font-bold tabular-nums"
        role="status"
      >
        <span>
          {practiceTexts.value.landings}{" "}
          <span class="text-4xl font-extrabold">{landingsOf(player)?.landings ?? 0}</span>
        </span>
        <span class="text-3xl font-extrabold">
          <span class="sr-only">{practiceTexts.value.left} </span>
          {practiceTexts.value.seconds(secondsLeft(running.started, running.exercise, now.value))}
        </span>
      </p>
    );
  }
  if (running) {
    return (
      <p class="flex min-h-9 shrink-0 items-center justify-between gap-3 px-1 text-base font-semibold">
        <Elapsed since={running.started} />
        <span class="tabular-nums">{practiceTexts.value.perMinute(tempoAt(player, now.value))}</span>
      </p>
    );
  }
  if (endedSilently(own)) return <SilenceNote own={own} />;
  return <p class="flex min-h-9 shrink-0 items-center px-1 text-base text-quiet">{words.notCounted}</p>;
}

/** Nothing is sent, now or later: over the keys, which mean nothing meanwhile and do not move. */
function Lost({ link, onTry }: { link: LinkStatus; onTry: () => void }) {
  const words = texts.value;
  return (
    <div class="absolute inset-x-2 top-2 flex flex-wrap items-center justify-between gap-x-3 rounded-field bg-behind-soft p-3 text-base text-behind-ink shadow-lg">
      {link.is === "reconnecting" ? <LinkMark link={link} onTry={onTry} /> : <LinkMark link={link} />}
      <p role="status">{words.lostHint}</p>
      <span class="sr-only">{link.is === "reconnecting" && words.lost(span(passedSince(link.since), true))}</span>
    </div>
  );
}
