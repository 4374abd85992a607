/** The large screen on a PC: the QR code for a phone, the chord that sounds, and keys to play without a phone. */
import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Sound } from "../audio/sound.ts";
import { SoundControls } from "../audio/sound-controls.tsx";
import { screenSoundId, useSound } from "../audio/use-sound.ts";
import { type Sounding, useSounding } from "../audio/use-sounding.ts";
import { ChordChooser } from "../chords/chord-chooser.tsx";
import { type AvailableChord, availableChords, chordChoice } from "../chords/chord-set.ts";
import { CountdownDialog, ExerciseDialog } from "../exercise-dialog.tsx";
import { Head } from "../head.tsx";
import { endedSilently, SilenceNote } from "../silence-note.tsx";
import { StartButton } from "../start-button.tsx";
import { Summary } from "../summary/summary.tsx";
import { texts as practiceTexts } from "../texts.ts";
import { type Instrument, useInstrument } from "../use-instrument.ts";
import { type OwnPractice, usePractice } from "../use-practice.ts";
import { ChordScreen } from "./chord-screen.tsx";
import { PairingDialog, PairingQr } from "./pairing.tsx";
import { texts } from "./texts.ts";
import { useKeys } from "./use-keys.ts";
import { usePairing } from "./use-pairing.ts";

/** Shows the QR code until a phone is connected, then the chord; the summary after a practice. */
export function LargeScreen({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const own = usePractice(live, room);
  const sound = useSound(screenSoundId);
  const { capo } = chordChoice.value;
  const sounding = useSounding(live, room.you.id, (name) => sound.strum(name, chordChoice.peek().capo));
  const chords = availableChords.value;
  const names = chords.map(({ name }) => name);
  const likely = [...names, ...(own.player.running?.exercise?.pair ?? [])];
  useEffect(() => sound.prepare(likely, capo), [sound, likely.join(" "), capo]);

  const { connections } = room.presence;
  const phone = connections >= 2;
  const quiet = sounding.value === undefined && !own.player.running;
  const pairing = useSignal(false);
  const url = usePairing(room.session.code, {
    wanted: (quiet && !phone) || pairing.value,
    now: live.now,
    used: connections,
  });
  useEffect(() => {
    if (phone) pairing.value = false;
  }, [phone]);
  const countdown = own.countdown.value;
  const result = own.shown.value && own.past.value?.last ? own.past.value : undefined;

  return (
    <div class="flex min-h-dvh flex-col lg:h-dvh">
      <Head live={live} room={room}>
        <button
          type="button"
          class="btn btn-ghost"
          onClick={() => {
            pairing.value = true;
          }}
        >
          {phone && <span class="size-2.5 rounded-full bg-primary" />}
          {phone ? words.deviceHere : words.pairPhone}
        </button>
      </Head>
      <main class="flex min-h-0 flex-1 flex-col overflow-y-auto">
        {quiet && !result && endedSilently(own) && (
          <div class="mx-auto mt-4">
            <SilenceNote own={own} />
          </div>
        )}
        {result ? (
          <Summary past={result} own={own} />
        ) : quiet && !phone ? (
          <ScanPrompt url={url} keys={chords} />
        ) : quiet ? (
          <p class="m-auto p-8 text-center text-step font-bold text-balance" role="status">
            {words.phoneHere}
          </p>
        ) : (
          <ChordScreen player={own.player} sounding={sounding} set={names} capo={capo} />
        )}
      </main>
      <Controls live={live} own={own} sound={sound} sounding={sounding} result={result !== undefined} />
      {pairing.value && (
        <PairingDialog
          url={url}
          title={words.scan}
          hint={words.scanHint}
          onClose={() => {
            pairing.value = false;
          }}
        />
      )}
      {countdown && <CountdownDialog countdown={countdown} onCancel={() => own.show(false)} />}
    </div>
  );
}

/** Shown while nothing plays and no phone is connected. */
function ScanPrompt({ url, keys }: { url: ReturnType<typeof usePairing>; keys: readonly AvailableChord[] }) {
  const words = texts.value;
  return (
    <section class="m-auto flex flex-wrap items-center justify-center gap-x-16 gap-y-6 p-page">
      <PairingQr url={url} class="size-[min(54vh,30rem)] max-w-full" />
      <div class="flex max-w-md flex-col gap-4">
        <h2 class="flex items-center gap-3 text-step font-extrabold tracking-tight text-balance">{words.scan}</h2>
        <p class="text-xl text-quiet">{words.scanHint}</p>
        <p class="text-lg text-quiet">{words.noPhone(keys.length > 1 ? `1–${Math.min(9, keys.length)}` : "1")}</p>
      </div>
    </section>
  );
}

interface ControlsProps {
  live: LiveRoom;
  own: OwnPractice;
  sound: Sound;
  sounding: ReadonlySignal<Sounding | undefined>;
  /** Whether the page shows the result of a practice. */
  result: boolean;
}

/** The footer: the chords as keys, which play by keyboard too, the sound, the exercise and the start button. */
function Controls({ live, own, sound, sounding, result }: ControlsProps) {
  const instrument = useInstrument(live);
  const choosing = useSignal(false);
  const connected = live.state.value.link.is === "live";
  const chords = availableChords.value;
  const names = chords.map(({ name }) => name);
  useKeys(
    names,
    (name) => connected && instrument.play(name),
    () => sounding.peek()?.chord.name,
  );
  return (
    <>
      <footer class="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-t border-base-300 bg-base-100 px-page py-3">
        <div class="flex min-w-0 flex-wrap items-center gap-2">
          <Keys chords={chords} instrument={instrument} sounding={sounding.value?.chord.key} live={connected} />
          <ChordChooser class="btn-lg" />
        </div>
        <div class="flex flex-wrap items-center gap-3">
          <SoundControls sound={sound} />
          {!own.player.running && !result && (
            <button
              type="button"
              class="btn btn-lg"
              disabled={!connected}
              onClick={() => {
                choosing.value = true;
              }}
            >
              {practiceTexts.value.exercise}
            </button>
          )}
          {!result && <StartButton live={live} own={own} />}
        </div>
      </footer>
      {choosing.value && <ExerciseDialog own={own} chords={names} open={choosing} />}
    </>
  );
}

interface KeysProps {
  chords: readonly AvailableChord[];
  instrument: Instrument;
  sounding: string | undefined;
  live: boolean;
}

/** The chords of the set with their keys on the keyboard; the one that sounds is highlighted. */
function Keys({ chords, instrument, sounding, live }: KeysProps) {
  const words = texts.value;
  return chords.map(({ key, name }, n) => {
    const press = instrument.press.value?.key === key ? instrument.press.value.state : undefined;
    const look = press === "failed" ? "btn-help" : sounding === key ? "btn-primary" : "";
    return (
      <button
        key={key}
        type="button"
        class={`btn btn-lg min-w-20 gap-2 text-2xl ${look} ${press === "sending" ? "ring-2 ring-behind" : ""}`}
        aria-pressed={sounding === key}
        aria-keyshortcuts={n < 9 ? String(n + 1) : undefined}
        disabled={!live}
        onPointerDown={() => live && instrument.play(name)}
        onClick={(event) => event.detail === 0 && instrument.play(name)}
      >
        {n < 9 && (
          <kbd class="font-sans text-base font-medium opacity-80">
            <span class="sr-only">{words.key(n + 1)} </span>
            <span aria-hidden="true">{n + 1}</span>
          </kbd>
        )}
        {name}
        {press === "failed" && <Icon name="close" />}
      </button>
    );
  });
}
