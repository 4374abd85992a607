/** The pad: the chords as keys large enough to hit without looking, and strings to drag across. */
import type { ReadonlySignal } from "@preact/signals";
import type { Sounding } from "../audio/use-sounding.ts";
import type { AvailableChord } from "../chords/chord-set.ts";
import { texts as practiceTexts } from "../texts.ts";
import type { Instrument } from "../use-instrument.ts";
import { texts } from "./texts.ts";
import { usePad } from "./use-pad.ts";

const strings = "strings";

interface PadProps {
  chords: readonly AvailableChord[];
  sounding: ReadonlySignal<Sounding | undefined>;
  instrument: Instrument;
  /** Whether the device is connected. If not, presses do nothing and are not sent later. */
  live: boolean;
}

/** The number of columns for a number of keys. */
const columnsFor = (n: number) => (n <= 3 ? 1 : n <= 8 ? 2 : 3);

/** All keys and the strings. The server's events light the key that sounds. */
export function Pad({ chords, sounding, instrument, live }: PadProps) {
  const words = texts.value;
  const columns = columnsFor(chords.length);
  const pad = usePad<HTMLDivElement>((spot) => {
    const name = spot === strings ? sounding.peek()?.chord.name : chords.find(({ key }) => key === spot)?.name;
    if (!live || name === undefined) return;
    instrument.play(name);
    navigator.vibrate?.(8);
  });
  return (
    <div ref={pad} class="pad">
      <fieldset class={`pad-keys ${columns > 2 ? "pad-small" : ""}`} style={{ "--columns": columns }}>
        <legend class="sr-only">{words.pad}</legend>
        {chords.map((chord) => (
          <Key key={chord.key} chord={chord} sounding={sounding} instrument={instrument} live={live} />
        ))}
      </fieldset>
      <Strings sounding={sounding} live={live} />
    </div>
  );
}

interface KeyProps extends Omit<PadProps, "chords"> {
  chord: AvailableChord;
}

function Key({ chord: { key, name, shape }, sounding, instrument, live }: KeyProps) {
  const words = texts.value;
  const lit = sounding.value?.chord.key === key;
  const press = instrument.press.value?.key === key ? instrument.press.value.state : undefined;
  const status = !live
    ? ""
    : press === "failed"
      ? words.notSent
      : press
        ? words.sendingOne
        : lit
          ? practiceTexts.value.sounding
          : "";
  const look = !live ? "pad-away" : press === "failed" ? "pad-failed" : lit ? "pad-lit" : "";
  return (
    <button
      type="button"
      data-spot={key}
      class={`pad-key ${look} ${press === "sending" ? "pad-sending" : ""}`}
      aria-pressed={lit && live}
      aria-disabled={!live}
    >
      <span class={name.length > 4 ? "pad-name pad-name-long" : "pad-name"}>{name}</span>
      {shape !== name && (
        <span class="pad-shape font-semibold whitespace-nowrap">{practiceTexts.value.shape(shape)}</span>
      )}
      <span class="pad-says">{status}</span>
    </button>
  );
}

function Strings({ sounding, live }: Pick<PadProps, "sounding" | "live">) {
  const words = texts.value;
  const name = sounding.value?.chord.name;
  return (
    <button type="button" data-spot={strings} class="pad-strings" aria-disabled={!live || name === undefined}>
      <svg viewBox="0 0 6 60" preserveAspectRatio="none" aria-hidden="true" class="absolute inset-0 size-full">
        {[0, 1, 2, 3, 4, 5].map((n) => (
          <line
            key={n}
            x1="0"
            x2="6"
            y1={8 + n * 9}
            y2={8 + n * 9}
            class="stroke-quiet"
            stroke-width={3 - n * 0.4}
            vector-effect="non-scaling-stroke"
          />
        ))}
      </svg>
      <span class="pad-strings-says">
        <strong>{name === undefined ? words.strumFirst : `${words.strings} · ${name}`}</strong>
        <span class="sr-only">{words.strumHint}</span>
      </span>
    </button>
  );
}
