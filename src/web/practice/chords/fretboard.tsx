/** A chord diagram: strings from the low E on the left, frets downwards, the finger's number in each dot. */
import type { Fingering } from "../../../domain/guitar/fingerings.ts";

/** Margins and distances, in units of the drawing. */
const layout = { left: 26, top: 30, string: 17, fret: 24 };
const boardWidth = 5 * layout.string;
const strings = [0, 1, 2, 3, 4, 5];
const xOf = (string: number) => layout.left + string * layout.string;
const yOf = (fret: number, baseFret: number) => layout.top + (fret - baseFret + 0.5) * layout.fret;

interface FretboardProps {
  fingering: Fingering;
  capo: number;
  label: string;
  class: string;
}

/** Draws the diagram. `label` reads it out. */
export function Fretboard({ fingering, capo, label, class: size }: FretboardProps) {
  const { frets, base_fret } = fingering;
  const rows = Math.max(4, Math.max(...frets) - base_fret + 1);
  const height = rows * layout.fret;
  return (
    <svg
      viewBox={`0 0 ${layout.left + boardWidth + 18} ${layout.top + height + 8}`}
      role="img"
      aria-label={label}
      class={size}
      stroke-linecap="round"
    >
      <Grid rows={rows} baseFret={base_fret} capo={capo} />
      <OpenStrings frets={frets} capo={capo} />
      <Fingers fingering={fingering} />
    </svg>
  );
}

/** The strings, the frets, the capo, and the number of the first fret unless it is 1. */
function Grid({ rows, baseFret, capo }: { rows: number; baseFret: number; capo: number }) {
  const height = rows * layout.fret;
  return (
    <>
      {strings.map((string) => (
        <line
          key={string}
          x1={xOf(string)}
          x2={xOf(string)}
          y1={layout.top}
          y2={layout.top + height}
          class="stroke-quiet"
          stroke-width={2.4 - string * 0.28}
        />
      ))}
      {Array.from({ length: rows + 1 }, (_, row) => (
        <line
          key={row}
          x1={xOf(0)}
          x2={xOf(5)}
          y1={layout.top + row * layout.fret}
          y2={layout.top + row * layout.fret}
          class={row === 0 && baseFret === 1 ? "stroke-base-content" : "stroke-quiet"}
          stroke-width={row === 0 && baseFret === 1 ? 5 : 1.2}
        />
      ))}
      {capo > 0 && (
        <line
          x1={xOf(0) - 5}
          x2={xOf(5) + 5}
          y1={layout.top - 4}
          y2={layout.top - 4}
          class="stroke-behind"
          stroke-width="7"
        />
      )}
      {baseFret > 1 && (
        <text
          x={layout.left - 12}
          y={yOf(baseFret, baseFret) + 4.5}
          class="fill-base-content text-[13px] font-bold"
          text-anchor="end"
        >
          {baseFret}
        </text>
      )}
    </>
  );
}

/** Above the strings: a cross if muted, a circle if open. */
function OpenStrings({ frets, capo }: { frets: readonly number[]; capo: number }) {
  return (
    <>
      {strings.map((string) => {
        const fret = frets[string] ?? -1;
        const markY = layout.top - (capo > 0 ? 18 : 13);
        if (fret < 0) {
          const cross = `M${xOf(string) - 4} ${markY - 4}l8 8m0 -8l-8 8`;
          return <path key={string} d={cross} class="stroke-quiet" stroke-width="2.2" />;
        }
        if (fret > 0) return null;
        return (
          <circle
            key={string}
            cx={xOf(string)}
            cy={markY}
            r="4.6"
            fill="none"
            class="stroke-base-content"
            stroke-width="2"
          />
        );
      })}
    </>
  );
}

/** The barres, and a dot for each finger. */
function Fingers({ fingering }: { fingering: Fingering }) {
  const { frets, fingers, base_fret } = fingering;
  return (
    <>
      {barresOf(fingering).map(({ fret, from, to }) => (
        <line
          key={`${fret} ${from}`}
          x1={xOf(from)}
          x2={xOf(to)}
          y1={yOf(fret, base_fret)}
          y2={yOf(fret, base_fret)}
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
            <circle cx={xOf(string)} cy={yOf(fret, base_fret)} r="7.6" class="fill-base-content" />
            {finger > 0 && (
              <text
                x={xOf(string)}
                y={yOf(fret, base_fret) + 4.2}
                class="fill-base-100 text-[11.5px] font-bold"
                text-anchor="middle"
              >
                {finger}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

/** The barres: the fret, and the first and last string that one finger holds. */
function barresOf({ frets, fingers, barres }: Fingering): { fret: number; from: number; to: number }[] {
  return barres.flatMap((fret) =>
    [1, 2, 3, 4].flatMap((finger) => {
      const held = frets.flatMap((stringFret, string) =>
        stringFret === fret && fingers?.[string] === finger ? [string] : [],
      );
      const [from, to] = [held[0], held.at(-1)];
      return from === undefined || to === undefined || from === to ? [] : [{ fret, from, to }];
    }),
  );
}
