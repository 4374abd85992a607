/** The PC: the QR code until a phone is there, then the chord; keys and presses play here too. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../../../client/fold/index.ts";
import type { LiveRoom } from "../../live.ts";
import { Icon } from "../../ui/icon.tsx";
import { SoundControls } from "../audio/sound-controls.tsx";
import { useSound } from "../audio/use-sound.ts";
import { useSounding } from "../audio/use-sounding.ts";
import { ChordChooser } from "../chords/chord-chooser.tsx";
import { choice, type InReach, inReach } from "../chords/chord-set.ts";
import { ChooseExercise, CountDown } from "../exercise-dialog.tsx";
import { Head } from "../head.tsx";
import { endedSilently, SilenceNote } from "../silence-note.tsx";
import { StartButton } from "../start-button.tsx";
import { Summary } from "../summary/summary.tsx";
import { texts as practiceTexts } from "../texts.ts";
import { type Hand, usePlaying } from "../use-playing.ts";
import { usePractice } from "../use-practice.ts";
import { PairingDialog, PairingQr } from "./pairing.tsx";
import { Screen } from "./screen.tsx";
import { texts } from "./texts.ts";
import { useKeys } from "./use-keys.ts";
import { usePairing } from "./use-pairing.ts";

/** The page of a PC. */
export function Stage({ live, room }: { live: LiveRoom; room: Room }) {
  const words = texts.value;
  const own = usePractice(live, room);
  const hand = usePlaying(live);
  const sound = useSound("stage");
  const { capo } = choice.value;
  const sounding = useSounding(live, room.you.id, (name) => sound.strum(name, choice.peek().capo));
  const chords = inReach.value;
  const names = chords.map(({ name }) => name);
  const likely = [...names, ...(own.player.running?.exercise?.pair ?? [])];
  useEffect(() => sound.prepare(likely, capo), [sound, likely.join(" "), capo]);
  const connected = live.state.value.link.is === "live";
  useKeys(
    names,
    (name) => connected && hand.play(name),
    () => sounding.peek()?.chord.name,
  );

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
  const choosing = useSignal(false);
  const counting = own.counting.value;
  const reading = own.shown.value && own.past.value?.last ? own.past.value : undefined;

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
        {quiet && !reading && endedSilently(own) && (
          <div class="mx-auto mt-4">
            <SilenceNote own={own} />
          </div>
        )}
        {reading ? (
          <Summary past={reading} own={own} />
        ) : quiet && !phone ? (
          <Scan url={url} keys={chords} />
        ) : quiet ? (
          <p class="m-auto p-8 text-center text-step font-bold text-balance" role="status">
            {words.phoneHere}
          </p>
        ) : (
          <Screen player={own.player} sounding={sounding} set={names} capo={capo} />
        )}
      </main>
      <footer class="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 border-t border-base-300 bg-base-100 px-page py-3">
        <div class="flex min-w-0 flex-wrap items-center gap-2">
          <Keys chords={chords} hand={hand} sounding={sounding.value?.chord.key} live={connected} />
          <ChordChooser class="btn-lg" />
        </div>
        <div class="flex flex-wrap items-center gap-3">
          <SoundControls sound={sound} />
          {!own.player.running && !reading && (
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
          {!reading && <StartButton live={live} own={own} />}
        </div>
      </footer>
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
      {choosing.value && <ChooseExercise own={own} chords={names} open={choosing} />}
      {counting && <CountDown counting={counting} onCancel={() => own.show(false)} />}
    </div>
  );
}

/** Nobody plays, and there is no phone. */
function Scan({ url, keys }: { url: ReturnType<typeof usePairing>; keys: readonly InReach[] }) {
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

interface KeysProps {
  chords: readonly InReach[];
  hand: Hand;
  sounding: string | undefined;
  live: boolean;
}

/** The set along the bottom: the key that plays each, and which one sounds. */
function Keys({ chords, hand, sounding, live }: KeysProps) {
  const words = texts.value;
  return chords.map(({ key, name }, n) => {
    const press = hand.press.value?.key === key ? hand.press.value.state : undefined;
    const look = press === "failed" ? "btn-help" : sounding === key ? "btn-primary" : "";
    return (
      <button
        key={key}
        type="button"
        class={`btn btn-lg min-w-20 gap-2 text-2xl ${look} ${press === "sending" ? "ring-2 ring-behind" : ""}`}
        aria-pressed={sounding === key}
        aria-keyshortcuts={n < 9 ? String(n + 1) : undefined}
        disabled={!live}
        onPointerDown={() => live && hand.play(name)}
        onClick={(event) => event.detail === 0 && hand.play(name)}
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
