/** A table of lines, with those of both charts side by side. */
import type { ComponentChildren } from "preact";
import type { ChartKind } from "../../../domain/spc/kinds.ts";
import { texts as qualityTexts } from "../texts.ts";
import { texts } from "./texts.ts";

type LineName = keyof typeof qualityTexts.value.lineNames;

interface LinesProps {
  caption: ComponentChildren;
  chart: ChartKind;
  /** The name of each line, its value on the first chart, and that on the second one (if the chart has one). */
  rows: readonly (readonly [LineName, string, string | undefined])[];
}

export function LinesTable({ caption, chart, rows }: LinesProps) {
  const words = texts.value;
  const hasSecond = rows.some(([, , spread]) => spread !== undefined);
  return (
    <table class="sheet-table">
      {caption}
      <thead>
        <tr>
          <th scope="col">{words.line}</th>
          <th scope="col" class="number">
            {words.location[chart]}
          </th>
          {hasSecond && (
            <th scope="col" class="number">
              {words.spread[chart]}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, location, spread]) => (
          <tr key={name}>
            <th scope="row">{qualityTexts.value.lineNames[name]}</th>
            <td class="number">{location}</td>
            {hasSecond && <td class="number">{spread}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
