/** The phone's page: the pad, the practice's status, and the buttons to start and end it. */
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
import { availableChords, chordChoice } from "../chords/chord-set.ts";
import { CountdownDialog, ExerciseDialog } from "../exercise-dialog.tsx";
import { secondsLeft } from "../screen/chord-screen.tsx";
import { endedSilently, SilenceNote } from "../silence-note.tsx";
import { Elapsed, StartButton } from "../start-button.tsx";
import { Summary } from "../summary/summary.tsx";
import { texts as practiceTexts } from "../texts.ts";
import { useInstrument } from "../use-instrument.ts";
import { type OwnPractice, usePractice } from "../use-practice.ts";
import { ViewButton } from "../view.tsx";
import { Pad } from "./pad.tsx";
import { texts } from "./texts.ts";

/** The pad, or the summary after a practice. */
export function PadPage({ live, room }: { live: LiveRoom; room: Room }) {
  const { link } = live.state.value;
  const connected = link.is === "live";
  useTitle(`${common.value.guitarPractice} · ${room.session.title}`);
  const own = usePractice(live, room);
  const instrument = useInstrument(live);
  const sound = useSound("pad");
  const sounding = useSounding(live, room.you.id, (name) => sound.strum(name, chordChoice.peek().capo));
  const { capo } = chordChoice.value;
  const exercise = own.player.running?.exercise;
  const chords = exercise
    ? exercise.pair.map((name) => ({ name, shape: transpose(name, -capo), key: keyOf(name) }))
    : availableChords.value;
  const names = chords.map(({ name }) => name);
  useEffect(() => sound.prepare(names, capo), [sound, names.join(" "), capo]);
  const choosing = useSignal(false);
  const countdown = own.countdown.value;
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
          <PracticeStatus own={own} />
          <div class="relative flex min-h-0 flex-1 flex-col">
            <Pad chords={chords} sounding={sounding} instrument={instrument} live={connected} />
            {!connected && <ConnectionLost link={link} onTry={live.nudge} />}
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
      {choosing.value && (
        <ExerciseDialog own={own} chords={availableChords.value.map(({ name }) => name)} open={choosing} />
      )}
      {countdown && <CountdownDialog countdown={countdown} onCancel={() => own.show(false)} />}
    </div>
  );
}

/** Time and tempo of the practice, or that nothing is recorded. Has the same height in each state. */
function PracticeStatus({ own }: { own: OwnPractice }) {
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

/** A note over the disabled keys, so that they do not move: chords are not sent now or later. */
function ConnectionLost({ link, onTry }: { link: LinkStatus; onTry: () => void }) {
  const words = texts.value;
  return (
    <div class="absolute inset-x-2 top-2 flex flex-wrap items-center justify-between gap-x-3 rounded-field bg-behind-soft p-3 text-base text-behind-ink shadow-lg">
      {link.is === "reconnecting" ? <LinkMark link={link} onTry={onTry} /> : <LinkMark link={link} />}
      <p role="status">{words.lostHint}</p>
      <span class="sr-only">{link.is === "reconnecting" && words.lost(span(passedSince(link.since), true))}</span>
    </div>
  );
}
