/** A chord's diagram, or its notes if no fingering is known. */
import { notesOf } from "../../../domain/guitar/chord-notes.ts";
import { parseChord, transpose } from "../../../domain/guitar/chords.ts";
import { fingeringFor } from "../../../domain/guitar/fingerings.ts";
import { Fretboard } from "./fretboard.tsx";
import { texts } from "./texts.ts";

interface DiagramProps {
  /** The chord that sounds; with a capo, the shape below it is drawn. */
  name: string;
  capo: number;
  class?: string;
}

/** Draws the diagram of a chord. */
export function Diagram({ name, capo, class: size = "" }: DiagramProps) {
  const words = texts.value;
  const shape = parseChord(transpose(name, -capo));
  if (!shape || shape.rest) return <p class="text-2xl font-semibold text-quiet">{words.rest}</p>;
  const fingering = fingeringFor(shape);
  if (!fingering) {
    return (
      <div class="flex flex-col gap-1 text-center">
        <p class="text-2xl font-bold">{words.notes(notesOf(shape).join(" "))}</p>
        <p class="text-quiet">{words.noDiagram}</p>
      </div>
    );
  }
  const spokenFrets = fingering.frets.map((fret) =>
    fret < 0 ? words.muted : fret === 0 ? words.open : words.fret(fret),
  );
  return (
    <Fretboard
      fingering={fingering}
      capo={capo}
      label={words.diagram(shape.name, spokenFrets.join(", "), capo)}
      class={size}
    />
  );
}
