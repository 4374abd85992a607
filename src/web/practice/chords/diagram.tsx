/** How a chord is held, drawn: strings from the low E on the left, frets downwards, a number in each finger. */
import { notesOf } from "../../../domain/guitar/chord-notes.ts";
import { parseChord, transpose } from "../../../domain/guitar/chords.ts";
import { type Fingering, fingeringFor } from "../../../domain/guitar/fingerings.ts";
import { texts } from "./texts.ts";

/** The drawing's own units. */
const at = { left: 26, top: 30, string: 17, fret: 24 };
const across = 5 * at.string;

interface DiagramProps {
  /** What sounds; with a capo the shape below it is drawn. */
  name: string;
  capo: number;
  class?: string;
}

/** The diagram; of a chord that we know no shape for, its notes. */
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
  const spoken = fingering.frets.map((fret) => (fret < 0 ? words.muted : fret === 0 ? words.open : words.fret(fret)));
  return (
    <Board fingering={fingering} capo={capo} label={words.diagram(shape.name, spoken.join(", "), capo)} class={size} />
  );
}

interface BoardProps {
  fingering: Fingering;
  capo: number;
  label: string;
  class: string;
}

function Board({ fingering, capo, label, class: size }: BoardProps) {
  const { frets, fingers, base_fret } = fingering;
  const rows = Math.max(4, Math.max(...frets) - base_fret + 1);
  const height = rows * at.fret;
  const x = (string: number) => at.left + string * at.string;
  const y = (fret: number) => at.top + (fret - base_fret + 0.5) * at.fret;
  const strings = frets.map((_, string) => string);
  return (
    <svg
      viewBox={`0 0 ${at.left + across + 18} ${at.top + height + 8}`}
      role="img"
      aria-label={label}
      class={size}
      stroke-linecap="round"
    >
      {strings.map((string) => (
        <line
          key={string}
          x1={x(string)}
          x2={x(string)}
          y1={at.top}
          y2={at.top + height}
          class="stroke-quiet"
          stroke-width={2.4 - string * 0.28}
        />
      ))}
      {Array.from({ length: rows + 1 }, (_, row) => (
        <line
          key={row}
          x1={x(0)}
          x2={x(5)}
          y1={at.top + row * at.fret}
          y2={at.top + row * at.fret}
          class={row === 0 && base_fret === 1 ? "stroke-base-content" : "stroke-quiet"}
          stroke-width={row === 0 && base_fret === 1 ? 5 : 1.2}
        />
      ))}
      {capo > 0 && (
        <line x1={x(0) - 5} x2={x(5) + 5} y1={at.top - 4} y2={at.top - 4} class="stroke-behind" stroke-width="7" />
      )}
      {base_fret > 1 && (
        <text x={at.left - 12} y={y(base_fret) + 4.5} class="fill-base-content text-[13px] font-bold" text-anchor="end">
          {base_fret}
        </text>
      )}
      {strings.map((string) => {
        const fret = frets[string] ?? -1;
        const up = at.top - (capo > 0 ? 18 : 13);
        if (fret < 0) {
          const cross = `M${x(string) - 4} ${up - 4}l8 8m0 -8l-8 8`;
          return <path key={string} d={cross} class="stroke-quiet" stroke-width="2.2" />;
        }
        if (fret > 0) return null;
        return (
          <circle
            key={string}
            cx={x(string)}
            cy={up}
            r="4.6"
            fill="none"
            class="stroke-base-content"
            stroke-width="2"
          />
        );
      })}
      {barresOf(fingering).map(({ fret, from, to }) => (
        <line
          key={`${fret} ${from}`}
          x1={x(from)}
          x2={x(to)}
          y1={y(fret)}
          y2={y(fret)}
          class="stroke-base-content"
          stroke-width="15"
        />
      ))}
      {strings.map((string) => {
        const fret = frets[string] ?? -1;
        const finger = fingers?.[string] ?? 0;
        if (fret <= 0) return null;
        return (
          <g key={string}>
            <circle cx={x(string)} cy={y(fret)} r="7.6" class="fill-base-content" />
            {finger > 0 && (
              <text x={x(string)} y={y(fret) + 4.2} class="fill-base-100 text-[11.5px] font-bold" text-anchor="middle">
                {finger}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** Where one finger holds several strings: its fret, and from which string to which. */
function barresOf({ frets, fingers, barres }: Fingering): { fret: number; from: number; to: number }[] {
  return barres.flatMap((fret) =>
    [1, 2, 3, 4].flatMap((finger) => {
      const held = frets.flatMap((at, string) => (at === fret && fingers?.[string] === finger ? [string] : []));
      const [from, to] = [held[0], held.at(-1)];
      return from === undefined || to === undefined || from === to ? [] : [{ fret, from, to }];
    }),
  );
}
